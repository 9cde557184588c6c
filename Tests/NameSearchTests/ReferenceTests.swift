import Geo
import TestTown
import Testing

@testable import NameSearch

@Suite("Names against looking at every one")
struct ReferenceTests {
    private let here = Coordinate(uncheckedLatitude: 29.5, longitude: 121.5)

    @Test("The same entries in the same order, for thousands of questions", arguments: [1, 2, 3, 4])
    func same(seed: UInt64) throws {
        var random = SplitMix(seed)
        let entries = madeUpEntries(200, &random)
        let (index, reference) = (NameIndex(entries, folding: .withoutTraditional), Reference(entries))
        var foundCount = 0
        for _ in 0..<600 {
            let term = piece(reference, &random)
            let point = Bool.random(using: &random) ? here : nil
            let kinds: UInt8 = Bool.random(using: &random) ? 0xFF : 1 << UInt8.random(in: 0..<3, using: &random)
            let wanted = reference.search([term], point: point).filter { kinds & 1 << UInt8(entries[$0].kind) != 0 }
            guard !wanted.isEmpty else { continue }
            foundCount += 1
            let question = NameQuestion(String(term), point: point, limit: 12, kinds: kinds)
            let found = index.search(question).map(\.entry)
            #expect(found == Array(wanted.prefix(12)), "\(String(term)) \(point == nil ? "" : "@") \(kinds)")
        }
        #expect(foundCount > 400)
    }

    @Test("Several words must all be there, the area they lie in helping", arguments: [5, 6])
    func words(seed: UInt64) throws {
        var random = SplitMix(seed)
        let entries = madeUpEntries(200, &random)
        let (index, reference) = (NameIndex(entries, folding: .withoutTraditional), Reference(entries))
        var foundCount = 0
        for _ in 0..<500 {
            let terms = [piece(reference, &random), piece(reference, &random)]
            // Letters behind characters would be taken for a door, too.
            guard terms[0] != terms[1], terms[1].last?.isASCII == false || terms[0].allSatisfy(\.isASCII) else {
                continue
            }
            guard reference.search([terms[0] + terms[1]], point: nil).isEmpty else { continue }
            let wanted = reference.search(terms, point: here)
            guard !wanted.isEmpty else { continue }
            foundCount += 1
            let text = String(terms[0]) + " " + String(terms[1])
            let matches = index.search(NameQuestion(text, point: here, limit: 50))
            // Words that are found in no name come after all that are.
            let inNames = wanted.filter { entry in
                terms.contains { (reference.score($0, reference.items[entry]) ?? 16) < 16 }
            }
            let ranked = inNames + wanted.filter { !inNames.contains($0) }
            #expect(matches.prefix(wanted.count).map(\.entry) == Array(ranked.prefix(50)), "\(text)")
        }
        #expect(foundCount > 100)
    }

    /// A piece of a name, of its spelling, of its initials or of an address, without a number at its end.
    private func piece(_ reference: Reference, _ random: inout SplitMix) -> [Character] {
        while true {
            let item = reference.items[Int.random(in: 0..<reference.items.count, using: &random)]
            let texts = [
                item.name.characters, item.name.characters, item.address.characters, item.initials.map(\.letter),
                item.tokens.flatMap(\.letters),
            ]
            let text = texts[Int.random(in: 0..<texts.count, using: &random)]
            let start = Int.random(in: 0..<text.count, using: &random)
            let term = Array(text[start..<min(text.count, start + Int.random(in: 1...4, using: &random))])
            let isDoor = term.last.map { $0.isASCII } == true && term.contains { !$0.isASCII }
            if !isDoor { return term }
        }
    }

    @Test("The smallest numbers of a range come in order")
    func ranges() {
        var random = SplitMix(7)
        let numbers = (0..<700).map { _ in UInt32.random(in: 0..<500, using: &random) }
        let minimum = RangeMinimum(numbers)
        for _ in 0..<300 {
            let low = Int.random(in: 0...700, using: &random)
            let range = low..<Int.random(in: low...700, using: &random)
            var ranked = RankedRange(minimum, range)
            var found: [UInt32] = []
            while let first = ranked.first {
                found.append(first)
                ranked.removeFirst()
            }
            #expect(found == numbers[range].sorted())
        }
    }
}
