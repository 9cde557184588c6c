@testable import Accounts
import Testing

@Suite("Names of platforms")
struct PlatformNameTests {
    @Test(
        "One way of writing, whoever writes it",
        arguments: [
            ("美团", "美团"), (" 美团外卖 ", "美团"), ("MeiTuan", "美团"), ("ｍｅｉｔｕａｎ", "美团"), ("饿了吗", "饿了么"),
            ("顺丰\u{3000}速运", "顺丰"), ("快马  配送", "快马 配送"), ("Ｊ＆Ｔ", "极兔"), ("某平台(宁波)", "某平台(宁波)"),
        ])
    func same(_ typed: String, _ name: String) { #expect(PlatformName.of(typed) == name) }

    @Test(
        "Nothing look-alike, invisible or endless is a name",
        arguments: [
            "", "   ", "美\u{200B}团", "мeituan", "a\u{202E}b", "<b>", "美团；饿了么", String(repeating: "长", count: 31),
        ])
    func refused(_ typed: String) { #expect(PlatformName.of(typed) == nil) }
}
