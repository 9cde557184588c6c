@testable import Kernel
import Testing

@Suite struct PhraseTests {
    @Test(
        "the language a browser asks for is the one of ours with the greatest weight",
        arguments: [
            (nil, Language.chinese), ("", .chinese), ("en", .english), ("en-GB,en;q=0.9", .english),
            ("EN-us", .english),
            ("zh-CN,zh;q=0.9,en;q=0.8", .chinese), ("en-US,en;q=0.9,zh-CN;q=0.8", .english),
            ("fr-FR, de;q=0.9, en;q=0.1", .english), ("fr", .chinese), ("*", .chinese), ("zh-Hant-TW", .chinese),
            ("en;q=0.3, zh;q=0.7", .chinese), ("zh;q=0.2,en;q=0.7", .english), ("en;q=0, zh", .chinese),
            ("en;q=0", .chinese), ("zh;q=0.5, en;q=0.5", .chinese), ("en ; q=0.5 , zh;q=0.4", .english),
            ("enm", .chinese), ("zhx, en;q=0.1", .english),
        ])
    func accepting(_ header: String?, _ language: Language) {
        #expect(Language(accepting: header) == language)
    }

    @Test(
        "a broken header is no choice, and never a crash",
        arguments: [
            ";", ",", ";;,;", ",;q=1,", "en;q=x", "en;q=nan", "en;q=-1", "en;q=2", "en;q=inf", ";q=1", "\u{0}", "-",
            "q=1",
            String(repeating: ",", count: 8000), String(repeating: "fr,", count: 2000) + "en",
        ])
    func broken(_ header: String) {
        #expect(Language(accepting: header) == .chinese)
    }

    @Test("a phrase is said in either language")
    func phrase() {
        let phrase = Phrase("厕所", "Toilet")
        #expect(phrase.in(.chinese) == "厕所")
        #expect(phrase.in(.english) == "Toilet")
        #expect(Language.allCases.map(\.rawValue) == ["zh-Hans", "en"])
    }

    @Test("the items of a header carry their weights in thousandths")
    func items() {
        #expect(
            Accepted.items("gzip;q=0.5, BR , *;q=0;x=y") == [
                Accepted(name: "gzip", weight: 500), Accepted(name: "br", weight: 1000), Accepted(name: "*", weight: 0),
            ])
    }
}
