import Accounts
import Compounds
import Foundation
import GatePolicy
import Gates
import Kernel
import PassToken
import Places
import Base64URL

/// What a turnstile or handheld asks.
struct Question: Sendable {
    enum Shown: Sendable {
        case code(String)
        /// Eight typed digits, and the end of the phone number where several riders have them.
        case digits(String, tail: String?)
    }

    let shown: Shown
    let gate: ID<Gate>
    let vehicle: VisitorVehicle
    let nonce: [UInt8]?
}

/// A gate that somebody may check passes at, with what holds there now.
struct CheckedGate: Sendable {
    let gate: Gate
    let placeName: String
    let round: GateRound
    /// By which grant.
    let role: Role?

    var passGate: PassGate { PassGate(id: gate.id.octets, compound: gate.placeID.letters) }
}

/// What is answered, and kept.
struct Finding: Sendable {
    var scan: ScanRecord
    var verdict: GateVerdict?
    var fault: ScanFault?
    /// Of the rider whose pass is genuine; nobody else's.
    var maskedName: String?
    var trade: Trade?
    var team: String?
    /// A guest's pass, whether or not it is good here.
    var guest: GuestPass?
}

extension Passes {
    /// The gate, if this person may check passes at it.
    ///
    /// - Throws: `Refusal.notFound` for a gate there is not, one that is not theirs, and one the token is not for.
    func checkedGate(
        _ id: ID<Gate>, by person: Person, at moment: Instant, in town: any Reading
    ) throws -> CheckedGate {
        guard let gate = try gates.gate(id, in: town),
            let place = try compounds.land(of: gate.placeID, in: town),
            let grant = person.grant(
                for: .checkPass, on: Target(area: place.area ?? authority().city, place: gate.placeID.description)),
            try isBound(person, to: [id], in: town),
            let round = try gates.round(of: gate.placeID, at: moment, in: town)
        else { throw Refusal.notFound(what: .noGateOfYours) }
        return CheckedGate(gate: gate, placeName: place.name, round: round, role: grant.role)
    }

    /// Whether a token may be used at one of these gates: it may be bound to some. Sessions always may.
    func isBound(_ person: Person, to gates: [ID<Gate>], in town: any Reading) throws -> Bool {
        guard person.proof == .token else { return true }
        let bound = try passGates.gates(ofToken: person.session, in: town)
        return bound.isEmpty || !bound.isDisjoint(with: gates)
    }

    /// Looks at a pass on behalf of whoever stands at the gate. Signatures are checked before the transaction that
    /// keeps the look; whether the pass was revoked is asked inside it.
    func verify(_ question: Question, by person: Person, _ visit: Visit) async throws -> (Finding, CheckedGate) {
        let checked = try await database.read { [self] town in
            try checkedGate(question.gate, by: person, at: visit.now, in: town)
        }
        let scan = ScanRecord(
            id: ID(at: visit.now, random: random()), place: checked.gate.placeID, gate: checked.gate.id,
            at: visit.now, means: .code, vehicle: question.vehicle, verdict: .notValid, isOffline: false,
            looker: person.id, lookerRole: checked.role)
        switch question.shown {
        case .code(let text):
            let finding = found(text, nonce: question.nonce, checked, scan)
            return (try await database.write { [self] in try keep(finding, in: $0) }, checked)
        case .digits(let digits, let tail):
            return (try await verify(digits: digits, tail: tail, checked, scan, visit), checked)
        }
    }

    /// What the code alone tells: everything but whether it was revoked or shown elsewhere.
    func found(_ text: String, nonce: [UInt8]?, _ checked: CheckedGate, _ scan: ScanRecord) -> Finding {
        var gate = checked.passGate
        gate.nonce = nonce
        let authority = authority()
        let verifier = PassVerifier(keys: authority.keys, revocations: .none(issuer: authority.city))
        var finding = Finding(scan: scan)
        let verdict = verifier.verify(text, at: gate, now: scan.at.seconds) { pass in
            checked.round.verdict(
                at: scan.gate, for: Visitor(trade: VisitorTrade(pass.credential.trade), vehicle: scan.vehicle))
        }
        switch verdict {
        case .refused(let refusal):
            finding.fault = .pass(refusal.fault)
            finding.scan.serial = refusal.credential?.serial
        case .genuine(let pass, let verdict):
            finding.verdict = verdict
            finding.scan.serial = pass.credential.serial
            finding.scan.step = pass.step
            finding.maskedName = pass.credential.maskedName
            finding.trade = pass.credential.trade.trade
            finding.team = pass.credential.team
        }
        return finding
    }

    /// Looks up what only the house knows, and keeps the look.
    func keep(_ finding: Finding, in town: any Writing) throws -> Finding {
        var finding = finding
        if let serial = finding.scan.serial, let standing = try store.standing(of: serial, in: town) {
            finding.scan.account = standing.account
            if finding.fault == nil, standing.isRevoked { finding.fault = .pass(.revoked) }
            if standing.account == nil { finding.guest = try guests.pass(serial, in: town) }
        }
        if finding.fault == nil, let serial = finding.scan.serial, let step = finding.scan.step,
            let first = try scans.show(
                serial: serial, step: step, at: finding.scan.gate, scan: finding.scan.id, in: town),
            first.gate != finding.scan.gate
        {
            finding.fault = .sameStepElsewhere
            finding.scan.flag = .sameStepElsewhere
            try scans.flag(first.scan, .sameStepElsewhere, in: town)
        }
        try settle(&finding, in: town)
        return finding
    }

    func settle(_ finding: inout Finding, in town: any Writing) throws {
        if let fault = finding.fault {
            finding.verdict = nil
            (finding.maskedName, finding.trade, finding.team) = (nil, nil, nil)
            finding.scan.fault = fault.name
        }
        finding.scan.verdict = finding.verdict.map(ScanVerdict.init) ?? .notValid
        _ = try scans.add(finding.scan, in: town)
    }
}

extension VisitorTrade {
    init(_ trade: PassTrade) { self = VisitorTrade(rawValue: trade.trade.rawValue) ?? .other }
    init(_ trade: Trade) { self = VisitorTrade(rawValue: trade.rawValue) ?? .other }
}

extension Phrase {
    static let noGateOfYours = Phrase("没有这个门岗，或不归您查验。", "There is no such gate, or it is not yours to check at.")
}
