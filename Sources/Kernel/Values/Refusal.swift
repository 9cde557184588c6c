/// What the house refuses, in the order the checks are made. One place (`RefusalAnswer`) turns these into statuses
/// and sentences; anything else that is thrown is a fault of ours, logged whole and shown as one plain sentence.
public enum Refusal: Error, Sendable, Equatable {
    /// The address is longer than `Limits.targetBytesMax`.
    case targetTooLong
    /// There is nothing at this address, or nothing the person may see.
    case notFound(what: Phrase)
    /// The address exists, but not for this method.
    case methodNotAllowed(allowed: [String])
    /// A parameter is missing, unknown, given twice, or not of the accepted form.
    case parameter(name: String, came: String?, accepted: Phrase)
    /// The server is starting or lost its database.
    case notReady
}

/// Bounds that hold everywhere, named with their unit last.
public enum Limits {
    public static let targetBytesMax = 4096
    public static let parameterBytesMax = 1024
    public static let shownValueCharactersMax = 80
}
