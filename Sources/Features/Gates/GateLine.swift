import Compounds
import GatePolicy
import Kernel

/// A gate in a list, with what a visitor is told at it now.
public struct GateLine {
    let round: GateRound
    let visitor: Visitor
    let visit: Visit
    private var language: Language { visit.language }

    public init(round: GateRound, visitor: Visitor, visit: Visit) {
        self.round = round
        self.visitor = visitor
        self.visit = visit
    }

    /// Its name and the verdict.
    public func name(_ one: GovernedGate) -> HTML {
        let verdict = round.verdict(at: one.gate.id, for: visitor)
        return """
            <span class="row-name">\(one.gate.name)</span> \
            <span class="badge \(verdict.badge)">\(GateWords.headline(verdict).in(language))</span>
            """
    }

    /// What is to be kept to, or where else or when; empty where there is nothing to say.
    public func told(_ one: GovernedGate) -> HTML {
        let verdict = round.verdict(at: one.gate.id, for: visitor)
        let lines = GateWords(round).lines(verdict, at: one.gate.id, vehicle: visitor.vehicle)
        return lines.isEmpty ? .empty : "<p class=\"gate-told\">\(Phrase.said(lines, language))</p>\n"
    }
}
