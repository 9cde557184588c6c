import Compounds
import GatePolicy
import Kernel
import OpeningHours
import Places

/// A compound's part of a place's page and of its JSON: its gates, each with the verdict for whoever asks, now.
extension Gates: PlaceDetailing {
    public var kind: PlaceKind { .compound }

    public func detail(of place: Place, for visit: Visit, in town: any Reading) throws -> PlaceDetail {
        let isStorm = try settings.isStorm(in: place.areaCode ?? city, town)
        let round = GateRound(
            place: place.id, gates: try governed(of: place.id, in: town), moment: moment(visit.now, isStorm: isStorm))
        // An address somebody wrote wrongly still shows the compound.
        let choice = try? VisitorChoice(visit)
        let section = CompoundSection(round: round, choice: choice ?? VisitorChoice.usual, visit: visit)
        var detail = PlaceDetail(
            section: section.markup, json: ("gates", .array(round.gates.map(CompoundSection.json))))
        if let choice, choice.isChosen { detail.headers.append(choice.header(visit)) }
        return detail
    }
}

struct CompoundSection {
    let round: GateRound
    let choice: VisitorChoice
    let visit: Visit
    private var language: Language { visit.language }

    var markup: HTML {
        guard !round.gates.isEmpty else {
            return """
                <section id="gates"><h2>\(Phrase.gates.in(language))</h2>
                <p class="quiet">\(Phrase.noGates.in(language))</p></section>
                """
        }
        return """
            <section id="gates">
            <h2>\(Phrase.gates.in(language))</h2>
            \(choice.chips(visit, "#gates"))\(storm)<ul class="rows gates">
            \(round.gates.markup { row($0) })</ul>
            </section>
            """
    }

    private var storm: HTML {
        round.moment.isStorm ? "<p class=\"notice\">\(Phrase.stormNow.in(language))</p>\n" : .empty
    }

    private func row(_ one: GovernedGate) -> HTML {
        let line = GateLine(round: round, visitor: choice.visitor, visit: visit)
        let rule: HTML = one.gate.rule.isEmpty ? .empty : "<p class=\"label\">\(one.gate.rule)</p>\n"
        return """
            <li>\(visit.icon("gate"))<div><p>\(line.name(one))</p>
            \(line.told(one))\(PolicyPart(gate: one, visit: visit).folded)\(rule)</div></li>

            """
    }

    static func json(_ one: GovernedGate) -> JSON {
        let gate = one.gate
        return [
            "id": .string(gate.id.description),
            "name": .string(gate.name),
            "lat": JSON(gate.point?.latitude),
            "lng": JSON(gate.point?.longitude),
            "hours": gate.hours.isEmpty ? .null : .string(gate.hours),
            "admits": .string(gate.admits.rawValue),
            "rule": gate.rule.isEmpty ? .null : .string(gate.rule),
            "policy": one.number == nil ? .null : PolicyText.json(one.policy),
        ]
    }
}

/// A policy in words, and how it is known.
struct PolicyPart {
    let gate: GovernedGate
    let visit: Visit
    private var language: Language { visit.language }

    var list: HTML {
        let lines = PolicyWords.lines(gate.policy, in: language)
        return "<ul class=\"policy\">\n\(lines.markup { "<li>\($0)</li>\n" })</ul>\n"
    }

    var basis: HTML {
        guard let since = gate.since else { return "<p class=\"label\">\(Phrase.policyDerived.in(language))</p>\n" }
        let age = Phrase.ago(since, now: visit.now)
        return "<p class=\"label\">\(Phrase.policySince(age).in(language))</p>\n"
    }

    /// Behind one line, for lists.
    var folded: HTML {
        """
        <details class="policy-more"><summary>\(Phrase.policyTitle.in(language))</summary>
        \(list)\(basis)</details>

        """
    }
}

extension VisitorChoice {
    public static let usual = VisitorChoice(
        visitor: Visitor(trade: .foodDelivery, vehicle: .bike), isTradeKnown: false, isChosen: false)

    init(visitor: Visitor, isTradeKnown: Bool, isChosen: Bool) {
        self.visitor = visitor
        self.isTradeKnown = isTradeKnown
        self.isChosen = isChosen
    }
}

extension GateVerdict {
    public var badge: String {
        switch self {
        case .comeIn: "badge-good"
        case .comeInOnFoot, .useAnotherGate, .notNow: "badge-notice"
        case .refused: "badge-bad"
        }
    }
}

extension Gate.Admits {
    var words: Phrase {
        switch self {
        case .foot: Phrase("只能步行", "On foot only")
        case .bike: Phrase("电动车可进", "E-bikes may enter")
        case .car: Phrase("汽车可进", "Cars may enter")
        }
    }
}

extension Phrase {
    static let gates = Phrase("出入口", "Gates")
    static let noGates = Phrase("还没有人登记这个小区的出入口。", "Nobody has recorded the gates of this compound yet.")
    static let policyTitle = Phrase("通行规则", "Who may come in")
    static let policyDerived = Phrase(
        "物业还没有登记规则，按开放时间推算。", "No policy has been recorded; this follows from the gate's hours.")
    static let stormNow = Phrase(
        "恶劣天气模式已开启，门岗按恶劣天气规则放行。", "Storm mode is on: gates let in by their storm rules.")

    static func policySince(_ age: Phrase) -> Phrase {
        Phrase("物业提出、社区审核，\(age.chinese)生效。", "Written by the property, approved by the community, \(age.english).")
    }

    /// Sentences one after the other, as the language sets them.
    static func said(_ lines: [Phrase], _ language: Language) -> String {
        lines.map { $0.in(language) }.joined(separator: language == .english ? " " : "")
    }
}
