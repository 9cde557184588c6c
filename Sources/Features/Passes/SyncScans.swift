import Accounts
import Compounds
import Foundation
import GatePolicy
import Kernel
import PassToken
import Places

/// Looks that a guard's page made by itself, in the order they were made.
struct SyncBody: Decodable, Sendable {
    struct One: Decodable, Sendable {
        let id: String
        let place: String
        let gate: String
        /// Seconds, by the guard's phone.
        let at: Int64
        let serial: UInt32?
        let step: UInt64?
        /// The pass itself, so that it is verified again.
        let code: String?
        let vehicle: String
        let verdict: ScanVerdict
        let fault: String?
        let offline: Bool
    }

    let scans: [One]
    let undone: [String]?
}

/// What became of them.
struct SyncAnswer: Sendable {
    /// What need not be sent again, also where it was dropped.
    var kept: [String] = []
    /// Of those what was not kept: no look of this guard's, or too old.
    var dropped: [(id: String, why: Phrase)] = []
    var flags: [(id: String, flag: ScanFlag)] = []

    mutating func drop(_ id: String, _ why: Phrase) {
        kept.append(id)
        dropped.append((id, why))
    }

    func json(_ language: Language) -> JSON {
        [
            "kept": .array(kept.map(JSON.string)),
            "dropped": .array(
                dropped.map { ["id": .string($0.id), "why": .string($0.why.in(language))] }),
            "flags": .array(
                flags.map { one in
                    [
                        "id": .string(one.id), "flag": .string(one.flag.rawValue),
                        "words": .string(one.flag.words.in(language)),
                    ]
                }),
        ]
    }
}

/// A look that came in, judged anew as far as that goes without the database.
private struct JudgedScan: Sendable {
    let text: String
    let scan: ScanRecord
    /// Whether the house finds the pass genuine; nil where the pass itself was not sent.
    let isGenuine: Bool?
}

extension Passes {
    func addSyncRoutes(to doors: Doors) {
        doors.staff(.checkPass).post("/api/v1/passes/scans", bodyBytesMax: Limits.syncBodyBytesMax) {
            [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let body: SyncBody = try visit.decoded("{scans, undone}")
            guard body.scans.count <= Limits.syncScansMax, body.undone?.count ?? 0 <= Limits.syncScansMax else {
                throw Refusal.parameter(
                    name: "scans", came: String(body.scans.count), accepted: .scansMax)
            }
            return .json(try await sync(body, by: person, visit).json(visit.language))
        }
    }

    func sync(_ body: SyncBody, by person: Person, _ visit: Visit) async throws -> SyncAnswer {
        let judged = body.scans.map { (one: $0, scan: judge($0, person, visit)) }
        return try await database.write { [self] town in
            var answer = SyncAnswer()
            var checked: [ID<Gate>: CheckedGate?] = [:]
            for (one, scan) in judged {
                guard let scan, isRecent(scan.scan.at, town.now) else {
                    answer.drop(one.id, .scanTooOld)
                    continue
                }
                let gate = scan.scan.gate
                let known = try checked[gate] ?? theirs(gate, person, visit, in: town)
                checked[gate] = known
                guard let known, known.gate.placeID == scan.scan.place else {
                    answer.drop(one.id, .noGateOfYours)
                    continue
                }
                let flag = try keep(scan.scan, known, isGenuine: scan.isGenuine, in: town)
                answer.kept.append(one.id)
                if let flag { answer.flags.append((one.id, flag)) }
            }
            for id in body.undone ?? [] {
                if let id = ID<Scan>(id) { try scans.undo(id, of: person.id, in: town) }
                answer.kept.append(id)
            }
            return answer
        }
    }

    private func theirs(
        _ gate: ID<Gate>, _ person: Person, _ visit: Visit, in town: any Reading
    ) throws -> CheckedGate? {
        do {
            return try checkedGate(gate, by: person, at: visit.now, in: town)
        } catch Refusal.notFound {
            return nil
        }
    }

    /// Within the days that offline looks may wait, and not of tomorrow.
    private func isRecent(_ at: Instant, _ now: Instant) -> Bool {
        at > now.adding(seconds: -Limits.offlineScanSeconds) && at < now.adding(seconds: Limits.scanAheadSeconds)
    }

    /// Reads one, and verifies its pass as of the moment it was looked at.
    private func judge(_ one: SyncBody.One, _ person: Person, _ visit: Visit) -> JudgedScan? {
        guard let id = ID<Scan>(one.id), let place = ID<Place>(one.place), let gate = ID<Gate>(one.gate),
            let vehicle = VisitorVehicle(rawValue: one.vehicle), (0...253_402_300_799).contains(one.at)
        else { return nil }
        var scan = ScanRecord(
            id: id, place: place, gate: gate, at: Instant(seconds: one.at), means: .code, vehicle: vehicle,
            verdict: one.verdict, fault: one.fault.map { String($0.prefix(40)) }, isOffline: one.offline,
            looker: person.id)
        guard let code = one.code else { return JudgedScan(text: "", scan: scan, isGenuine: nil) }
        let authority = authority()
        let verifier = PassVerifier(keys: authority.keys, revocations: .none(issuer: authority.city))
        let seen = PassGate(id: gate.octets, compound: place.letters)
        switch verifier.verify(code, at: seen, now: one.at, policy: { _ in true }) {
        case .genuine(let pass, _):
            scan.serial = pass.credential.serial
            scan.step = pass.step
            return JudgedScan(text: code, scan: scan, isGenuine: true)
        case .refused(let refusal):
            scan.serial = refusal.credential?.serial
            return JudgedScan(text: code, scan: scan, isGenuine: false)
        }
    }

    /// - Returns: what is to be noticed about it.
    private func keep(
        _ scan: ScanRecord, _ checked: CheckedGate, isGenuine: Bool?, in town: any Writing
    ) throws -> ScanFlag? {
        var scan = scan
        scan.lookerRole = checked.role
        var isRevoked = false
        if let serial = scan.serial, let standing = try store.standing(of: serial, in: town) {
            scan.account = standing.account
            isRevoked = standing.isRevoked
        }
        if let serial = scan.serial, let step = scan.step,
            let first = try scans.show(serial: serial, step: step, at: scan.gate, scan: scan.id, in: town),
            first.gate != scan.gate
        {
            scan.flag = .sameStepElsewhere
            try scans.flag(first.scan, .sameStepElsewhere, in: town)
        } else if scan.verdict.letsIn {
            scan.flag = isGenuine == false ? .disagrees : isRevoked ? .revokedSince : nil
        }
        _ = try scans.add(scan, in: town)
        return scan.flag
    }
}

extension ScanFlag {
    var words: Phrase {
        switch self {
        case .sameStepElsewhere: Phrase("同一个码在两个门出现过。", "The same code was shown at two gates.")
        case .revokedSince: Phrase("放行时这个通行码已停用。", "The pass had been ended when it was let in.")
        case .disagrees: Phrase("服务器核对后认为这个码无效。", "The house finds that this was no good pass.")
        }
    }
}

extension Limits {
    static let syncScansMax = 200
    static let syncBodyBytesMax = 400_000
    /// By how much a guard's clock may be ahead.
    static let scanAheadSeconds: Int64 = 600
}

extension Phrase {
    static let scansMax = Phrase("一次最多 \(Limits.syncScansMax) 条。", "At most \(Limits.syncScansMax) at a time.")
    static let scanTooOld = Phrase("记录不完整，或时间太早。", "It is not whole, or too old.")
}
