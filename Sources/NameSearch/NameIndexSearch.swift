import Geo

extension NameIndex {
    /// The entries that fit best, the best first; of those that fit equally well the nearest first, when a point is
    /// given, then the one with the shorter name.
    public func search(_ question: NameQuestion) -> [NameMatch] {
        let limit = min(max(question.limit, 0), NameQuestion.limitMax)
        guard limit > 0 else { return [] }
        let query = NameQuery(question.text, folding: folding)
        var found = FoundHits(limit: limit)
        for attempt in query.attempts where !found.isFull { found.take(hits(attempt, question, limit)) }
        if !found.isFull {
            for attempt in query.withoutDoor { found.take(hits(attempt, question, limit), wholeNamesFirst: true) }
        }
        if found.isEmpty { for attempt in query.lastAttempts { found.take(hits(attempt, question, limit)) } }
        return found.ranked.map { hit in
            NameMatch(entry: Int(given[Int(hit.entry)]), field: MatchQuality.field(of: hit.best))
        }
    }

    /// Those that hold every term.
    private func hits(_ terms: [NameTerm], _ question: NameQuestion, _ limit: Int) -> [Hit] {
        if terms.count == 1, question.point == nil { return best(terms[0], question.kinds, limit) }
        let scores = terms.map { TermScores(ways(of: $0), entryCount: count) }
        return nearest(scores, question, limit)
    }

    /// The ways a term is found in this index.
    func ways(of term: NameTerm) -> [Way] {
        var ways = [Way(.name, names, term)]
        if term.isLatin {
            ways += [Way(.reading, readings, term), Way(.initials, initials, term), Way(.english, english, term)]
        }
        if term.units.count > 1 { ways.append(Way(.address, addresses, term)) }
        return ways.filter { !$0.range.isEmpty }
    }

    /// The best for one term, without a point: nothing is looked at but what is found, and a little beside it.
    private func best(_ term: NameTerm, _ kinds: UInt8, _ limit: Int) -> [Hit] {
        let ways = ways(of: term)
        var found: [Hit] = []
        func offer(_ rank: UInt32, _ quality: MatchQuality) {
            let entry = rank & SuffixIndex.entryMask
            guard self.kinds[Int(entry)] & kinds != 0, !found.contains(where: { $0.entry == entry }) else { return }
            found.append(Hit(entry: entry, score: UInt16(quality.value), best: quality.value))
        }
        let inNames = ways.filter { $0.field != .address }
        for way in inNames where !way.whole.isEmpty {
            var ranked = RankedRange(way.index.ranks, way.whole)
            while found.count < limit, let rank = ranked.first, rank >> SuffixIndex.partShift == 0 {
                offer(rank, MatchQuality(.whole, way.field))
                ranked.removeFirst()
            }
        }
        var rankeds = inNames.map { RankedRange($0.index.ranks, $0.range) }
        for (number, part) in [MatchedPart.prefix, .wordStart, .inside].enumerated() {
            for index in rankeds.indices {
                while found.count < limit, let rank = rankeds[index].first, rank >> SuffixIndex.partShift == number {
                    offer(rank, MatchQuality(part, inNames[index].field))
                    rankeds[index].removeFirst()
                }
            }
        }
        for way in ways where way.field == .address {
            var ranked = RankedRange(way.index.ranks, way.range)
            while found.count < limit, let rank = ranked.first {
                offer(rank, .address)
                ranked.removeFirst()
            }
        }
        return found
    }

    /// The best for several terms, or around a point: everything that is found is scored.
    private func nearest(_ terms: [TermScores], _ question: NameQuestion, _ limit: Int) -> [Hit] {
        let point = question.point?.onUnitSphere
        var best = BestHits(limit: limit)
        for (number, term) in terms.enumerated() {
            for entry in term.touched where kinds[Int(entry)] & question.kinds != 0 {
                guard !terms[..<number].contains(where: { $0.values[Int(entry)] != MatchQuality.none }),
                    let hit = hit(entry, terms), hit.score <= best.scoreMax
                else { continue }
                best.take(hit, square: point.map { UnitSphere.square($0, points[Int(entry)]) } ?? 0)
            }
        }
        return best.sorted
    }

    /// How well an entry fits all terms; nil when one is not found. A term may be found in the area the entry lies in.
    private func hit(_ entry: UInt32, _ terms: [TermScores]) -> Hit? {
        var hit = Hit(entry: entry, score: 0, best: MatchQuality.none)
        for term in terms {
            var score = term.values[Int(entry)]
            if score == MatchQuality.none, isInArea(entry, term) { score = MatchQuality.area.value }
            guard score != MatchQuality.none else { return nil }
            hit.score += UInt16(score)
            hit.best = min(hit.best, score)
        }
        return hit
    }

    private func isInArea(_ entry: UInt32, _ term: TermScores) -> Bool {
        var area = areas[Int(entry)]
        for _ in 0..<Self.areaDepthMax {
            guard area >= 0 else { return false }
            if term.values[Int(area)] < MatchQuality.address.value { return true }
            area = areas[Int(area)]
        }
        return false
    }
}

/// A field a term was found in, and where in its index.
struct Way {
    let field: MatchedField
    let index: SuffixIndex
    let range: Range<Int>
    /// The suffixes of the range that are the term and no more.
    let whole: Range<Int>

    init(_ field: MatchedField, _ index: SuffixIndex, _ term: NameTerm) {
        self.field = field
        self.index = index
        let (range, wholeCount) = index.range(of: term.units)
        self.range = range
        whole = range.lowerBound..<range.lowerBound + wholeCount
    }
}

/// How well every entry fits one term.
struct TermScores {
    private(set) var values: [UInt8]
    /// The entries that fit.
    private(set) var touched: [UInt32] = []

    init(_ ways: [Way], entryCount: Int) {
        values = Array(repeating: MatchQuality.none, count: entryCount)
        touched.reserveCapacity(ways.reduce(0) { $0 + $1.range.count })
        for way in ways { score(way) }
    }

    private mutating func score(_ way: Way) {
        let parts: [MatchedPart] = [.prefix, .wordStart, .inside]
        let qualities = parts.map { MatchQuality($0, way.field).value }
        let whole = MatchQuality(.whole, way.field).value
        for place in way.range {
            let rank = way.index.ranks.values[place]
            let part = Int(rank >> SuffixIndex.partShift)
            let entry = Int(rank & SuffixIndex.entryMask)
            let value = part == 0 && place < way.whole.upperBound ? whole : qualities[part]
            if values[entry] == MatchQuality.none { touched.append(UInt32(entry)) }
            if value < values[entry] { values[entry] = value }
        }
    }
}

struct Hit {
    var entry: UInt32
    /// The sum over the terms; smaller is better.
    var score: UInt16
    /// Of the term that fits best.
    var best: UInt8

    var isInName: Bool { best < MatchQuality.address.value }
    var isWholeName: Bool { best < MatchQuality(.prefix, .name).value }
}

/// The hits of one attempt after another, those in names before those elsewhere.
private struct FoundHits {
    let limit: Int
    private var inNames: [Hit] = []
    private var elsewhere: [Hit] = []

    init(limit: Int) { self.limit = limit }

    var isFull: Bool { inNames.count >= limit }
    var isEmpty: Bool { inNames.isEmpty && elsewhere.isEmpty }
    var ranked: ArraySlice<Hit> { (inNames + elsewhere).prefix(limit) }

    /// - Parameter wholeNamesFirst: only whole names go before what was found elsewhere by an earlier attempt.
    mutating func take(_ hits: [Hit], wholeNamesFirst: Bool = false) {
        for hit in hits where !inNames.contains(where: { $0.entry == hit.entry }) {
            if wholeNamesFirst ? hit.isWholeName : hit.isInName {
                elsewhere.removeAll { $0.entry == hit.entry }
                inNames.append(hit)
            } else if !elsewhere.contains(where: { $0.entry == hit.entry }) {
                elsewhere.append(hit)
            }
        }
    }
}

/// The best hits so far, at most so many.
struct BestHits {
    private let limit: Int
    /// A heap, the worst at its top.
    private var heap: [(hit: Hit, square: Double)] = []

    init(limit: Int) { self.limit = limit }

    /// No hit of a higher score would be taken.
    var scoreMax: UInt16 { heap.count < limit ? .max : heap[0].hit.score }

    mutating func take(_ hit: Hit, square: Double) {
        if heap.count < limit {
            heap.append((hit, square))
            var child = heap.count - 1
            while child > 0, isBefore(heap[(child - 1) / 2], heap[child]) {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        } else if isBefore((hit, square), heap[0]) {
            heap[0] = (hit, square)
            var parent = 0
            while true {
                var child = parent * 2 + 1
                guard child < heap.count else { return }
                if child + 1 < heap.count, isBefore(heap[child], heap[child + 1]) { child += 1 }
                guard isBefore(heap[parent], heap[child]) else { return }
                heap.swapAt(child, parent)
                parent = child
            }
        }
    }

    var sorted: [Hit] { heap.sorted(by: isBefore).map(\.hit) }

    private func isBefore(_ left: (hit: Hit, square: Double), _ right: (hit: Hit, square: Double)) -> Bool {
        (left.hit.score, left.square, left.hit.entry) < (right.hit.score, right.square, right.hit.entry)
    }
}
