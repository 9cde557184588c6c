import Accounts
import Gates
import GatePolicy
import Kernel
import OneTimePassword
import Synchronization

/// Who shows which digits: made once a step, for all phones that hold a pass. A code is looked for in it, and what is
/// found is proved again by the phone's own secret.
final class DigitBook: Sendable {
    private struct State {
        /// Accounts by code, by step.
        var steps: [Int64: [String: [ID<Account>]]] = [:]
        var madeAt = Instant(milliseconds: 0)
    }

    private let state = Mutex(State())
    /// Phones registered after a step was written down are looked for beside it.
    static let newSeconds: Int64 = 120

    /// Steps of these that are not written down yet.
    func missing(_ steps: ClosedRange<Int64>) -> [Int64] {
        state.withLock { state in steps.filter { state.steps[$0] == nil } }
    }

    func write(_ codes: [Int64: [String: [ID<Account>]]], now: Int64) {
        state.withLock { state in
            state.steps.merge(codes) { _, new in new }
            state.steps = state.steps.filter { abs($0.key - now) <= 2 }
        }
    }

    func holders(of code: String, _ steps: ClosedRange<Int64>) -> Set<ID<Account>> {
        state.withLock { state in Set(steps.flatMap { state.steps[$0]?[code] ?? [] }) }
    }
}

extension Passes {
    static func password(_ secret: [UInt8]) throws -> OneTimePassword {
        try OneTimePassword(secret: secret, digits: 8)
    }

    /// Looks at eight typed digits: for a phone without a camera at the gate, or a broken screen.
    func verify(
        digits: String, tail: String?, _ checked: CheckedGate, _ scan: ScanRecord, _ visit: Visit
    ) async throws -> Finding {
        let gate = scan.gate
        let since = visit.now.adding(seconds: -Limits.mistypingSeconds)
        let wrong = try await database.read { [scans] in try scans.mistypings(at: gate, since: since, in: $0) }
        guard wrong < Limits.mistypingsMax else {
            throw Refusal.tooMany(retryAfterSeconds: Int(Limits.mistypingSeconds))
        }
        let devices = try await holders(of: digits, now: visit.now)
        return try await database.write { [self] town in
            try keep(digits: digits, tail: tail, of: devices, checked, scan, in: town)
        }
    }

    /// Phones that show these digits now, a step before or after.
    private func holders(of digits: String, now: Instant) async throws -> [PassDevice] {
        let step = now.seconds / 30
        let steps = max(0, step - 1)...(step + 1)
        let missing = book.missing(steps)
        if !missing.isEmpty {
            let all = try await database.read { [store] in try store.devices(registeredAfter: nil, in: $0) }
            var codes: [Int64: [String: [ID<Account>]]] = [:]
            for step in missing { codes[step] = [:] }
            for device in all {
                let password = try Self.password(try openSecret(device))
                for step in missing {
                    codes[step]?[password.code(counter: UInt64(step)), default: []].append(device.account)
                }
            }
            book.write(codes, now: step)
        }
        let known = book.holders(of: digits, steps)
        let new = now.adding(seconds: -DigitBook.newSeconds)
        let devices = try await database.read { [store] town in
            try known.compactMap { try store.device(of: $0, in: town) }
                + store.devices(registeredAfter: new, in: town).filter { !known.contains($0.account) }
        }
        return try devices.filter { device in
            try Self.password(try openSecret(device))
                .verifiedStep(digits, atSeconds: now.seconds, lastUsedStep: nil) != nil
        }
    }

    private func keep(
        digits: String, tail: String?, of devices: [PassDevice], _ checked: CheckedGate, _ scan: ScanRecord,
        in town: any Writing
    ) throws -> Finding {
        var finding = Finding(scan: scan)
        finding.scan.means = .digits
        var holders: [(device: PassDevice, profile: Profile)] = []
        for device in devices {
            guard let profile = try accounts.profile(of: device.account, in: town), profile.status == .active,
                try !store.running(of: device.account, at: town.now, in: town).isEmpty,
                try tail.map({ try accounts.phoneEnds($0, of: device.account, in: town) }) ?? true
            else { continue }
            holders.append((device, profile))
        }
        if holders.count > 1 {
            finding.fault = .digitsAmbiguous
            return finding
        }
        if let (device, profile) = holders.first {
            try keep(digits, of: device, profile, checked, &finding, in: town)
        } else {
            finding.fault = .digitsUnknown
            try scans.addMistyping(at: scan.gate, in: town)
        }
        try settle(&finding, in: town)
        return finding
    }

    private func keep(
        _ digits: String, of device: PassDevice, _ profile: Profile, _ checked: CheckedGate, _ finding: inout Finding,
        in town: any Writing
    ) throws {
        finding.scan.account = device.account
        let password = try Self.password(try openSecret(device))
        guard
            let step = password.verifiedStep(
                digits, atSeconds: town.now.seconds, lastUsedStep: device.codeStep)
        else {
            finding.fault = .digitsUsed
            return
        }
        try store.use(step: step, of: device.account, in: town)
        let trade = profile.trade ?? .other
        finding.verdict = checked.round.verdict(
            at: finding.scan.gate, for: Visitor(trade: VisitorTrade(trade), vehicle: finding.scan.vehicle))
        finding.maskedName = MaskedName.of(profile.name)
        finding.trade = trade
        finding.team = PassTeam.of(profile)
    }
}

extension Limits {
    /// Wrong digits at one gate within ten minutes.
    static let mistypingsMax = 10
    static let mistypingSeconds: Int64 = 600
}
