import Kernel
import Places

/// A compound's part of a place's page and of its JSON.
enum CompoundPages {
    static func section(_ gates: [Gate], hours: CityHours, for visit: Visit) -> HTML {
        let language = visit.language
        let list: HTML =
            gates.isEmpty
            ? "<p class=\"quiet\">\(Phrase.noGates.in(language))</p>"
            : """
            <ul class="rows gates">
            \(gates.markup { row($0, hours: hours, visit) })</ul>
            """
        return """
            <section>
            <h2>\(Phrase.gates.in(language))</h2>
            \(list)
            </section>
            """
    }

    /// What the gate lets through, whether it is open just now, its whole week, and what the guard asks for.
    private static func row(_ gate: Gate, hours: CityHours, _ visit: Visit) -> HTML {
        let language = visit.language
        let state = hours.gateState(gate.hours, for: visit)
        let now: HTML = state == .empty ? .empty : "<p>\(state)</p>\n"
        let week = hours.gateWeek(gate.hours, for: visit)
        let terms = [week, gate.rule].filter { !$0.isEmpty }
        let more: HTML = terms.isEmpty ? .empty : "<p class=\"label\">\(terms.joined(separator: " · "))</p>"
        return """
            <li>\(visit.icon("gate"))<div><p><span class="row-name">\(gate.name)</span> \
            <span class="tag">\(visit.icon(gate.admits.icon))\(gate.admits.words.in(language))</span></p>
            \(now)\(more)</div></li>

            """
    }

    static func json(_ gate: Gate) -> JSON {
        [
            "id": .string(gate.id.description),
            "name": .string(gate.name),
            "lat": JSON(gate.point?.latitude),
            "lng": JSON(gate.point?.longitude),
            "hours": gate.hours.isEmpty ? .null : .string(gate.hours),
            "admits": .string(gate.admits.rawValue),
            "rule": gate.rule.isEmpty ? .null : .string(gate.rule),
        ]
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

extension Gate.Admits {
    var icon: String {
        switch self {
        case .foot: "foot"
        case .bike: "bike"
        case .car: "car"
        }
    }
}

extension Phrase {
    static let gates = Phrase("出入口", "Gates")
    static let noGates = Phrase("还没有人登记这个小区的出入口。", "Nobody has recorded the gates of this compound yet.")
}
