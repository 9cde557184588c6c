import NameSearch
import TestTown
import Testing

private let folding = Result { TextFolding(traditional: try Repository.text("Languages/zh/traditional.tsv")) }

private let entries = [
    NameEntry(name: "石碶街道", shortName: "石碶", english: "Shiqi Subdistrict", reading: "shi qi jie dao", initials: "sqjd"),
    NameEntry(name: "阳光花园", reading: "yang guang hua yuan", initials: "yghy", address: "天童北路1号", area: 0),
    NameEntry(name: "KFC肯德基（天一店）", reading: "kfc ken de ji tian yi dian", initials: "kfckdjtyd", address: "中山东路88号"),
    NameEntry(name: "老王面馆", reading: "lao wang mian guan", initials: "lwmg", address: "阳光花园12幢3号", area: 0),
    NameEntry(name: "律师驿站", reading: "lv shi yi zhan", initials: "lsyz", area: 0),
]

@Suite("Typing is forgiven")
struct ForgivingTests {
    @Test(
        "Finds what was meant",
        arguments: [
            ("ｋｆｃ", 2), ("KFC", 2), ("k f c", 2), ("肯德基(天一店)", 2), ("肯德基 天一店", 2), ("肯德基天一", 2), ("陽光花園", 1),
            ("老王麵館", 3), (" 老王　面馆 ", 3), ("老王·面馆", 3), ("shi'qi", 0), ("shi qi", 0), ("ShiQi", 0), ("shíqì", 0),
            ("SQ", 0), ("石碶", 0), ("碶", 0), ("shiqi subdistrict", 0), ("subdis", 0), ("阳光花园12幢", 1),
            ("阳光花园3幢2单元502室", 1), ("阳光花园12-3-401", 1), ("中山东路", 2), ("中山东路88号", 2), ("石碶 驿站", 4), ("石碶驿站", 4),
            ("驿站 石碶", 4), ("shiqi yizhan", 4), ("sq 面馆", 3), ("石碶s", 0), ("lüshi", 4), ("lvshi", 4), ("ls", 4),
            ("阳光花园\u{0}\u{7}\n", 1), ("ygh", 1), ("guanghua", 1), ("面\u{301}馆", 3),
        ])
    func finds(text: String, entry: Int) throws {
        let index = NameIndex(entries, folding: try folding.get())
        #expect(index.search(NameQuestion(text)).first?.entry == entry, "\(text)")
    }

    @Test("The whole address is found before the compound's neighbours, the compound before the address")
    func doors() throws {
        let index = NameIndex(entries, folding: try folding.get())
        #expect(index.search(NameQuestion("阳光花园12幢")).map(\.entry) == [1, 3])
        #expect(index.search(NameQuestion("阳光花园12幢")).map(\.field) == [.name, .address])
    }

    @Test(
        "Finds nothing where nothing fits",
        arguments: ["", " ", "%", "'; DROP TABLE", "hiqi", "uan", "12幢", "\u{0}", "🚰"])
    func nothing(text: String) throws {
        let index = NameIndex(entries, folding: try folding.get())
        #expect(index.search(NameQuestion(text)).isEmpty, "\(text)")
    }

    @Test(
        "Says where it was found",
        arguments: [
            ("碶街", MatchedField.name, [1..<3]), ("shiq", .reading, [0..<2]), ("sqj", .initials, [0..<3]),
            ("jied", .reading, [2..<4]), ("subd", .english, [6..<10]), ("石碶 街道", .name, [0..<4]),
            ("石　道", .name, [0..<1, 3..<4]),
        ])
    func highlights(text: String, field: MatchedField, ranges: [Range<Int>]) throws {
        let index = NameIndex(entries, folding: try folding.get())
        let match = try #require(index.search(NameQuestion(text)).first)
        #expect(match.entry == 0 && match.field == field)
        #expect(index.highlights(of: text, match.field, in: entries[match.entry]) == ranges)
    }

    @Test("Says where in a name with brackets and letters")
    func highlightsBesideBrackets() throws {
        let index = NameIndex(entries, folding: try folding.get())
        #expect(index.highlights(of: "基天", .name, in: entries[2]) == [5..<8])
        #expect(index.highlights(of: "tianyi", .reading, in: entries[2]) == [7..<9])
        #expect(index.highlights(of: "ck", .initials, in: entries[2]) == [])
        #expect(index.highlights(of: "kfck", .initials, in: entries[2]) == [0..<4])
        #expect(index.highlights(of: "阳光花园12", .address, in: entries[3]) == [0..<6])
    }
}
