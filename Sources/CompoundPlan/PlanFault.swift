/// Why a text is not a plan, and where: the first thing that is wrong in the order the text is read.
public struct PlanFault: Error, Sendable, Hashable {
    /// `buildings[3].units[0].at`; empty for the whole.
    public var path: String
    public var reason: Reason

    public enum Reason: Sendable, Hashable {
        /// More than `PlanLimits.bytesMax`.
        case tooLong
        case notJSON
        /// `format` is another than 1.
        case otherFormat
        /// A member nobody knows, most often a slip of the pen.
        case unknownMember
        case missing
        /// A text where a number is wanted, a number that is not whole, and the like.
        case otherType
        /// A number, or how many there are of something.
        case outside(ClosedRange<Int>)
        /// A word that is none of the list.
        case unknownWord
        /// Not `[0-9a-z]{1,12}`.
        case notIdentifier
        /// Some other part has it too.
        case doubleIdentifier
        /// Not a UUID.
        case notGate
        /// Longer than `PlanLimits.nameCharactersMax`, or with characters that cannot be seen.
        case notName
        /// A number of numbers that makes no points: odd.
        case halfPoint
    }

    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }
}
