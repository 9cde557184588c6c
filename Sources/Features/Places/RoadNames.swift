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
