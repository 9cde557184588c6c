/// What the house refuses, in the order the checks are made. One place (`RefusalAnswer`) turns these into statuses
/// and sentences; anything else that is thrown is a fault of ours, logged whole and shown as one plain sentence.
public enum Refusal: Error, Sendable, Equatable {
    /// The address is longer than `Limits.targetBytesMax`.
    case targetTooLong
    /// There is nothing at this address, or nothing the person may see.
    case notFound(what: Phrase)
    /// The address exists, but not for this method.
    case methodNotAllowed(allowed: [String])
    /// Nobody has signed in, or no longer; `next` is the page to come back to.
    case signInNeeded(next: String?)
    /// The role asks for a stronger sign-in than this one, or for a fresh one.
    case strongSignInNeeded(next: String?)
    /// The person may see the thing, but not do this to it.
    case notAllowed(what: Phrase)
    /// A form or a change that another site has sent in the visitor's name.
    case crossSite
    /// The body is longer than this address takes.
    case bodyTooLarge(bytesMax: Int)
    /// The body is not of a type this address reads, or does not hold what its type says.
    case unsupportedBody(accepted: String)
    /// A parameter is missing, unknown, given twice, or not of the accepted form.
    case parameter(name: String, came: String?, accepted: Phrase)
    /// The same key came before with other content.
    case conflict(what: Phrase)
    /// Too many in too short a time.
    case tooMany(retryAfterSeconds: Int)
    /// The server is starting or lost its database.
    case notReady

    /// What is not there for whom it does not belong to is told alike, so it counts too.
    var isOfRights: Bool {
        switch self {
        case .notFound, .notAllowed: true
        default: false
        }
    }
}

/// Bounds that hold everywhere, named with their unit last.
public enum Limits {
    public static let targetBytesMax = 4096
    public static let parameterBytesMax = 1024
    /// What a form or a small JSON document may hold; addresses that take more say so.
    public static let bodyBytesMax = 65_536
    public static let shownValueCharactersMax = 80
}
