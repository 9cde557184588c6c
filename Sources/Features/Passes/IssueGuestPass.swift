import Accounts
import Audit
import Compounds
import Gates
import Kernel
import PassToken
import Places
import Base64URL

/// What somebody new asks for at a gate.
struct GuestRequest: Sendable {
    /// The text of the gate's code.
    let gateCode: String
    let entry: CodeEntry
    let key: ShownKey
    let trade: Trade
    let surname: String
}

/// What comes of it.
enum GuestOutcome: Sendable {
    case issued(PassCredential, GuestPass, hasAccount: Bool)
    case wrong(triesLeft: Int)
    case over
    /// As many as the city gives a number within a day.
    case quotaUsed(perDay: Int, retryAfterSeconds: Int)
    /// The number is of an account that was blocked; only its owner learns of it.
    case blocked
}

extension Passes {
    /// Gives a pass for two hours at one compound to whoever has shown to have a phone number. No account is made. What
    /// runs on the number already is revoked: one person, one pass.
    ///
    /// - Parameter subject: random bytes, the pseudonym.
    /// - Throws: `Refusal.notFound` where the gate's code is not good, before the other code is looked at.
    func issueGuest(
        _ request: GuestRequest, subject: [UInt8], _ visit: Visit, in town: any Writing
    ) throws -> GuestOutcome {
        guard case .good(let gate, _) = try gates.scanned(request.gateCode, in: town),
            let land = try compounds.land(of: gate.placeID, in: town)
        else { throw Refusal.notFound(what: .gateCodeNotGood) }
        let number: ProvenNumber
        switch try accounts.prove(request.entry, visit, in: town) {
        case .proven(let proven): number = proven
        case .wrong(let left): return .wrong(triesLeft: left)
        case .over: return .over
        }
        if let holder = number.holder, holder.status != .active { return .blocked }
        let perDay = try settings.value(.guestPassesPerDay, in: town)
        let day: Int64 = 86_400
        let before = try guests.issued(to: number.indexes, since: town.now.adding(seconds: -day), in: town)
        guard before.count < perDay else {
            let next = before.first.map { $0.adding(seconds: day).seconds - town.now.seconds } ?? day
            return .quotaUsed(perDay: perDay, retryAfterSeconds: Int(max(1, next)))
        }
        try revoke(try guests.running(of: number.indexes, at: town.now, in: town), in: town)
        guard let serial = try store.nextSerial(in: town) else { throw PassAuthorityFault.noKeyInUse }
        let second = town.now.seconds
        let pass = GuestPass(
            serial: serial, phoneIndex: number.index, place: gate.placeID, placeName: land.name, area: land.area,
            issuedAt: town.now, expiresAt: Instant(seconds: second + Limits.guestPassSeconds))
        try guests.add(pass, in: town)
        let credential = PassCredential(
            issuer: authority().city, subject: Base64URL.encode(subject), audience: gate.placeID.letters,
            issuedAt: second, expiresAt: pass.expiresAt.seconds, serial: serial, trade: PassTrade(request.trade),
            maskedName: MaskedName.guest(request.surname), phoneKey: request.key.key)
        return .issued(credential, pass, hasAccount: number.holder != nil)
    }

    /// On a new list, when there are any.
    func revoke(_ serials: [UInt32], in town: any Writing) throws {
        guard !serials.isEmpty else { return }
        try revocations.revoke(serials, version: try revocations.addVersion(in: town), in: town)
    }

    /// Ends a guest's pass on behalf of the compound it is for.
    func endGuest(
        _ serial: UInt32, because reason: String, by person: Person, _ visit: Visit, in town: any Writing
    ) throws {
        guard let pass = try guests.pass(serial, in: town),
            let grant = person.grant(
                for: .checkPass, on: Target(area: pass.area ?? authority().city, place: pass.place.description))
        else { throw Refusal.notFound(what: .noSuchGuestPass) }
        guard pass.expiresAt > town.now, try !revocations.isRevoked(serial, in: town) else { return }
        try revoke([serial], in: town)
        try audit.record(
            AuditEntry(
                person, visit, by: grant, action: "end-guest-pass", subjectKind: "pass", subject: String(serial),
                area: pass.area, reason: reason),
            in: town)
    }

    /// Ends those on numbers of accounts that were blocked.
    ///
    /// - Returns: how many there were.
    func endBlockedGuests(in town: any Writing) throws -> Int {
        let serials = try guests.blocked(at: town.now, in: town)
        try revoke(serials, in: town)
        for serial in serials {
            try audit.record(
                AuditEntry(
                    action: "end-guest-pass", subjectKind: "pass", subject: String(serial), reason: "blocked",
                    origin: "schedule"),
                in: town)
        }
        return serials.count
    }

    /// Ends what runs on an account's number, and forgets the number.
    func forgetGuest(_ account: ID<Account>, in town: any Writing) throws {
        guard let index = try guests.phoneIndex(of: account, in: town) else { return }
        try revoke(try guests.running(of: [index], at: town.now, in: town), in: town)
        try guests.forget(index, in: town)
    }
}

extension MaskedName {
    /// 王＊（临时）, or 临时骑手 of whoever gives no name. It is made of the first letter alone.
    static func guest(_ surname: String) -> String {
        let name = of(surname)
        return name == star ? "临时骑手" : name.prefix(1) + star + "（临时）"
    }
}

extension Limits {
    static let guestPassSeconds: Int64 = 7200
}

extension Phrase {
    static let gateCodeNotGood = Phrase(
        "这个门口码不能用，请重新扫门口的码。", "This gate's code is not good. Scan the one that hangs there.")
    static let noSuchGuestPass = Phrase(
        "没有这个临时通行码，或不归您管。", "There is no such guest pass, or it is not for you to end.")
}
