/// Texts by every suffix that begins at a place somebody may start typing from, in the order of the alphabet: all
/// entries that hold a piece of text are one range of it, whatever the piece's length.
///
/// Beside each suffix stands its rank: the part of the text it begins at, then the number of the entry. The smallest
/// ranks of a range are found without looking at the rest of it.
final class SuffixIndex: Sendable {
    /// All texts, each ended by 0.
    let units: [UInt16]
    /// Where in `units` each suffix begins, in the order of the suffixes.
    let positions: [UInt32]
    /// `part << 30 | number of the entry`, beside `positions`. Parts are 0 (prefix), 1 (word start) and 2 (inside).
    let ranks: RangeMinimum
    /// The distinct beginnings of suffixes, `beginUnits` long, packed; and where in `positions` each one begins.
    private let beginnings: [UInt32]
    private let offsets: [UInt32]
    /// Whether every unit is ASCII: then four are packed in a beginning, else two.
    private let isASCII: Bool

    static let partShift: UInt32 = 30
    static let entryMask: UInt32 = 1 << partShift - 1

    private var beginUnits: Int { isASCII ? 4 : 2 }

    init(_ texts: SuffixTexts) {
        let isASCII = texts.isASCII
        units = texts.units
        let items = SuffixSort.sorted(texts)
        positions = items.map(\.position)
        ranks = RangeMinimum(items.map(\.rank))
        var beginnings: [UInt32] = []
        var offsets: [UInt32] = []
        for (offset, item) in items.enumerated() {
            let beginning = Self.packed(texts.units[Int(item.position)...], isASCII: isASCII, fill: 0)
            if beginnings.last != beginning {
                beginnings.append(beginning)
                offsets.append(UInt32(offset))
            }
        }
        offsets.append(UInt32(items.count))
        self.isASCII = isASCII
        self.beginnings = beginnings
        self.offsets = offsets
    }

    var bytes: Int {
        units.count * 2 + positions.count * 4 + ranks.bytes + beginnings.count * 4 + offsets.count * 4
    }

    /// The suffixes that begin with a piece of text, and how many of the first of them are that piece and no more.
    func range(of piece: [UInt16]) -> (all: Range<Int>, wholeCount: Int) {
        guard !piece.isEmpty, !isASCII || piece.allSatisfy({ $0 < 0x80 }) else { return (0..<0, 0) }
        let low = Self.packed(piece[...], isASCII: isASCII, fill: 0)
        let first = firstBeginning(notBelow: low)
        var range: Range<Int>
        if piece.count <= beginUnits {
            let high = Self.packed(piece[...], isASCII: isASCII, fill: .max)
            let end = high == .max ? beginnings.count : firstBeginning(notBelow: high + 1)
            range = Int(offsets[first])..<Int(offsets[max(first, end)])
        } else {
            guard first < beginnings.count, beginnings[first] == low else { return (0..<0, 0) }
            range = narrowed(Int(offsets[first])..<Int(offsets[first + 1]), to: piece)
        }
        return (range, wholeCount(range, length: piece.count))
    }

    /// Units of a beginning, the first in the highest bits; behind the end of a text comes `fill`.
    private static func packed(_ text: ArraySlice<UInt16>, isASCII: Bool, fill: UInt16) -> UInt32 {
        let (count, bits): (Int, UInt32) = isASCII ? (4, 8) : (2, 16)
        var packed: UInt32 = 0
        var index = text.startIndex
        var hasEnded = false
        for _ in 0..<count {
            var unit = isASCII ? fill & 0xFF : fill
            if !hasEnded, index < text.endIndex {
                unit = text[index]
                hasEnded = unit == 0
                index += 1
            }
            packed = packed << bits | UInt32(unit)
        }
        return packed
    }

    private func firstBeginning(notBelow packed: UInt32) -> Int {
        var (low, high) = (0, beginnings.count)
        while low < high {
            let middle = (low + high) >> 1
            if beginnings[middle] < packed { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func narrowed(_ range: Range<Int>, to piece: [UInt16]) -> Range<Int> {
        let first = firstSuffix(in: range) { !isBefore($0, piece, orEqual: false) }
        let end = firstSuffix(in: first..<range.upperBound) { !isBefore($0, piece, orEqual: true) }
        return first..<end
    }

    /// Whether a suffix comes before a piece of text, or begins with it if that counts too.
    private func isBefore(_ suffix: Int, _ piece: [UInt16], orEqual: Bool) -> Bool {
        let position = Int(positions[suffix])
        for index in beginUnits..<piece.count {
            let unit = units[position + index]
            if unit != piece[index] { return unit < piece[index] }
        }
        return orEqual
    }

    /// Suffixes that end where the piece ends stand first.
    private func wholeCount(_ range: Range<Int>, length: Int) -> Int {
        let isMore = { (suffix: Int) in self.units[Int(self.positions[suffix]) + length] != 0 }
        guard let first = range.first, !isMore(first) else { return 0 }
        return firstSuffix(in: range, where: isMore) - first
    }

    /// The first suffix of a range for which something holds that holds for all behind it too.
    private func firstSuffix(in range: Range<Int>, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = (low + high) >> 1
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Texts on their way into an index.
struct SuffixTexts {
    private(set) var units: [UInt16] = []
    private(set) var positions: [UInt32] = []
    private(set) var ranks: [UInt32] = []
    private(set) var isASCII = true

    mutating func reserve(units count: Int) {
        units.reserveCapacity(count)
        positions.reserveCapacity(count)
        ranks.reserveCapacity(count)
    }

    /// Adds a unit to the text of an entry.
    ///
    /// - Parameter part: what a piece found here is of the text; nil where nobody would begin.
    mutating func add(_ unit: UInt16, part: UInt32?, of entry: UInt32) {
        if let part {
            positions.append(UInt32(units.count))
            ranks.append(part << SuffixIndex.partShift | entry)
        }
        if unit >= 0x80 { isASCII = false }
        units.append(unit)
    }

    mutating func endText() { units.append(0) }
}
