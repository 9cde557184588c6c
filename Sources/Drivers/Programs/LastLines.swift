import Synchronization

/// The last things a program said before it failed.
public final class LastLines: Sendable {
    private let lines = Mutex<[String]>([])
    static let linesMax = 20
    static let reasonCharactersMax = 300

    public init() {}

    public func add(_ line: String) {
        lines.withLock { lines in
            lines.append(line)
            if lines.count > Self.linesMax { lines.removeFirst() }
        }
    }

    /// The message of the exception that ended it, its last line otherwise, its status when it said nothing.
    public func reason(_ status: Int32) -> String {
        let said = lines.withLock { $0 }
        let what = said.last { $0.contains("what():") }.map { $0.split(separator: "what():", maxSplits: 1).last ?? "" }
        let text = what.map { String($0) } ?? said.last ?? "its program ended with status \(status)"
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return String(line.prefix(Self.reasonCharactersMax)).trimmingSuffix(".")
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: Character) -> String { last == suffix ? String(dropLast()) : self }
}
