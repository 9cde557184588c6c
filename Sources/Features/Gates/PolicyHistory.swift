import GatePolicy
import Kernel
import Places

/// What was asked for, what holds and what held before at a gate, with who and when.
struct PolicyHistory {
    /// Newest first.
    let records: [PolicyRecord]
    let names: [ID<Account>: String]
    let visit: Visit
    private var language: Language { visit.language }

    var markup: HTML {
        let list: HTML =
            records.isEmpty
            ? "<p class=\"quiet\">\(Phrase.noPolicyYet.in(language))</p>"
            : "<ol class=\"stack history\">\n\(records.indices.markup { row($0) })</ol>"
        return "<section id=\"history\"><h2>\(Phrase.policyHistory.in(language))</h2>\n\(list)</section>"
    }

    private func row(_ index: Int) -> HTML {
        let one = records[index]
        let before = records[(index + 1)...].first { [.replaced, .standing].contains($0.state) }
        let decided: HTML =
            one.decidedAt.map { at in
                "<p class=\"quiet\">\(one.state.words.in(language)) · \(who(one.decidedBy)) · \(time(at))</p>\n"
            } ?? .empty
        return """
            <li class="panel"><p><strong>\(Phrase.policyNumber(one.number).in(language))</strong> \
            <span class="badge \(one.state.badge)">\(one.state.words.in(language))</span></p>
            <p class="quiet">\(Phrase.proposedWord.in(language)) · \(who(one.proposedBy)) · \(time(one.proposedAt))</p>
            \(text(one.purpose))\(changes(one, since: before))\(decided)\(text(one.reason))</li>

            """
    }

    private func text(_ words: String) -> HTML { words.isEmpty ? .empty : "<p>\(words)</p>\n" }

    private func who(_ account: ID<Account>?) -> String {
        account.flatMap { names[$0] } ?? Phrase.somebodyGone.in(language)
    }

    private func time(_ moment: Instant) -> HTML {
        let time = CivilTime(moment, utcOffsetSeconds: visit.site.utcOffsetSeconds)
        return "<time datetime=\"\(moment.rfc3339())\">\(time.date) \(time.clock)</time>"
    }

    private func changes(_ one: PolicyRecord, since before: PolicyRecord?) -> HTML {
        PolicyDifference(old: before?.policy, new: one.policy, language: language).markup
    }
}

/// Two policies as sentences that went and came.
struct PolicyDifference {
    let old: GatePolicy?
    let new: GatePolicy?
    let language: Language

    var markup: HTML {
        let after = new.map { PolicyWords.lines($0, in: language) } ?? []
        let before = old.map { PolicyWords.lines($0, in: language) } ?? []
        let gone = before.filter { !after.contains($0) }.markup { line in
            "<li><del><span class=\"visually-hidden\">\(Phrase.takenOut.in(language))</span>\(line)</del></li>\n"
        }
        let lines = after.markup { line -> HTML in
            before.contains(line) || old == nil
                ? "<li>\(line)</li>\n"
                : "<li><ins><span class=\"visually-hidden\">\(Phrase.putIn.in(language))</span>\(line)</ins></li>\n"
        }
        return "<ul class=\"policy changed\">\n\(lines)\(gone)</ul>\n"
    }
}

extension PolicyRecord.State {
    var words: Phrase {
        switch self {
        case .proposed: Phrase("待审核", "Waiting")
        case .standing: Phrase("现行", "Holds now")
        case .declined: Phrase("已退回", "Declined")
        case .withdrawn: Phrase("已撤回", "Withdrawn")
        case .replaced: Phrase("已被替换", "Replaced")
        }
    }

    var badge: String {
        switch self {
        case .proposed: "badge-notice"
        case .standing: "badge-good"
        case .declined: "badge-bad"
        case .withdrawn, .replaced: "badge-plain"
        }
    }
}

extension Phrase {
    static let policyHistory = Phrase("规则的历史", "History of the policy")
    static let noPolicyYet = Phrase("还没有人给这个门写过规则。", "Nobody has written a policy for this gate yet.")
    static let proposedWord = Phrase("提出", "Proposed")
    static let somebodyGone = Phrase("系统", "The system")
    static let takenOut = Phrase("删去：", "Taken out: ")
    static let putIn = Phrase("新增：", "Put in: ")

    static func policyNumber(_ number: Int) -> Phrase { Phrase("第 \(number) 版", "Version \(number)") }
}
