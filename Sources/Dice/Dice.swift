/// Numbers that look drawn and are the same in every run, on every machine, for the same seed and stream.
///
/// SplitMix64: G. L. Steele, D. Lea and C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014,
/// with the constants of S. Vigna's public-domain `splitmix64.c`. The standard library's `random(in:using:)` is not
/// used, because how it spends a generator's words may change from one release to the next.
public struct Dice: Sendable {
    private var state: UInt64

    public init(state: UInt64) { self.state = state }

    /// A stream of its own for everything that is drawn, so that one more number drawn for a shop leaves the next
    /// shop as it was.
    public init(seed: UInt64, kind: UInt64, number: Int) {
        let stream = Self.mixed(kind << 40 ^ UInt64(number))
        state = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15) ^ stream
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// 0 ..< 1, of 53 bits.
    public mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// 0 ..< count; 0 for a count of none. By the high word of a product (D. Lemire, "Fast Random Integer Generation
    /// in an Interval", 2019) without its rejection: no bias can be seen for counts far below 2^64.
    public mutating func below(_ count: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(max(count, 0))).high)
    }

    public mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    public mutating func within(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + fraction() * (range.upperBound - range.lowerBound)
    }

    public mutating func happens(_ odds: Double) -> Bool { fraction() < odds }

    /// In so many of a hundred cases.
    public mutating func happens(percent: Int) -> Bool { below(100) < percent }

    /// One of a table's entries; the table is never empty.
    public mutating func pick<Element>(_ table: [Element]) -> Element { table[below(table.count)] }

    /// The position of one of some weights, the heavier the likelier; the last for weights of nothing.
    public mutating func position(_ weights: some Collection<Double>) -> Int {
        var rest = fraction() * weights.reduce(0, +)
        for (position, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return position }
        }
        return max(weights.count - 1, 0)
    }

    /// -1 ... 1, most often near 0.
    public mutating func lean() -> Double { fraction() - fraction() }

    private static func mixed(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
