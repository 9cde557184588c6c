import Kernel

/// What came of a code.
enum CodeOutcome: Sendable {
    case signedIn(NewSession)
    /// The number is theirs and nobody here has it yet; with what the platforms say of it.
    case unknown(RosterEntry?)
    /// A rider written down by staff, who has not agreed to the terms yet: no session before that.
    case waitsForTerms
    /// The account was blocked; only the owner of the number learns of it.
    case blocked
    case wrong(triesLeft: Int)
    /// Used, too old, tried too often, or never made: one answer for all of them.
    case over
}

extension Accounts {
    /// Takes a code; a right one opens a session in the same transaction.
    func enterCode(_ entry: CodeEntry, _ visit: Visit, secret: Secret, in town: any Writing) throws -> CodeOutcome {
        let number: ProvenNumber
        switch try prove(entry, visit, in: town) {
        case .proven(let proven): number = proven
        case .wrong(let left): return .wrong(triesLeft: left)
        case .over: return .over
        }
        let indexes = number.indexes
        guard let profile = number.holder else { return .unknown(try rosters.entry(phoneIndexes: indexes, in: town)) }
        guard profile.status == .active else { return .blocked }
        try verifyByRoster(profile, indexes, visit, in: town)
        if try mustAgree(profile, in: town) { return .waitsForTerms }
        return .signedIn(try openSession(for: profile.id, proof: .code, visit, secret: secret, in: town))
    }

    /// A platform may have said since that this number works for it.
    private func verifyByRoster(
        _ profile: Profile, _ indexes: [[UInt8]], _ visit: Visit, in town: any Writing
    ) throws {
        guard profile.verification == nil, profile.trade != nil,
            let entry = try rosters.entry(phoneIndexes: indexes, in: town)
        else { return }
        var verified = profile
        verified.verification = Verification(basis: .roster, at: town.now)
        verified.platform = entry.platform
        verified.team = entry.team
        try store.save(verified, in: town)
    }
}
