import Kernel

/// What somebody typed in.
public struct CodeEntry: Sendable {
    let id: ID<SignInCode>
    let phone: PhoneNumber
    let digits: String

    init(id: ID<SignInCode>, phone: PhoneNumber, digits: String) {
        self.id = id
        self.phone = phone
        self.digits = digits
    }

    /// Reads what a page sends; nil for what no page has sent.
    public init?(id: String, phone: String, code: String) {
        guard let id = ID<SignInCode>(id), let phone = PhoneNumber(phone) else { return nil }
        self.init(id: id, phone: phone, digits: Digits.plain(code))
    }
}

/// What a code proves: that whoever typed it has the phone.
public enum NumberProof: Sendable {
    case proven(ProvenNumber)
    case wrong(triesLeft: Int)
    /// Used, too old, tried too often, or never made: one answer for all of them.
    case over
}

/// A number its owner has shown to have.
public struct ProvenNumber: Sendable {
    /// The keyed hash it is kept by.
    public let index: [UInt8]
    /// The same under every key still in use, newest first.
    public let indexes: [[UInt8]]
    /// Whose it is here.
    public let holder: Profile?
}

extension Accounts {
    /// Takes a code: right, it is used up; wrong, it counts. Nothing is thrown for a wrong one, because what is thrown
    /// takes the counting back with it.
    public func prove(_ entry: CodeEntry, _ visit: Visit, in town: any Writing) throws -> NumberProof {
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
        return .proven(
            ProvenNumber(
                index: phoneIndex(entry.phone), indexes: indexes,
                holder: try store.profile(phoneIndexes: indexes, in: town)))
    }
}
