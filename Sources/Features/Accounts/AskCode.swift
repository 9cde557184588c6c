import Kernel

extension Accounts {
    /// Makes a code for a number, whether or not anybody here has it: nothing of an account is looked at. A new code
    /// ends the one before.
    ///
    /// - Parameter digits: the code itself, fresh.
    /// - Throws: `Refusal.tooMany`.
    func askCode(
        for phone: PhoneNumber, digits: String, network: String, in town: any Writing
    ) throws -> SignInCode {
        let indexes = phoneIndexes(phone)
        let place = keys.blindIndex(Array(network.utf8), field: "network")
        for limit in CodeAsker.limits {
            let moments =
                switch limit.sender {
                case .phone: try codeStore.moments(ofPhone: indexes, countMax: limit.timesMax, in: town)
                case .network: try codeStore.moments(ofNetwork: place, countMax: limit.timesMax, in: town)
                }
            try limit.check(moments, now: town.now)
        }
        let day = town.now.adding(seconds: -86_400)
        guard try codeStore.wrongTries(ofNetwork: place, since: day, in: town) < Limits.wrongCodesOfNetworkMax else {
            throw Refusal.tooMany(retryAfterSeconds: 3600)
        }
        try codeStore.endAll(ofPhone: indexes, in: town)
        let id = town.newID(of: SignInCode.self)
        let index = phoneIndex(phone)
        let code = SignInCode(
            id: id, phoneIndex: index, network: place,
            mac: keys.mac(bound(digits, to: index, id), purpose: Self.codePurpose), createdAt: town.now,
            expiresAt: town.now.adding(seconds: Limits.codeMinutesMax * 60))
        try codeStore.add(code, in: town)
        return code
    }

    /// Whether a demonstration's page may show a number's code: not that of somebody who holds a role for real, for
    /// whoever looks at the page could then sign in as them.
    func mayShowCode(for phone: PhoneNumber, in town: any Reading) throws -> Bool {
        guard let profile = try store.profile(phoneIndexes: phoneIndexes(phone), in: town), !profile.isDemonstration
        else { return true }
        return try grants.standing(of: profile.id, in: town).isEmpty
    }

    /// Six digits, each combination as likely as another.
    func newDigits() -> String {
        let number = String(random().1 % 1_000_000)
        return String(repeating: "0", count: Limits.codeDigits - number.count) + number
    }

    static let codePurpose = "sign-in-code"

    /// The index has 16 bytes and the identifier 36: no other code is written alike.
    func bound(_ digits: String, to index: [UInt8], _ id: ID<SignInCode>) -> [UInt8] {
        index + Array(id.description.utf8) + Array(digits.utf8)
    }
}
