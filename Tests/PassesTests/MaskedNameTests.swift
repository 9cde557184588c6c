import PassToken
import Testing

@testable import Passes

@Suite("Names in passes")
struct MaskedNameTests {
    @Test(
        "A guard sees the first character and the last of a longer Chinese name, the first letter of others",
        arguments: [
            ("王小骑", "王＊骑"), ("王骑", "王＊"), ("王", "王＊"), ("欧阳小明", "欧＊明"), ("Jane Doe", "J＊"),
            ("王 小 骑", "王＊骑"), ("王小Q", "王＊"), ("李1281", "李＊"), ("阿布都·热合曼", "阿＊曼"), ("", "＊"),
            ("1281", "＊"), ("😀", "＊"), ("é\u{301}\u{301}\u{301}clair", "é＊"), ("\u{202E}王骑", "王＊"),
        ])
    func masked(_ name: String, _ wanted: String) {
        #expect(MaskedName.of(name).unicodeScalars.elementsEqual(wanted.unicodeScalars))
    }

    @Test("A team is cut at a whole character where a pass holds no more, and has no marks that turn the writing")
    func team() {
        let long = String(repeating: "鼓楼", count: 20)
        #expect(PassTeam.of(long) == String(repeating: "鼓楼", count: 8))
        #expect(PassTeam.of("海曙\u{202E}一站\n") == "海曙一站")
        #expect(PassTeam.of("") == nil && PassTeam.of("\u{200F}") == nil)
        #expect(PassTeam.of(String(repeating: "鼓", count: 15) + "😀😀") == String(repeating: "鼓", count: 15))
    }
}
