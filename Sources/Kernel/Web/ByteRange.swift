/// Which bytes of a whole a `Range` header asks for (RFC 9110, section 14).
public enum ByteRange: Sendable, Equatable {
    /// No range, one that cannot be read, or several at once: the whole is answered, as the RFC allows.
    case whole
    case part(Range<Int>)
    /// Well-formed, but none of it is there.
    case unsatisfiable

    /// Beyond this a header is not read.
    static let headerBytesMax = 200

    public init(_ header: String?, length: Int) {
        self = .whole
        guard let header, header.utf8.count <= Self.headerBytesMax, header.lowercased().hasPrefix("bytes=") else {
            return
        }
        let spec = header.dropFirst(6).filter { $0 != " " && $0 != "\t" }
        let ends = spec.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, !spec.contains(",") else { return }
        switch (ends[0].isEmpty, ends[1].isEmpty) {
        case (true, true): return
        case (true, false):
            guard let count = Self.number(ends[1]) else { return }
            self = count == 0 || length == 0 ? .unsatisfiable : .part(max(0, length - count)..<length)
        case (false, let isOpen):
            guard let first = Self.number(ends[0]) else { return }
            guard let last = isOpen ? length - 1 : Self.number(ends[1]), isOpen || last >= first else { return }
            self = first < length ? .part(first..<min(last, length - 1) + 1) : .unsatisfiable
        }
    }

    /// Digits only; a number too large to hold is as good as the largest.
    private static func number(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text) ?? Int.max - 1
    }
}
