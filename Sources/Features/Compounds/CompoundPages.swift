import Kernel
import Places

/// A compound's part of a place's page and of its JSON.
enum CompoundPages {
    static func section(_ gates: [Gate], for visit: Visit) -> HTML {
        guard !gates.isEmpty else { return .empty }
        let language = visit.language
        return """
            <section>
            <h2>\(Phrase.gates.in(language))</h2>
            <ul class="rows">
            \(gates.markup { row($0, language) })</ul>
            </section>
            """
    }

    private static func row(_ gate: Gate, _ language: Language) -> HTML {
        let text = HoursWords.description(of: gate.hours, in: language)
        let hours: HTML = text.isEmpty ? .empty : " <span>\(text)</span>"
        let rule: HTML = gate.rule.isEmpty ? .empty : " <span class=\"quiet\">\(gate.rule)</span>"
        return """
            <li><span class="row-name">\(gate.name)</span> \
            <span class="tag">\(gate.admits.words.in(language))</span>\(hours)\(rule)</li>

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

extension Phrase {
    static let gates = Phrase("出入口", "Gates")
}
