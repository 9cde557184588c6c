import Kernel
import Testing

@Suite struct QueryTests {
    private func pairs(_ text: String) -> [String] { Query(text).items.map { "\($0.name)→\($0.value)" } }

    @Test(
        "a query is decoded in order",
        arguments: [
            ("", []), ("a=1&b=2&a=3", ["a→1", "b→2", "a→3"]), ("q=%E5%8E%95%E6%89%80", ["q→厕所"]),
            ("q=a+b%2Bc", ["q→a b+c"]), ("a+b=c", ["a b→c"]), ("flag", ["flag→"]), ("a=", ["a→"]), ("=x", ["→x"]),
            ("a=b=c", ["a→b=c"]), ("&&a=1&&", ["a→1"]), ("a%3D=b%26", ["a=→b&"]), ("q=%252F", ["q→%2F"]),
            ("q=厕所", ["q→厕所"]), ("q=+\u{301}", ["q→ \u{301}"]), ("a=%0A", ["a→\n"]),
        ] as [(String, [String])])
    func decoding(_ text: String, _ items: [String]) {
        #expect(pairs(text) == items)
        #expect(Query(text).broken == nil)
    }

    @Test(
        "a query that is not well-formed is kept out and named",
        arguments: [
            "q=%", "q=%4", "q=%zz", "q=%4 1", "q=%+1", "q=a%00b", "q=%FF", "q=%C0%AF", "q=%ED%A0%80", "q=%F5%80%80%80",
        ])
    func broken(_ text: String) {
        let query = Query("a=1&\(text)&b=2")
        #expect(query.broken == "q")
        #expect(query.items.map(\.name) == ["a", "b"])
        #expect(throws: Refusal.self) { try query.accept(only: ["a", "b", "q"]) }
    }

    @Test("a value may be as long as its bound and no longer, counted when decoded")
    func length() {
        let bound = Limits.parameterBytesMax
        #expect(Query("q=" + String(repeating: "x", count: bound)).items.count == 1)
        #expect(Query("q=" + String(repeating: "%41", count: bound)).items.count == 1)
        #expect(Query("q=" + String(repeating: "x", count: bound + 1)).broken == "q")
        #expect(Query(String(repeating: "n", count: bound + 1)).broken?.count == Limits.shownValueCharactersMax)
    }

    @Test("items beyond the bound are not passed over in silence")
    func tooMany() {
        let hundred = (0..<100).map { "a\($0)=" }.joined(separator: "&")
        #expect(Query(hundred).broken == nil)
        #expect(Query(hundred + "&filter=1").broken == "filter")
        #expect(Query(hundred + "&filter=1").items.count == 100)
    }

    @Test("one value is found, the last is found, and none is nil")
    func finding() throws {
        let query = Query("a=1&b=2&b=3")
        #expect(try query.value("a") == "1")
        #expect(try query.value("c") == nil)
        #expect(query.last("b") == "3")
        #expect(query.last("c") == nil)
    }

    @Test("a parameter that is given twice is refused")
    func twice() {
        let expected = Refusal.parameter(
            name: "b", came: "3", accepted: Phrase("这个参数只能出现一次。", "It may be given once only."))
        #expect(throws: expected) { try Query("b=2&b=3").value("b") }
        #expect(throws: Refusal.self) { try Query("b=2&b=2").value("b") }
    }

    @Test("a name this address does not know is refused, with the names it knows")
    func unknown() throws {
        try Query("near=1&kind=2").accept(only: ["kind", "near", "lang"])
        let expected = Refusal.parameter(
            name: "knid", came: "toilet",
            accepted: Phrase("可用的参数有：kind, near。", "Accepted parameters: kind, near."))
        #expect(throws: expected) { try Query("near=1&knid=toilet").accept(only: ["kind", "near"]) }
    }
}
