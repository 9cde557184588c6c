import Kernel

/// A feature that keeps something about accounts. It gives it out and takes it away with the account.
public protocol PersonalData: Sendable {
    /// The member's name in the export.
    var name: String { get }

    /// Everything it keeps about the account, readable, nothing sealed.
    func exported(of account: ID<Account>, in town: any Reading) throws -> JSON

    /// Takes away what may be taken away.
    ///
    /// - Returns: what must stay, and why.
    func erase(_ account: ID<Account>, in town: any Writing) throws -> [KeptData]
}

/// What stays after an account was erased.
public struct KeptData: Sendable, Equatable {
    public var what: Phrase
    public var why: Phrase

    public init(what: Phrase, why: Phrase) {
        self.what = what
        self.why = why
    }
}
