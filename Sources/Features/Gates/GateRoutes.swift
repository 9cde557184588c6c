import Compounds
import GatePolicy
import Kernel
import Places

/// What a feature above adds to a gate's own page: arriving, reporting, a pass for somebody new.
public protocol GateSection: Sendable {
    /// nil where there is nothing to say to this visitor at this gate.
    func addition(to page: GatePageFacts, for visit: Visit, in town: any Reading) throws -> HTML?
}

/// What a gate's own page is about.
public struct GatePageFacts: Sendable {
    /// The text of the code, as in the address `/g/TEXT`.
    public var code: String
    public var gate: Gate
    public var place: Place
    public var round: GateRound
    public var visitor: Visitor
    /// Whoever has signed in.
    public var person: Person?
    public var verdict: GateVerdict { round.verdict(at: gate.id, for: visitor) }
}

extension Gates {
    /// - Parameter sections: what features above add, in the order it is shown.
    public func addRoutes(
        to doors: Doors, places: Places, sections: [any GateSection] = [], database: any Database
    ) {
        doors.everyone.get("/g/:code") { [self] visit in
            try visit.query.accept(only: ["lang"] + VisitorChoice.parameters)
            let person = try await accounts.person(of: visit)
            let pages = GatePage(visit: visit)
            let text = visit.parameter("code")
            switch try await database.read({ try self.scanned(text, in: $0) }) {
            case .forged: return .page(pages.forged(), visit, status: 404)
            case .ended(let gate):
                let place = gate.flatMap { places.index.place($0.placeID) }
                return .page(pages.ended(gate, place), visit, status: 410)
            case .good(let gate, _):
                guard let place = places.index.place(gate.placeID) else {
                    return .page(pages.ended(nil, nil), visit, status: 410)
                }
                let (page, choice) = try await database.read { town in
                    let trade = try person.flatMap { try self.accounts.trade(of: $0.id, in: town) }
                    let choice = try VisitorChoice(visit, account: trade)
                    guard let round = try self.round(of: gate.placeID, at: visit.now, in: town) else {
                        return (pages.ended(nil, nil), choice)
                    }
                    let facts = GatePageFacts(
                        code: text, gate: gate, place: place, round: round, visitor: choice.visitor, person: person)
                    let more = try sections.compactMap { try $0.addition(to: facts, for: visit, in: town) }
                    return (pages.page(facts, choice, more), choice)
                }
                var answer = Answer.page(page, visit)
                if choice.isChosen { answer.headers.append(choice.header(visit)) }
                return answer
            }
        }
        doors.everyone.get("/api/v1/gates/:id") { [self] visit in
            try visit.query.accept(only: ["lang"] + VisitorChoice.parameters)
            guard let id = ID<Gate>(visit.parameter("id")) else { throw Refusal.notFound(what: .noSuchGate) }
            let choice = try VisitorChoice(visit)
            let told = try await database.read { town -> JSON? in
                guard let gate = try self.gate(id, in: town),
                    let round = try self.round(of: gate.placeID, at: visit.now, in: town)
                else { return nil }
                let name = places.index.place(gate.placeID).map { $0.name(in: visit.language) }
                return GateJSON(round: round, language: visit.language).gate(id, of: name, for: choice.visitor)
            }
            guard let told else { throw Refusal.notFound(what: .noSuchGate) }
            return .json(told)
        }
        addConsoleRoutes(to: doors, places: places, database: database)
    }
}

/// A gate and what holds at it, for programs.
struct GateJSON {
    let round: GateRound
    let language: Language

    func gate(_ id: ID<Gate>, of place: String?, for visitor: Visitor) -> JSON {
        guard let one = round.gate(id) else { return .null }
        let verdict = round.verdict(at: id, for: visitor)
        let words = GateWords(round)
        return [
            "id": .string(id.description), "name": .string(one.gate.name),
            "place": ["id": .string(round.place.description), "name": JSON(place)],
            "point": one.gate.point.map { [.degrees($0.latitude), .degrees($0.longitude)] } ?? .null,
            "policy": PolicyText.json(one.policy), "policy_number": one.number.map { JSON($0) } ?? .null,
            "policy_words": .array(PolicyWords.lines(one.policy, in: language).map(JSON.string)),
            "storm": .bool(round.moment.isStorm),
            "visitor": ["trade": .string(visitor.trade.rawValue), "vehicle": .string(visitor.vehicle.rawValue)],
            "answer": verdict.json, "words": .string(GateWords.headline(verdict).in(language)),
            "spoken": .string(words.spoken(verdict).in(language)),
            "lines": .array(words.lines(verdict, at: id, vehicle: visitor.vehicle).map { .string($0.in(language)) }),
        ]
    }
}

extension Phrase {
    static let noSuchGate = Phrase("没有这个门，可能已经移除。", "There is no such gate; it may have been removed.")
}
