import Kernel

/// What somebody typed in.
struct CodeEntry: Sendable {
    let id: ID<SignInCode>
    let phone: PhoneNumber
    let digits: String
}

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
    /// Takes a code: right, it is used up and opens a session in the same transaction; wrong, it counts. Nothing is
    /// thrown for a wrong one, because what is thrown takes the counting back with it.
    func enterCode(_ entry: CodeEntry, _ visit: Visit, secret: Secret, in town: any Writing) throws -> CodeOutcome {
        guard let code = try codeStore.code(entry.id, in: town), code.works(at: town.now),
            phoneIndexes(entry.phone).contains(code.phoneIndex)
        else { return .over }
        let typed = bound(entry.digits, to: code.phoneIndex, code.id)
        guard keys.isMac(code.mac, of: typed, purpose: Self.codePurpose) else {
            try codeStore.countWrong(code.id, in: town)
            let left = Limits.codeTriesMax - code.tries - 1
            if let owner = try store.profile(phoneIndexes: phoneIndexes(entry.phone), in: town) {
                try tell(left > 0 ? .code : .codeSpent, of: owner.id, visit, in: town)
            }
            return .wrong(triesLeft: left)
        }
        guard try codeStore.end(code.id, in: town) else { return .over }
        let indexes = phoneIndexes(entry.phone)
        guard let profile = try store.profile(phoneIndexes: indexes, in: town) else {
            return .unknown(try rosters.entry(phoneIndexes: indexes, in: town))
        }
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
