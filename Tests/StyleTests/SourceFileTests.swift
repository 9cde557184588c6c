import Testing

@Suite struct SourceFileTests {
    /// Code and texts without the blanks.
    private func parts(_ text: String) -> [String] {
        let file = SourceFile(path: "X.swift", text)
        #expect(file.code.count == file.bytes.count && file.texts.count == file.bytes.count)
        return [file.code, file.texts].map { part in
            String(decoding: part.filter { $0 != .space && $0 != .newline }, as: UTF8.self)
        }
    }

    @Test(
        "code, texts and comments are told apart",
        arguments: [
            ("a // b \"c\"\nd", ["ad", ""]), ("a /* b /* c */ \"d */ e", ["ae", ""]), ("a(\"b\")", ["a(\"\")", "b"]),
            (#""a\"b" c"#, ["\"\"c", "ab"]), (#""a\\" c"#, ["\"\"c", "a"]),
            (#""a\(b + "c\(d)")e" f"#, ["\"(b+\"(d)\")\"f", "ace"]),
            (#""\(f((1)))" g"#, ["\"(f((1)))\"g", ""]), ("\"\"\"\na \"b\" // c\n\"\"\" d", ["\"\"d", "a\"b\"//c"]),
            ("#\"a \"b\" \\(c) \\#(d)\"# e", ["\"(d)\"e", "a\"b\"\\(c)"]), (#""\u{4E2D}a" b"#, ["\"\"b", "a"]),
            ("\"\"\"\na \\\n    b\n\"\"\"", ["\"\"", "ab"]), ("#if DEBUG\na", ["#ifDEBUGa", ""]),
            ("\"never closed\na", ["\"a", "neverclosed"]), ("/* never closed", ["", ""]), ("", ["", ""]),
        ])
    func separation(_ text: String, _ expected: [String]) {
        #expect(parts(text) == expected)
    }

    @Test("places are told by their line")
    func lines() {
        let file = SourceFile(path: "X.swift", "a\n\nb\nc\n")
        #expect([0, 1, 2, 3, 5].map(file.line(at:)) == [1, 1, 2, 3, 4])
        #expect(file.lineStarts.count == 4)
    }

    @Test("bodies are found with their lines, one in another too")
    func bodies() {
        let text = """
            struct S {
                var a: Int { 1 }
                var b = { 2 }()
                func f(
                    c: Int
                ) -> Int {
                    func g() { "}" }
                    return c
                }
                init?(_ d: [Int] = [1].map { $0 }) {}
            }
            protocol P {
                func h() async
                associatedtype A
                func i()
                    -> Int
            }
            """
        let found = SourceFile(path: "X.swift", text).functions()
        #expect(found.map(\.line) == [2, 4, 7, 10])
        #expect(found.map(\.lines) == [1, 6, 1, 1])
    }
}
