import Foundation
import Testing

@testable import TCEC102

@Suite("JSON as partners send it")
struct LooseJSONTests {
    private func read(_ text: String) -> LooseJSON? { LooseJSON(Array(text.utf8)) }

    @Test("Texts, numbers, lists and members are read as RFC 8259 has them")
    func ordinary() throws {
        let json = try #require(read(#" {"a":[1,-2.5e3,true,null,"x\n\"\u6c34\ud83d\ude00/"],"B":{"c":"7"}} "#))
        #expect(json["a"].items.map(\.decimal) == [1, -2500, nil, nil, nil])
        #expect(json["a"].items[4].text == "x\n\"水😀/")
        #expect(json["a"].items[2].truth == true)
        #expect(json["b"]["C"].whole == 7)
        #expect(json["nothing"].isNull)
    }

    @Test("A comma after the last one is forgiven, nothing else is", arguments: ["[1,]", #"{"a":1,}"#, "[[],{},]"])
    func forgiven(text: String) { #expect(read(text) != nil) }

    @Test(
        "What is no JSON is not read",
        arguments: [
            "", "{", "[1", "[,]", "[1,,2]", #"{"a"}"#, #"{a:1}"#, "'x'", "+1", "1 2", "tru", "\"\u{1}\"", #""\x""#,
            #""\ud800""#, "nan", "[1] x",
        ])
    func refused(text: String) { #expect(read(text) == nil) }

    @Test("It is not read deeper than it is allowed to nest")
    func deep() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(read(nested(LooseJSON.depthMax)) != nil)
        #expect(read(nested(LooseJSON.depthMax + 2)) == nil)
        #expect(read(String(repeating: "[", count: 1_000_000)) == nil)
    }

    @Test("Numbers that do not fit are no whole numbers")
    func bounds() {
        #expect(read("99999999999999999999")?.whole == nil)
        #expect(read("1e400")?.decimal == nil)
        #expect(read("4.0")?.whole == 4)
        #expect(read("4.5")?.whole == nil)
        #expect(read("\"0x10\"")?.decimal == nil)
    }
}
