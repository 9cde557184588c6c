import Pinyin

/// How a road is called in English: 中山东路 is "Zhongshan East Road".
public enum RoadNames {
    private static let endings = [
        ("大道", "Avenue"), ("大街", "Avenue"), ("路", "Road"), ("街", "Street"), ("巷", "Lane"), ("弄", "Alley"),
        ("道", "Road"),
    ]
    private static let directions: [Character: String] = [
        "东": "East", "西": "West", "南": "South", "北": "North", "中": "Middle",
    ]

    public static func english(_ name: String, _ pinyin: Pinyin) -> String {
        var syllables = pinyin.reading(of: name).syllables
        guard syllables.count == name.count, let ending = endings.first(where: { name.hasSuffix($0.0) }) else {
            return capitalised(syllables)
        }
        var words = [ending.1]
        syllables.removeLast(ending.0.count)
        let stem = name.dropLast(ending.0.count)
        if stem.count > 2, let direction = stem.last.flatMap({ directions[$0] }) {
            words.insert(direction, at: 0)
            syllables.removeLast()
        }
        return ([capitalised(syllables)] + words).joined(separator: " ")
    }

    /// The street and number of an address, for who reads no Chinese: 海曙区大沙泥街184号 is "184 Dashani Street".
    /// Nil where they cannot be told from the text alone.
    static func english(address: String, _ pinyin: Pinyin) -> String? {
        let rest = withoutAreas(address)
        let road = String(rest.prefix { isHan($0) })
        let after = rest.dropFirst(road.count).drop { $0 == " " }
        let number = after.prefix { $0.isASCII && $0.isNumber }
        let isWhole = after.isEmpty || !number.isEmpty && after.dropFirst(number.count).drop { $0 == " " }.first == "号"
        let isRoad = (2...8).contains(road.count) && endings.contains { road.hasSuffix($0.0) }
        guard isWhole, isRoad else { return nil }
        return (number.isEmpty ? "" : number + " ") + english(road, pinyin)
    }

    /// What follows the names of areas: at least two characters and an ending, as in 海曙区 but not in 镇明路.
    private static func withoutAreas(_ address: String) -> Substring {
        var rest = address[...]
        while let end = rest.dropFirst(2).prefix(6).firstIndex(where: { "省市区县镇乡".contains($0) }) {
            rest = rest[rest.index(after: end)...]
        }
        if let street = rest.firstRange(of: "街道") { rest = rest[street.upperBound...] }
        return rest
    }

    private static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.count == 1
            && character.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) }
    }

    /// "Ping'an": an apostrophe before a syllable that begins with a vowel (GB/T 16159), ü written out.
    private static func capitalised(_ syllables: [String]) -> String {
        var word = ""
        for syllable in syllables {
            if !word.isEmpty, let first = syllable.first, "aeo".contains(first) { word += "'" }
            word += syllable.replacing("v", with: "ü")
        }
        return word.prefix(1).uppercased() + word.dropFirst()
    }
}
