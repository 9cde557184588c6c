import Audit
import Hexadecimal
import Kernel

/// What somebody new tells: with the phone and its code six things in all.
struct Registration: Sendable {
    let phone: PhoneNumber
    let name: String
    let trade: Trade
    /// Or the team; whatever the rider calls it.
    let platform: String
}

extension Accounts {
    /// Makes an account for a number just proven, with consent to the terms, and signs it in. Whom a platform has
    /// named in its roster is verified by that.
    ///
    /// - Throws: `Refusal.conflict` when the number has an account by now.
    func register(_ new: Registration, _ visit: Visit, secret: Secret, in town: any Writing) throws -> NewSession {
        let indexes = phoneIndexes(new.phone)
        guard try store.profile(phoneIndexes: indexes, in: town) == nil else {
            throw Refusal.conflict(what: .numberTaken)
        }
        let roster = try rosters.entry(phoneIndexes: indexes, in: town)
        let profile = Profile(
            id: town.newID(of: Account.self), createdAt: town.now, name: new.name, trade: new.trade,
            team: roster?.team ?? "", platform: roster?.platform ?? PlatformName.of(new.platform) ?? new.platform,
            verification: roster.map { _ in Verification(basis: .roster, at: town.now) })
        try store.save(profile, in: town)
        try store.set(
            phone: try seal(new.phone.text, .phone, of: profile.id), index: phoneIndex(new.phone), of: profile.id,
            in: town)
        try audit.record(
            AuditEntry(
                actor: profile.id, proof: .code, action: "register", subjectKind: "account",
                subject: profile.id.description, about: profile.id, origin: visit.client.network,
                details: [("verified", JSON(profile.verification?.basis.rawValue))]),
            in: town)
        try give(.terms, by: profile.id, visit, in: town)
        return try openSession(for: profile.id, proof: .code, visit, secret: secret, in: town)
    }

    /// Says that a number was proven moments ago: the registration form carries it. It opens nothing twice, since a
    /// number has one account.
    func ticket(for phone: PhoneNumber, now: Instant) -> String {
        let until = String(now.seconds + Limits.registrationMinutesMax * 60)
        return until + "." + keys.mac(promised(phone, until), purpose: Self.ticketPurpose).hexadecimal
    }

    func isTicket(_ text: String, for phone: PhoneNumber, now: Instant) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let until = Int64(parts[0]), now.seconds < until,
            let mac = [UInt8](hexadecimal: parts[1])
        else { return false }
        return keys.isMac(mac, of: promised(phone, String(parts[0])), purpose: Self.ticketPurpose)
    }

    private static let ticketPurpose = "registration"

    private func promised(_ phone: PhoneNumber, _ until: String) -> [UInt8] { Array((until + " " + phone.text).utf8) }
}

extension Phrase {
    static let numberTaken = Phrase("这个号码已经注册过了，请直接登录。", "This number has an account by now; please sign in.")
}
