import Accounts
import Compounds
import Foundation
import GatePolicy
import Gates
import Kernel
import PassToken
import Places
import Base64URL

/// What is sent to have a pass looked at.
private struct VerifyBody: Decodable {
    let code: String?
    let digits: String?
    let tail: String?
    let gate: String
    let vehicle: String?
    let nonce: String?

    func question() throws(Refusal) -> Question {
        guard let gate = ID<Gate>(gate) else { throw .notFound(what: .noGateOfYours) }
        guard let vehicle = VisitorVehicle(rawValue: vehicle ?? "e-bike") else {
            throw .parameter(name: "vehicle", came: vehicle, accepted: .vehicles)
        }
        let bytes = nonce.flatMap(Base64URL.decode)
        guard nonce == nil || bytes.map({ (1...16).contains($0.count) }) ?? false else {
            throw .parameter(name: "nonce", came: nil, accepted: .nonceForm)
        }
        return Question(shown: try shown(), gate: gate, vehicle: vehicle, nonce: bytes)
    }

    private func shown() throws(Refusal) -> Question.Shown {
        switch (code, digits) {
        case (let code?, nil): return .code(code)
        case (nil, let typed?):
            let digits = typed.filter { $0 != " " }
            guard digits.utf8.count == 8, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
                throw .parameter(name: "digits", came: nil, accepted: .digitsForm)
            }
            guard tail.map({ $0.utf8.count == 4 && $0.utf8.allSatisfy { (48...57).contains($0) } }) ?? true else {
                throw .parameter(name: "tail", came: nil, accepted: .fourDigits)
            }
            return .digits(digits, tail: tail)
        default: throw .parameter(name: "code", came: nil, accepted: .codeOrDigits)
        }
    }
}

extension Passes {
    func addVerifyRoutes(to doors: Doors) {
        let bytes = Limits.verifyBodyBytesMax
        doors.staff(.checkPass).post("/api/v1/passes/verify", bodyBytesMax: bytes) { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let body: VerifyBody = try visit.decoded("{gate, code} / {gate, digits}")
            let (finding, checked) = try await verify(try body.question(), by: person, visit)
            if finding.fault == .digitsAmbiguous { return Self.needsTail(visit) }
            return .json(FindingJSON(finding: finding, checked: checked, language: visit.language).json)
        }
        doors.staff(.checkPass).get("/api/v1/me/gates") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let own = try await database.read { [self] town in try ownGates(person, in: town) }
            return .json(.array(own))
        }
        doors.staff(.checkPass).get("/api/v1/places/:id/gate-kit") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            guard let id = ID<Place>(visit.parameter("id")) else { throw Refusal.notFound(what: .noGateOfYours) }
            return .json(try await kit(of: id, for: person, visit))
        }
    }

    /// 409: nothing was decided yet.
    private static func needsTail(_ visit: Visit) -> Answer {
        .json(
            [
                "type": "about:blank", "title": .string(Phrase.sameDigits.in(visit.language)), "status": 409,
                "detail": .string(ScanWords.headline(.digitsAmbiguous).in(visit.language)),
                "requestId": .string(visit.requestID), "needs": "tail",
            ], type: "application/problem+json", status: 409)
    }

    /// Compounds of one's own with their gates, for choosing where one stands.
    private func ownGates(_ person: Person, in town: any Reading) throws -> [JSON] {
        let bound = person.proof == .token ? try passGates.gates(ofToken: person.session, in: town) : []
        let places = try passGates.compounds(
            person.places(for: .checkPass), countMax: Limits.ownCompoundsMax, in: town)
        return try places.map { place in
            let list = try compounds.gates(of: place.id, in: town).filter { bound.isEmpty || bound.contains($0.id) }
            return [
                "id": .string(place.id.description), "name": .string(place.name),
                "gates": .array(
                    list.map { ["id": .string($0.id.description), "name": .string($0.name)] }),
            ]
        }
    }

    /// All that a guard's page needs for the days without a network.
    private func kit(of place: ID<Place>, for person: Person, _ visit: Visit) async throws -> JSON {
        let list = try await posted()
        let authority = authority()
        let trust = GateKit.Trust(
            keys: authority.keys.encoded, revocations: list.bytes, revocationsVersion: list.version)
        let kit = try await database.read { [self] town -> GateKit? in
            guard let land = try compounds.land(of: place, in: town),
                person.may(.checkPass, on: Target(area: land.area ?? authority.city, place: place.description)),
                try isBound(person, to: compounds.gates(of: place, in: town).map(\.id), in: town)
            else { return nil }
            return try gates.kit(of: place, at: visit.now, trust: trust, in: town)
        }
        guard let kit else { throw Refusal.notFound(what: .noGateOfYours) }
        return kit.json
    }
}

extension Visit {
    /// A JSON document of this form.
    func decoded<Body: Decodable>(_ form: String) throws(Refusal) -> Body {
        guard bodyType == "application/json", let body = try? JSONDecoder().decode(Body.self, from: Data(self.body))
        else { throw .unsupportedBody(accepted: "application/json, " + form) }
        return body
    }
}

/// A finding for programs and for what they show.
struct FindingJSON {
    let finding: Finding
    let checked: CheckedGate
    let language: Language

    var json: JSON {
        let words = GateWords(checked.round)
        let verdict = finding.verdict
        let lines = verdict.map { words.lines($0, at: checked.gate.id, vehicle: finding.scan.vehicle) } ?? []
        let headline = finding.fault.map(ScanWords.headline) ?? verdict.map(GateWords.headline)
        let spoken = finding.fault.map(ScanWords.headline) ?? verdict.map(words.spoken)
        var all = finding.fault.map { [ScanWords.headline($0), ScanWords.advice($0)] } ?? lines
        if let guest = finding.guest, finding.fault == .pass(.otherCompound) {
            all.insert(.onlyAt(guest.placeName), at: 1)
        }
        return .object([
            ("id", .string(finding.scan.id.description)), ("verdict", .string(finding.scan.verdict.rawValue)),
            ("fault", JSON(finding.scan.fault)), ("headline", JSON(headline?.in(language))),
            ("words", .array(all.map { .string($0.in(language)) })), ("spoken", JSON(spoken?.in(language))),
            ("name", JSON(finding.maskedName)), ("trade", JSON(finding.trade?.rawValue)), ("team", JSON(finding.team)),
            ("guest", guest), ("terms", terms), ("other_gate", otherGate), ("opens_at", opensAt),
            ("gate", .string(checked.gate.name)), ("place", .string(checked.placeName)),
        ])
    }

    /// What a guard needs to end it, where it is genuine and for this compound.
    private var guest: JSON {
        guard let guest = finding.guest, guest.place == finding.scan.place else { return .null }
        return ["serial": .integer(Int64(guest.serial)), "until": .integer(guest.expiresAt.seconds)]
    }

    private var terms: JSON {
        switch finding.verdict {
        case .comeIn(let terms), .comeInOnFoot(let terms, _): terms.json
        default: .null
        }
    }

    private var otherGate: JSON {
        let way: GateVerdict.Direction? =
            switch finding.verdict {
            case .useAnotherGate(let way): way
            case .comeInOnFoot(_, let way): way
            default: nil
            }
        guard let way, let gate = checked.round.gate(way.gate) else { return .null }
        return [
            "id": .string(gate.id.description), "name": .string(gate.name),
            "metres": way.metres.map { JSON($0) } ?? .null, "on_foot": .bool(way.isOnFoot),
        ]
    }

    private var opensAt: JSON {
        if case .notNow(let opening) = finding.verdict { .integer(opening.at) } else { .null }
    }
}

extension Limits {
    static let verifyBodyBytesMax = 4_000
    static let ownCompoundsMax = 50
}

extension Phrase {
    static func onlyAt(_ place: String) -> Phrase { Phrase("只能在\(place)用。", "It is good at \(place) only.") }
    static let vehicles = Phrase("可用：foot、e-bike、car。", "Accepted: foot, e-bike, car.")
    static let sameDigits = Phrase("有人和他数字相同", "Somebody else has the same digits")
    static let nonceForm = Phrase("应是 1 到 16 字节的 Base64url。", "1 to 16 bytes in Base64url.")
    static let digitsForm = Phrase("应是八位数字。", "Eight digits.")
    static let fourDigits = Phrase("应是手机号的后四位。", "The last four digits of the phone number.")
    static let codeOrDigits = Phrase("请给出 code 或 digits 之一。", "Give either code or digits.")
}
