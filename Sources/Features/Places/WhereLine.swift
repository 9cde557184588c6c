import Areas
import Kernel

/// The line that says where distances are measured from, and how to change it. Scripts fill in the position; without
/// them an area can be chosen.
struct WhereLine {
    let cards: PlaceCards
    let near: Area?
    /// The result page's first heading is this line.
    let isHeading: Bool

    private var language: Language { cards.language }

    func section() -> HTML {
        let name = near.map { Phrase.nearArea($0.name) } ?? .whereUnknown
        let tag: HTML = isHeading ? "h1" : "p"
        return """
            <section class="where\(near == nil ? " is-unknown" : "")" id="where" \(words)>
            <div class="where-line">\(cards.icon("pin"))<div>
            <\(tag) class="where-name" id="where-name">\(name.in(language))</\(tag)>
            <p class="where-age quiet" id="where-age">\(age)</p></div></div>
            <div class="where-tools">
            <button id="locate-button" class="button\(near == nil ? " primary" : "")" type="button" hidden>\
            \(cards.icon("pin"))\(Phrase.locate.in(language))</button>
            <a class="button" id="pick-area" href="#areas">\(Phrase.changeArea.in(language))</a>
            </div>
            <p class="where-reason quiet" id="locate-reason" hidden>\(Phrase.locateReason.in(language))</p>
            <p id="locate-status" role="status"></p>
            </section>
            """
    }

    private var age: String {
        near.map { Phrase.aroundCentre($0.centreBasis.isApproximate).in(language) } ?? ""
    }

    /// What scripts say, by the name they look for.
    private var words: [HTML] {
        let words: [(String, Phrase)] = [
            ("locating", .locating), ("refused", .locateRefused), ("failed", .locateFailed), ("offline", .loadFailed),
            ("loading", .loading), ("located", .locatedAgo), ("located-now", .locatedNow), ("accuracy", .accuracy),
            ("again", .locateAgain), ("ask", .locate), ("unknown", .whereUnknown), ("around", .aroundHere),
            ("outside", .outsideCity), ("kept", .keptList), ("found", .foundCount),
        ]
        return words.markup { " data-\($0.0)=\"\($0.1.in(language))\"" as HTML }
    }
}
