import Geo
import TestTown
import Testing

@testable import NameSearch

@Suite("Hostile names and questions")
struct HostileTests {
    @Test("Names of nothing, of emoji, of rare characters, very long ones: all built, the rest still found")
    func names() {
        let names = [
            "", " ", "%", "\"", "\u{0}", "🚰驿站", "👩‍👩‍👧", "𠮷野家", "e\u{301}", String(repeating: "长", count: 5000), "驿站",
            "\u{202E}站驿",
        ]
        let entries = names.map { NameEntry(name: $0, reading: "yi zhan", initials: $0, address: $0, area: 99) }
        let index = NameIndex(entries, folding: .withoutTraditional)
        #expect(index.search(NameQuestion("驿站")).map(\.entry) == [10, 5])
        #expect(index.search(NameQuestion("🚰")).map(\.entry) == [5])
        #expect(index.search(NameQuestion("𠮷")).map(\.entry) == [7])
        #expect(index.search(NameQuestion("长长长")).map(\.entry) == [9])
        #expect(NameIndex([], folding: .withoutTraditional).search(NameQuestion("驿站")).isEmpty)
    }

    @Test("Areas that lie in each other end the search all the same")
    func circle() {
        let entries = [NameEntry(name: "东村", area: 1), NameEntry(name: "西村", area: 0)]
        let index = NameIndex(entries, folding: .withoutTraditional)
        #expect(index.search(NameQuestion("东村 南")).isEmpty)
        #expect(Set(index.search(NameQuestion("东 西")).map(\.entry)) == [0, 1])
    }

    @Test("A thousand random texts are answered, and every answer is within bounds")
    func noise() {
        var random = SplitMix(11)
        let entries = madeUpEntries(100, &random)
        let index = NameIndex(entries, folding: .withoutTraditional)
        for _ in 0..<1000 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0..<100, using: &random) {
                let bound: UInt32 = [0x80, 0x3000, 0xFFFF, 0x10FFFF].randomElement(using: &random) ?? 0x80
                Unicode.Scalar(UInt32.random(in: 0...bound, using: &random)).map { scalars.append($0) }
            }
            let text = String(scalars)
            let limit = Int.random(in: -1...60, using: &random)
            let found = index.search(NameQuestion(text, limit: limit))
            #expect(found.count <= min(max(limit, 0), 50))
            for match in found {
                for range in index.highlights(of: text, match.field, in: entries[match.entry]) {
                    #expect(range.lowerBound >= 0 && range.upperBound <= entries[match.entry].name.utf16.count)
                }
            }
        }
    }

    @Test("A long text is read as far as its bound")
    func long() {
        let entries = [NameEntry(name: String(repeating: "面", count: 64))]
        let index = NameIndex(entries, folding: .withoutTraditional)
        #expect(index.search(NameQuestion(String(repeating: "面", count: 5000))).count == 1)
        #expect(index.search(NameQuestion(String(repeating: "面 ", count: 5000))).count == 1)
    }
}
