import Foundation
import Pinyin
import Testing

private let characters = """
    # 字\treadings
    石\tshi dan
    碶\tqi
    长\tzhang chang
    街\tjie
    银\tyin
    行\txing hang
    走\tzou
    重\tzhong chong
    庆\tqing
    便\tbian pian
    利\tli
    店\tdian
    天\ttian
    一\tyi
    绿\tlv
    座\tzuo
    号\thao
    大\tda dai
    河\the
    人\tren
    """
private let phrases =
    "银行\tyin hang\n行走\txing zou\n重庆\tchong qing\n重庆银行\tchong qing yin hang\n大长\tda zhang\n"
    + "一行\tyi hang\n一行人\tyi xing ren\n"
private let pinyin = Pinyin(
    characters: characters, phrases: phrases, local: "term,pinyin\n长街,chang jie\n\"长河\",\"chang he\"\n")

@Suite struct PinyinTests {
    @Test(
        "A text is read by local term, phrase and character",
        arguments: [
            ("石碶", "shi qi", "sq"),
            ("长街", "chang jie", "cj"),
            ("长河", "chang he", "ch"),
            ("银行", "yin hang", "yh"),
            ("行走", "xing zou", "xz"),
            ("行人", "xing ren", "xr"),
            ("重庆", "chong qing", "cq"),
            ("重庆银行店", "chong qing yin hang dian", "cqyhd"),
            ("一行一行人", "yi hang yi xing ren", "yhyxr"),
            ("绿", "lv", "l"),
        ])
    func readsChinese(text: String, full: String, initials: String) {
        let reading = pinyin.reading(of: text)
        #expect(reading.full == full)
        #expect(reading.initials == initials)
        #expect(reading.syllables == full.split(separator: " ").map(String.init))
    }

    @Test("A local term wins over a phrase that begins before it and overlaps it")
    func localWins() {
        #expect(pinyin.reading(of: "大长街").full == "da chang jie")
        #expect(pinyin.reading(of: "大长").full == "da zhang")
    }

    @Test("A local term of one character replaces its usual reading and leaves phrases alone")
    func localCharacter() {
        let pinyin = Pinyin(characters: characters, phrases: phrases, local: "term,pinyin\n行,hang\n鄞,yin\n")
        #expect(pinyin.reading(of: "行").full == "hang")
        #expect(pinyin.reading(of: "行走").full == "xing zou")
        #expect(pinyin.reading(of: "鄞").full == "yin")
        #expect(pinyin.readings(of: "行") == ["hang", "xing"])
    }

    @Test("Letters and digits are tokens of their own, lower-case and half-width, and punctuation is dropped")
    func mixed() {
        let shop = pinyin.reading(of: "7-11便利店（天一店）")
        #expect(shop.syllables == ["7", "11", "bian", "li", "dian", "tian", "yi", "dian"])
        #expect(shop.full == "7 11 bian li dian tian yi dian")
        #expect(shop.initials == "711bldtyd")
        #expect(pinyin.reading(of: "ＫＦＣ天一　Ｂ２座").full == "kfc tian yi b2 zuo")
        #expect(pinyin.reading(of: "Café 3号").full == "café 3 hao")
        #expect(pinyin.reading(of: "Café 3号").initials == "café3h")
        #expect(pinyin.reading(of: "天·一,。！—— ¥+").full == "tian yi")
    }

    @Test("Unknown characters and emoji stay as they are in the full reading and have no initial")
    func unknown() {
        let reading = pinyin.reading(of: "天龘店👨‍👩‍👧🛵")
        #expect(reading.syllables == ["tian", "龘", "dian", "👨‍👩‍👧", "🛵"])
        #expect(reading.initials == "td")
        #expect(pinyin.readings(of: "龘").isEmpty)
    }

    @Test("A text with nothing to read is read as nothing", arguments: ["", " \n", "——（）", "\u{200D}\u{FE0F}"])
    func nothing(text: String) {
        #expect(pinyin.reading(of: text) == Pinyin(characters: "", phrases: "", local: "").reading(of: ""))
        #expect(pinyin.reading(of: text).full.isEmpty && pinyin.reading(of: text).initials.isEmpty)
    }

    @Test("A phrase does not reach over a word or a gap")
    func gaps() {
        #expect(pinyin.reading(of: "银 行").full == "yin xing")
        #expect(pinyin.reading(of: "银A行").full == "yin a xing")
    }

    @Test("Lines that cannot be read are counted and the others are kept; BOM and CRLF do not matter")
    func malformed() {
        let pinyin = Pinyin(
            characters: "\u{FEFF}石\tshi\r\n\r\n碶\r\n天地\ttian\r\n街\tjiē\r\n河\t\r\n",
            phrases: "银行\tyin\n一\(String(repeating: "一", count: 32))\tyi\n石河\tshi he\n",
            local: "石街,shi jie\n石,shi qi\n")
        #expect(pinyin.ignoredLineCount == 7)
        #expect(pinyin.reading(of: "石河").full == "shi he")
        #expect(pinyin.reading(of: "石街").full == "shi jie")
        #expect(pinyin.reading(of: "石").full == "shi")
    }

    @Test("A later line replaces an earlier one")
    func later() {
        let pinyin = Pinyin(characters: "石\tshi\n石\tdan\n", phrases: "石石\tshi shi\n石石\tdan dan\n", local: "")
        #expect(pinyin.reading(of: "石").full == "dan")
        #expect(pinyin.reading(of: "石石").full == "dan dan")
    }

    @Test(
        "The shipped tables are read whole and know Ningbo's names",
        .enabled(if: Shipped.isPresent, "needs Languages/zh and Cities/ningbo"))
    func shipped() throws {
        let pinyin = try Shipped.pinyin()
        #expect(pinyin.ignoredLineCount == 0)
        let names = [
            ("石碶街道", "shi qi jie dao"), ("长街镇", "chang jie zhen"), ("鄞州区", "yin zhou qu"),
            ("宁波银行", "ning bo yin hang"), ("余姚市", "yu yao shi"), ("重庆火锅", "chong qing huo guo"),
            ("天一广场", "tian yi guang chang"), ("药行街", "yao hang jie"), ("大榭", "da xie"),
        ]
        for (name, full) in names { #expect(pinyin.reading(of: name).full == full) }
    }
}

/// The tables of the repository.
private enum Shipped {
    static let root = URL(filePath: #filePath).appending(path: "../../..").standardized
    static let paths = ["Languages/zh/characters.tsv", "Languages/zh/phrases.tsv", "Cities/ningbo/pinyin.csv"]

    static var isPresent: Bool {
        paths.allSatisfy { FileManager.default.isReadableFile(atPath: root.appending(path: $0).path) }
    }

    static func pinyin() throws -> Pinyin {
        let texts = try paths.map { try String(contentsOf: root.appending(path: $0), encoding: .utf8) }
        return Pinyin(characters: texts[0], phrases: texts[1], local: texts[2])
    }
}
