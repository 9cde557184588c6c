import Kernel

/// How long ago somebody made sure: old knowledge is marked, not hidden.
public struct Freshness {
    let tone: String
    let words: Phrase

    /// - Parameters:
    ///   - staleDaysMax: what is older may have changed.
    ///   - never: said where nobody has.
    public init(_ verifiedAt: Instant?, now: Instant, staleDaysMax: Int64, never: Phrase) {
        guard let then = verifiedAt else {
            (tone, words) = ("plain", never)
            return
        }
        let age = Phrase.ago(then, now: now)
        let isStale = now.seconds - then.seconds > staleDaysMax * 86_400
        (tone, words) =
            isStale
            ? ("notice", Phrase("\(age.chinese)核实过，可能有变化", "Verified \(age.english), may have changed"))
            : ("good", Phrase("\(age.chinese)核实过", "Verified \(age.english)"))
    }

    public func badge(_ language: Language) -> HTML {
        "<span class=\"badge badge-\(tone)\">\(words.in(language))</span>"
    }
}
