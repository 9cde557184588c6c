/// A cursor over the bytes of an expression. Every loop of the parser moves it forward, so none can hang.
struct Scanner {
    let bytes: [UInt8]
    private(set) var offset = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { offset >= bytes.count }

    /// 0 past the end, which is no character of the grammar.
    func peek(_ ahead: Int = 0) -> UInt8 {
        let index = offset + ahead
        return index < bytes.count ? bytes[index] : 0
    }

    func error(_ reason: OpeningHoursError.Reason, at place: Int? = nil) -> OpeningHoursError {
        OpeningHoursError(reason: reason, byteOffset: min(place ?? offset, bytes.count))
    }

    mutating func move(to place: Int) { offset = place }

    mutating func skipSpaces() {
        while peek() == UInt8(ascii: " ") || peek() == 0x09 { offset += 1 }
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    /// `take` that forgives spaces on either side.
    mutating func takeLoosely(_ character: Unicode.Scalar) -> Bool {
        let start = offset
        skipSpaces()
        guard take(character) else {
            offset = start
            return false
        }
        skipSpaces()
        return true
    }

    /// A word in any letter case, which must not run on into another letter.
    mutating func take(word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        for index in 0..<count where lower(peek(index)) != word.utf8Start[index] { return false }
        guard !isLetter(peek(count)) else { return false }
        offset += count
        return true
    }

    /// One of the names, in any letter case, not followed by a letter. Names are as long as the first.
    mutating func take(oneOf names: [String]) -> Int? {
        for (index, name) in names.enumerated() {
            let letters = name.utf8
            guard zip(letters, 0...).allSatisfy({ lower(peek($1)) == lower($0) }), !isLetter(peek(letters.count))
            else { continue }
            offset += letters.count
            return index
        }
        return nil
    }

    /// How many digits stand here, counted up to five.
    var digitCount: Int {
        var count = 0
        while count < 5, isDigit(peek(count)) { count += 1 }
        return count
    }

    /// Digits, at most `count` of them.
    mutating func takeNumber(digitsMax count: Int) -> Int? {
        guard isDigit(peek()) else { return nil }
        var value = 0
        var taken = 0
        while taken < count, isDigit(peek()) {
            value = value * 10 + Int(peek() - 0x30)
            offset += 1
            taken += 1
        }
        return value
    }

    /// One or two digits and a colon: a time begins here.
    var isAtTime: Bool {
        let count = digitCount
        return (count == 1 || count == 2) && peek(count) == UInt8(ascii: ":")
    }

    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(lower(byte)) }
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
}
