import Glibc

extension [UInt8] {
    /// Where a pattern begins, all places; through the C library, so that a debug build is quick too.
    func places(of pattern: String) -> [Int] {
        let wanted = Array(pattern.utf8)
        guard let first = wanted.first, count >= wanted.count else { return [] }
        return withUnsafeBytes { text in
            guard let base = text.baseAddress else { return [] }
            var found: [Int] = []
            var start = 0
            let last = text.count - wanted.count
            while start <= last, let hit = memchr(base + start, Int32(first), last - start + 1) {
                let place = base.distance(to: UnsafeRawPointer(hit))
                if memcmp(base + place, wanted, wanted.count) == 0 { found.append(place) }
                start = place + 1
            }
            return found
        }
    }

    /// The same for a pattern that is not part of a longer word on its left.
    func wordPlaces(of pattern: String) -> [Int] {
        places(of: pattern).filter { $0 == 0 || !isWordByte(self[$0 - 1]) }
    }

    func string(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }
}

/// Letters, digits, `_`, and everything beyond ASCII.
func isWordByte(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 95 || byte >= 128
}

extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
}
