/// Who tells a request's person: the accounts, above the kernel.
public protocol Recognising: Sendable {
    /// The person whose session cookie or API token the visit carries; nil for nobody, also when it has expired or
    /// was taken back.
    func person(of visit: Visit) async throws -> Person?

    /// Somebody known was refused what they are not allowed, or what is not theirs.
    func refused(_ action: Action, to person: Person, _ visit: Visit) async throws
}

extension Recognising {
    public func refused(_ action: Action, to person: Person, _ visit: Visit) async throws {}
}
