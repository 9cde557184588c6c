/// Puts suffixes in the order of the alphabet: by so many units as fit in a word, then those that are equal so far by
/// the next units.
enum SuffixSort {
    struct Item {
        var key: UInt64
        var position: UInt32
        var rank: UInt32
    }

    static func sorted(_ texts: SuffixTexts) -> [Item] {
        var items = zip(texts.positions, texts.ranks).map { Item(key: 0, position: $0, rank: $1) }
        let bits: UInt64 = texts.isASCII ? 7 : 16
        texts.units.withUnsafeBufferPointer { units in
            items.withUnsafeMutableBufferPointer { items in
                var sorter = Sorter(units: units, unitsPerKey: Int(64 / bits), bits: bits)
                sorter.sort(items)
            }
        }
        return items
    }

    private struct Sorter {
        let units: UnsafeBufferPointer<UInt16>
        let unitsPerKey: Int
        let bits: UInt64
        private var spare: [Item] = []
        /// Below this a comparison sort is quicker than counting.
        private static let countingMin = 1024

        init(units: UnsafeBufferPointer<UInt16>, unitsPerKey: Int, bits: UInt64) {
            self.units = units
            self.unitsPerKey = unitsPerKey
            self.bits = bits
        }

        mutating func sort(_ items: UnsafeMutableBufferPointer<Item>) {
            var work: [(range: Range<Int>, depth: Int)] = [(0..<items.count, 0)]
            while let (range, depth) = work.popLast() {
                var part = UnsafeMutableBufferPointer(rebasing: items[range])
                for index in part.indices { part[index].key = key(Int(part[index].position) + depth) }
                if part.count >= Self.countingMin { countingSort(part) } else { part.sort { $0.key < $1.key } }
                var first = 0
                while first < part.count {
                    let key = part[first].key
                    var end = first + 1
                    while end < part.count, part[end].key == key { end += 1 }
                    if end - first > 1, key & (1 << bits - 1) != 0 {
                        work.append((range.lowerBound + first..<range.lowerBound + end, depth + unitsPerKey))
                    }
                    first = end
                }
            }
        }

        /// The next units, packed; zeros behind the end of the text.
        private func key(_ position: Int) -> UInt64 {
            var key: UInt64 = 0
            var index = position
            for _ in 0..<unitsPerKey {
                let unit = units[index]
                key = key << bits | UInt64(unit)
                if unit != 0 { index += 1 }
            }
            return key
        }

        /// By eleven bits at a time, the lowest first; digits that are the same everywhere are passed over.
        private mutating func countingSort(_ items: UnsafeMutableBufferPointer<Item>) {
            if spare.count < items.count {
                spare = Array(repeating: Item(key: 0, position: 0, rank: 0), count: items.count)
            }
            let differing = items.reduce(UInt64(0)) { $0 | ($1.key ^ items[0].key) }
            spare.withUnsafeMutableBufferPointer { spare in
                var from = items
                var to = UnsafeMutableBufferPointer(rebasing: spare[..<items.count])
                for shift in stride(from: UInt64(0), to: 64, by: 11) where differing >> shift & 0x7FF != 0 {
                    Self.pass(from, to, shift: shift)
                    swap(&from, &to)
                }
                if from.baseAddress != items.baseAddress {
                    for index in items.indices { items[index] = from[index] }
                }
            }
        }

        private static func pass(
            _ from: UnsafeMutableBufferPointer<Item>, _ to: UnsafeMutableBufferPointer<Item>, shift: UInt64
        ) {
            withUnsafeTemporaryAllocation(of: Int.self, capacity: 2048) { next in
                next.initialize(repeating: 0)
                for item in from { next[Int(item.key >> shift & 0x7FF)] += 1 }
                var sum = 0
                for digit in 0..<2048 {
                    let count = next[digit]
                    next[digit] = sum
                    sum += count
                }
                for item in from {
                    let digit = Int(item.key >> shift & 0x7FF)
                    to[next[digit]] = item
                    next[digit] += 1
                }
            }
        }
    }
}
