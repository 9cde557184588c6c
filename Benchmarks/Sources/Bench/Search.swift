import Foundation
import NameSearch

private let rounds = 5

/// Search as you type against SQLite in the same process: both answer the same pieces of the same names, twenty each,
/// taking turns and changing who goes first. Ours are the best twenty; SQLite's are any twenty unless it says "ranked".
func search() throws {
    for count in [25_723, 1_000_000] {
        let names = try BenchNames.make(count, root: FileManager.default.currentDirectoryPath)
        let clock = ContinuousClock()
        let entries = names.map { NameEntry(name: $0.name, reading: $0.reading, initials: $0.initials) }
        var index = NameIndex([], folding: .withoutTraditional)
        let build = clock.measure { index = NameIndex(entries, folding: .withoutTraditional) }
        let peer = SearchPeer(names)
        print(
            "\(count) names: built in \(column(seconds(build) * 1000, width: 0)) ms, \(index.bytes / count) B a name"
        )
        print("question                                       ours µs (p99)      SQLite µs (p99)    ratio  p99 ratio")
        for contest in contests(names) { contest.run(index, peer, count) }
    }
}

private func contests(_ names: [BenchName]) -> [Contest] {
    let two = pieces(names, 2)
    let three = pieces(names, 3)
    let prefixes = beginnings(names, 2...4, of: \.initials)
    let spellings = beginnings(names, 4...8, of: \.spelling)
    let any = "SELECT id FROM name WHERE"
    let ranked = "ORDER BY name NOT LIKE ?2 || '%', length(name), id LIMIT 20"
    return [
        Contest("2 characters, LIKE", "\(any) name LIKE '%' || ?1 || '%' LIMIT 20", two) { [$0] },
        Contest("2 characters, instr", "\(any) instr(name, ?1) > 0 LIMIT 20", two) { [$0] },
        Contest("2 characters, LIKE ranked", "\(any) name LIKE '%' || ?1 || '%' \(ranked)", two, scans: true) {
            [$0, $0]
        },
        Contest("2 characters, FTS5 bigram", "SELECT rowid FROM bigram WHERE bigram MATCH ?1 LIMIT 20", two) {
            [quoted($0)]
        },
        Contest(
            "2 characters, FTS5 bigram ranked", "SELECT rowid FROM bigram WHERE bigram MATCH ?1 ORDER BY rank LIMIT 20",
            two
        ) { [quoted($0)] },
        Contest("3 characters, FTS5 trigram", "SELECT rowid FROM trigram WHERE trigram MATCH ?1 LIMIT 20", three) {
            [quoted($0)]
        },
        Contest(
            "3 characters, FTS5 trigram ranked",
            "SELECT rowid FROM trigram WHERE trigram MATCH ?1 ORDER BY rank LIMIT 20",
            three
        ) { [quoted($0)] },
        Contest("initials, B-tree prefix", "\(any) initials >= ?1 AND initials < ?2 LIMIT 20", prefixes) {
            [$0, $0 + "~"]
        },
        Contest(
            "initials, B-tree prefix ranked",
            "\(any) initials >= ?1 AND initials < ?2 ORDER BY length(name), id LIMIT 20", prefixes
        ) { [$0, $0 + "~"] },
        Contest("initials, GLOB x*", "\(any) initials GLOB ?1 LIMIT 20", prefixes) { [$0 + "*"] },
        Contest("initials, GLOB *x*", "\(any) initials GLOB ?1 LIMIT 20", prefixes, scans: true) { ["*" + $0 + "*"] },
        Contest("pinyin, B-tree prefix", "\(any) pinyin >= ?1 AND pinyin < ?2 LIMIT 20", spellings) { [$0, $0 + "~"] },
        Contest(
            "pinyin, B-tree prefix ranked", "\(any) pinyin >= ?1 AND pinyin < ?2 ORDER BY length(name), id LIMIT 20",
            spellings
        ) { [$0, $0 + "~"] },
        Contest("pinyin, GLOB x*", "\(any) pinyin GLOB ?1 LIMIT 20", spellings) { [$0 + "*"] },
    ]
}

/// Pieces of names that are Chinese throughout.
private func pieces(_ names: [BenchName], _ length: Int) -> [String] {
    var pieces: [String] = []
    var number = 0
    while pieces.count < 200, number < names.count * 3 {
        let characters = Array(names[number &* 7919 % names.count].name)
        number += 1
        guard characters.count >= length else { continue }
        let start = number % (characters.count - length + 1)
        let piece = characters[start..<start + length]
        if piece.allSatisfy({ "\u{4E00}" <= $0 && $0 <= "\u{9FFF}" }) { pieces.append(String(piece)) }
    }
    return pieces
}

/// The first letters of names that begin with letters: what is typed is a–z.
private func beginnings(_ names: [BenchName], _ lengths: ClosedRange<Int>, of text: KeyPath<BenchName, String>)
    -> [String]
{
    let starts = (0..<400).map { number in
        names[number * 7919 % names.count][keyPath: text].prefix(lengths.lowerBound + number % lengths.count)
    }
    return starts.filter { $0.allSatisfy { "a" <= $0 && $0 <= "z" } }.prefix(200).map(String.init)
}

private func quoted(_ text: String) -> String { "\"\(text)\"" }

/// One kind of question put to both.
private struct Contest {
    let name: String
    let sql: String
    let texts: [String]
    let bind: (String) -> [String]
    /// Looks at every row: fewer questions are put at a million.
    let scans: Bool

    init(_ name: String, _ sql: String, _ texts: [String], scans: Bool = false, _ bind: @escaping (String) -> [String])
    {
        self.name = name
        self.sql = sql
        self.texts = texts
        self.bind = bind
        self.scans = scans
    }

    func run(_ index: NameIndex, _ peer: SearchPeer, _ count: Int) {
        let texts = scans && count > 100_000 ? Array(self.texts.prefix(20)) : self.texts
        check(index, peer, texts)
        var (ours, theirs): ([[Double]], [[Double]]) = ([], [])
        for round in 0..<rounds {
            for isOurs in round.isMultiple(of: 2) ? [true, false] : [false, true] {
                let times = texts.map { text in
                    let start = ContinuousClock.now
                    let found = isOurs ? index.search(NameQuestion(text)).count : peer.numbers(sql, bind(text)).count
                    precondition(found >= 0)
                    return seconds(ContinuousClock.now - start) * 1e6
                }.sorted()
                if isOurs { ours.append(times) } else { theirs.append(times) }
            }
        }
        let (one, other) = (median(ours.map(median)), median(theirs.map(median)))
        let (slow, slower) = (median(ours.map(Self.p99)), median(theirs.map(Self.p99)))
        print(
            name + String(repeating: " ", count: max(0, 36 - name.count)), column(one, decimals: 1, width: 9),
            "(" + column(slow, decimals: 1, width: 0) + ")", column(other, decimals: 1, width: 12),
            "(" + column(slower, decimals: 1, width: 0) + ")", column(other / one, decimals: 1, width: 10),
            column(slower / slow, decimals: 1, width: 8))
    }

    /// Where SQLite finds fewer than twenty, it finds nothing that we do not.
    private func check(_ index: NameIndex, _ peer: SearchPeer, _ texts: [String]) {
        for text in texts {
            let theirs = peer.numbers(sql, bind(text))
            guard theirs.count < 20 else { continue }
            let ours = Set(index.search(NameQuestion(text, limit: 50)).map(\.entry))
            let missed = theirs.filter { !ours.contains($0) }
            if !missed.isEmpty, ours.count < 50 { fatalError("\(name): \(missed.count) missed for \(text)") }
        }
    }

    private static func p99(_ sorted: [Double]) -> Double { sorted[min(sorted.count - 1, sorted.count * 99 / 100)] }
}
