/// Numbers that look drawn and are the same on every machine for the same seed.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014) with the constants
/// of S. Vigna's public-domain `splitmix64.c`.
struct PlanDice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    /// 0 ..< count, by the high word of a product; 0 for a count of none.
    mutating func below(_ count: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(max(count, 0))).high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// In so many of a hundred cases.
    mutating func happens(_ percent: Int) -> Bool { below(100) < percent }

    /// One of a list that is never empty.
    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}
