import Geo
import NameSearch
import TestTown

/// Searching by looking at every entry: what the index must agree with. Texts are of letters, digits, the characters
/// below and separators.
struct Reference {
    struct Item {
        var entry: NameEntry
        var name: Written
        var address: Written
        var tokens: [(letters: [Character], part: Int)] = []
        var initials: [(letter: Character, part: Int)] = []
    }

    /// A text without its separators, and which of its characters begin a word.
    struct Written {
        var characters: [Character] = []
        var isStart: [Bool] = []

        init(_ text: String) {
            var isAfterGap = true
            for character in text.lowercased() {
                guard character.isLetter || character.isNumber else {
                    isAfterGap = true
                    continue
                }
                isStart.append(isAfterGap || character.isASCII != characters[characters.count - 1].isASCII)
                characters.append(character)
                isAfterGap = false
            }
        }
    }

    static let readings: [Character: String] = [
        "石": "shi", "碶": "qi", "海": "hai", "曙": "shu", "面": "mian", "馆": "guan", "路": "lu", "长": "chang",
        "安": "an", "西": "xi", "先": "xian", "店": "dian", "江": "jiang", "恩": "en", "方": "fang", "案": "an",
    ]

    let items: [Item]

    init(_ entries: [NameEntry]) {
        items = entries.map { entry in
            var item = Item(entry: entry, name: Written(entry.name), address: Written(entry.address))
            let characters = item.name.characters
            for (index, character) in characters.enumerated() {
                let part = index == 0 ? 1 : item.name.isStart[index] ? 2 : 3
                if let reading = Self.readings[character] {
                    item.tokens.append((Array(reading), part))
                    item.initials.append((Array(reading)[0], part))
                } else {
                    if item.name.isStart[index] {
                        item.tokens.append(([character], part))
                    } else {
                        item.tokens[item.tokens.count - 1].letters.append(character)
                    }
                    item.initials.append((character, item.name.isStart[index] ? part : 3))
                }
            }
            return item
        }
    }

    /// 0…15 in a form of the name (by its part, then by what it is found in), 16 in the address, nil not at all.
    func score(_ term: [Character], _ item: Item) -> Int? {
        var best: Int?
        func offer(_ part: Int, _ field: Int) { best = min(best ?? 99, part * 4 + field) }
        let name = item.name.characters
        for start in name.indices where name[start...].starts(with: term) {
            offer(name == term ? 0 : start == 0 ? 1 : item.name.isStart[start] ? 2 : 3, 0)
        }
        let isLatin = term.allSatisfy(\.isASCII) && term.contains(where: \.isLetter)
        if isLatin {
            for start in item.tokens.indices {
                let rest = item.tokens[start...].flatMap(\.letters)
                if rest.starts(with: term) { offer(start == 0 && rest == term ? 0 : item.tokens[start].part, 1) }
            }
            let letters = item.initials.map(\.letter)
            for start in letters.indices where letters[start...].starts(with: term) {
                offer(start == 0 && letters == term ? 0 : item.initials[start].part, 2)
            }
        }
        if best == nil, term.count > 1, isInAddress(term, item) { best = 16 }
        return best
    }

    private func isInAddress(_ term: [Character], _ item: Item) -> Bool {
        let address = item.address.characters
        return address.indices.contains { start in
            let isInsideNumber = start > 0 && address[start].isASCII && !item.address.isStart[start]
            return address[start...].starts(with: term) && !isInsideNumber && !address[start].isNumber
        }
    }

    /// Entries that hold all terms, ranked. A term may be found in an area the entry lies in.
    func search(_ terms: [[Character]], point: Coordinate?) -> [Int] {
        var found: [(score: Int, metres: Double, length: Int, index: Int)] = []
        for (index, item) in items.enumerated() {
            let own = terms.map { score($0, item) }
            guard own.contains(where: { $0 != nil }) else { continue }
            let scores = zip(terms, own).map { term, score in score ?? (isInArea(term, item) ? 17 : nil) }
            guard !scores.contains(nil) else { continue }
            let metres = point.map { from in item.entry.point.map(from.distanceMetres) ?? .infinity } ?? 0
            found.append((scores.reduce(0) { $0 + ($1 ?? 0) }, metres, item.name.characters.count, index))
        }
        return found.sorted { ($0.score, $0.metres, $0.length, $0.index) < ($1.score, $1.metres, $1.length, $1.index) }
            .map(\.index)
    }

    private func isInArea(_ term: [Character], _ item: Item) -> Bool {
        guard let area = item.entry.area else { return false }
        return (score(term, items[area]) ?? 16) < 16 || isInArea(term, items[area])
    }
}

/// A made-up directory: areas first, then places in them.
func madeUpEntries(_ count: Int, _ random: inout SplitMix) -> [NameEntry] {
    let characters = Reference.readings.keys.sorted()
    let others: [String] = ["（", " ", "·", "A", "b", "7", "-"]
    func text(_ lengths: ClosedRange<Int>) -> String {
        var text = String(characters.randomElement(using: &random) ?? "石")
        for _ in 1..<Int.random(in: lengths, using: &random) {
            let isOther = Int.random(in: 0..<5, using: &random) == 0
            text +=
                isOther
                ? others.randomElement(using: &random) ?? "A" : String(characters.randomElement(using: &random) ?? "石")
        }
        return text
    }
    return (0..<count).map { number in
        var entry = NameEntry(name: text(2...7), address: text(2...9), kind: Int.random(in: 0..<3, using: &random))
        let written = Reference([entry]).items[0]
        entry.reading = written.tokens.map { String($0.letters) }.joined(separator: " ")
        entry.initials = String(written.initials.map(\.letter))
        if Int.random(in: 0..<6, using: &random) > 0 {
            entry.point = Coordinate(
                uncheckedLatitude: .random(in: 29...30, using: &random),
                longitude: .random(in: 121...122, using: &random))
        }
        if number >= 4 { entry.area = number % 4 } else if number > 0 { entry.area = number - 1 }
        return entry
    }
}
