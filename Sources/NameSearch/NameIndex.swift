import Geo

/// A directory of names, searched by any part of a name, by its spelling in pinyin, by its initials and by address:
/// immutable, in memory, built whole from its entries.
///
/// Entries are numbered anew by the length of their (short) names, so that of two names a text fits equally well the
/// shorter comes first, and then in the order they were given.
public struct NameIndex: Sendable {
    let folding: TextFolding
    let names: SuffixIndex
    let readings: SuffixIndex
    let initials: SuffixIndex
    let english: SuffixIndex
    let addresses: SuffixIndex
    /// The number an entry had when it was given.
    let given: [UInt32]
    /// One bit, of the entry's kind.
    let kinds: [UInt8]
    /// Points on the unit sphere; NaN where there is none.
    let points: [SIMD3<Double>]
    /// The entry's area, an entry itself; -1 without one.
    let areas: [Int32]

    /// A name, a reading or an address is read this far.
    static let unitsMax = 320
    /// Areas lie in areas this deep.
    static let areaDepthMax = 8

    public init(_ entries: [NameEntry], folding: TextFolding) {
        self.folding = folding
        let lengths = entries.map { entry in
            var length = 0
            folding.read(entry.shortName.isEmpty ? entry.name : entry.shortName) { _, _, _ in length += 1 }
            return length
        }
        let order = Self.order(lengths)
        var numbers = [Int32](repeating: -1, count: entries.count)
        for (number, index) in order.enumerated() { numbers[Int(index)] = Int32(number) }
        var texts = NameTexts(folding: folding, entryCount: entries.count, nameUnits: lengths.reduce(0, +))
        for (number, index) in order.enumerated() { texts.add(entries[Int(index)], number: UInt32(number)) }
        names = SuffixIndex(texts.names)
        readings = SuffixIndex(texts.readings)
        initials = SuffixIndex(texts.initials)
        english = SuffixIndex(texts.english)
        addresses = SuffixIndex(texts.addresses)
        given = order
        kinds = order.map { 1 << UInt8(truncatingIfNeeded: entries[Int($0)].kind & 7) }
        points = order.map { entries[Int($0)].point?.onUnitSphere ?? SIMD3(repeating: .nan) }
        areas = order.map { index in
            guard let area = entries[Int(index)].area, entries.indices.contains(area) else { return -1 }
            return numbers[area]
        }
    }

    public var count: Int { given.count }

    /// About what is kept in memory.
    public var bytes: Int {
        names.bytes + readings.bytes + initials.bytes + english.bytes + addresses.bytes + count * (4 + 1 + 32 + 4)
    }

    /// The entries by length, those of one length as they were given.
    private static func order(_ lengths: [Int]) -> [UInt32] {
        let longest = lengths.max() ?? 0
        var next = [Int](repeating: 0, count: longest + 2)
        for length in lengths { next[length + 1] += 1 }
        for length in 1..<next.count { next[length] += next[length - 1] }
        var order = [UInt32](repeating: 0, count: lengths.count)
        for (index, length) in lengths.enumerated() {
            order[next[length]] = UInt32(index)
            next[length] += 1
        }
        return order
    }
}

extension Coordinate {
    /// Straight lines between such points are in the order of distances on the ground.
    var onUnitSphere: SIMD3<Double> { UnitSphere.point(latitude: latitude, longitude: longitude) }
}
