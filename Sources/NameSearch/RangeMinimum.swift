/// Numbers of which the smallest in any range is known at once: minima of blocks, and of runs of 1, 2, 4, … blocks.
final class RangeMinimum: Sendable {
    let values: [UInt32]
    /// At `level * blockCount + block`: where the smallest number of 2^level blocks from that block on stands.
    private let table: [UInt32]
    private let blockCount: Int

    private static let blockShift = 5
    private static let block = 1 << blockShift

    init(_ values: [UInt32]) {
        self.values = values
        blockCount = (values.count + Self.block - 1) >> Self.blockShift
        var table: [UInt32] = (0..<blockCount).map { block in
            let first = block << Self.blockShift
            let end = min(first + Self.block, values.count)
            return (first..<end).reduce(UInt32(first)) { values[$1] < values[Int($0)] ? UInt32($1) : $0 }
        }
        var length = 1
        var level = 0
        while length * 2 <= blockCount {
            table.append(contentsOf: repeatElement(0, count: blockCount))
            for block in 0...(blockCount - length * 2) {
                let (left, right) = (table[level * blockCount + block], table[level * blockCount + block + length])
                table[(level + 1) * blockCount + block] = values[Int(right)] < values[Int(left)] ? right : left
            }
            length *= 2
            level += 1
        }
        self.table = table
    }

    var bytes: Int { values.count * 4 + table.count * 4 }

    /// Where the smallest number of a range that is not empty stands; the first of them if there are several.
    func smallest(in range: Range<Int>) -> Int {
        let first = (range.lowerBound + Self.block - 1) >> Self.blockShift
        let end = range.upperBound >> Self.blockShift
        guard first < end else { return scan(range) }
        var best = range.lowerBound < first << Self.blockShift ? scan(range.lowerBound..<first << Self.blockShift) : -1
        let level = Int.bitWidth - 1 - (end - first).leadingZeroBitCount
        for block in [first, end - 1 << level] {
            let place = Int(table[level * blockCount + block])
            if best < 0 || values[place] < values[best] { best = place }
        }
        if end << Self.blockShift < range.upperBound {
            let place = scan(end << Self.blockShift..<range.upperBound)
            if values[place] < values[best] { best = place }
        }
        return best
    }

    private func scan(_ range: Range<Int>) -> Int {
        values.withUnsafeBufferPointer { values in
            var best = range.lowerBound
            for place in range where values[place] < values[best] { best = place }
            return best
        }
    }
}

/// The numbers of a range, the smallest first, each found when it is asked for.
struct RankedRange {
    private let numbers: RangeMinimum
    /// A heap of pieces of the range, each with the place of its smallest number.
    private var heap: [(value: UInt32, place: Int, range: Range<Int>)] = []

    init(_ numbers: RangeMinimum, _ range: Range<Int>) {
        self.numbers = numbers
        push(range)
    }

    var first: UInt32? { heap.first?.value }

    mutating func removeFirst() {
        let (_, place, range) = heap[0]
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        push(range.lowerBound..<place)
        push(place + 1..<range.upperBound)
    }

    private mutating func push(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let place = numbers.smallest(in: range)
        heap.append((numbers.values[place], place, range))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].value < heap[parent].value else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var child = parent * 2 + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, heap[child + 1].value < heap[child].value { child += 1 }
            guard heap[child].value < heap[parent].value else { return }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
