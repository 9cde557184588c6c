import Testing

/// Every rule is shown to catch a fault planted for it, and to let what only looks like one pass.
@Suite struct PlantedFaultTests {
    private func count(_ rule: Rule, _ text: String, at path: String = "Sources/Kernel/Web/X.swift") -> Int {
        rule.findings(in: SourceFile(path: path, text)).count
    }

    @Test("a line of 121 characters is too long, one of 120 is not, and a Chinese character counts one")
    func lines() {
        #expect(count(.lineColumns, String(repeating: "x", count: 120) + "\n") == 0)
        #expect(count(.lineColumns, "\n" + String(repeating: "x", count: 121)) == 1)
        #expect(count(.lineColumns, String(repeating: "宁", count: 120)) == 0)
        #expect(count(.lineColumns, String(repeating: "宁", count: 121)) == 1)
    }

    @Test("a file of 401 lines is too long, a README of 80 is")
    func files() {
        #expect(count(.fileLines, String(repeating: "\n", count: 400)) == 0)
        #expect(count(.fileLines, String(repeating: "\n", count: 401)) == 1)
        #expect(count(.readmeLines, String(repeating: "\n", count: 79), at: "README.md") == 0)
        #expect(count(.readmeLines, String(repeating: "\n", count: 80), at: "README.zh-CN.md") == 1)
    }

    @Test("a function of 51 lines is too long wherever its braces stand")
    func functions() {
        let lines = { (count: Int) in String(repeating: "    work(\"}{\") // }\n", count: count) }
        for head in [
            "func f() {", "init() {", "static func f(_ a: () -> Void = {}) async throws -> [Int] {",
            "subscript(a: Int) -> Int {",
            "var a: Int {",
            "deinit {",
        ] {
            #expect(count(.functionLines, "\(head)\n\(lines(48))}\n") == 0, "\(head)")
            #expect(count(.functionLines, "\(head)\n\(lines(49))}\n") == 1, "\(head)")
        }
        #expect(count(.functionLines, "func f()\nwhere A == B {\n\(lines(48))}\n") == 1)
        #expect(
            count(.functionLines, "protocol P {\n    func f()\n    var a: Int { get }\n}\nstruct S {\n\(lines(60))}\n")
                == 0)
        #expect(count(.functionLines, "let a = x.init(1)\nstruct S {\n\(lines(60))}") == 0)
    }

    @Test(
        "a clock, chance or the environment is not read outside Server",
        arguments: [
            "let a = Date()", "Date.now", "UUID().uuidString", "Int.random(in: 0..<3)", "list.shuffled()",
            "var g = SystemRandomNumberGenerator()", "ProcessInfo.processInfo.environment", "getenv(\"HOME\")",
            "ContinuousClock.now", "let a: ContinuousClock.Instant = .now", "f(.now)", "\"\\(Date())\"",
        ])
    func ambient(_ code: String) {
        #expect(count(.ambientRead, code) == 1)
        #expect(count(.ambientRead, code, at: "Sources/Server/X.swift") == 0)
        #expect(count(.ambientRead, code, at: "Tests/X.swift") == 0)
    }

    @Test(
        "what only looks like an ambient read is let pass",
        arguments: [
            "// Date()", "\"Date()\"", "\"\"\"\nDate()\n\"\"\"", "clock.now()", "visit.now", "CivilDate()", "random(3)",
            "let dates: [Date]", "f(.nowhere)",
        ])
    func notAmbient(_ code: String) {
        #expect(count(.ambientRead, code) == 0)
    }

    @Test(
        "nothing is unwrapped by force",
        arguments: [
            "try! f()", "a as! B", "list.first!.name", "f()!", "list[0]!", "URL(string: \"x\")!", "Name(\"x\")!",
            "HTTPField.Name(name)!", "HTTPField.Name(\"x\\(y)\")!", "let a: B! = nil",
        ])
    func forced(_ code: String) {
        #expect(count(.forcedUnwrap, code) == 1)
    }

    @Test(
        "what only looks forced is let pass",
        arguments: [
            "!a", "a != b", "a !== b", "(!a)", "try? f()", "a as? B", "HTTPField.Name(\"X-Request-Id\")!", "\"Hello!\"",
            "// now!", "[!a]", "\"\"\"\nNow! \\(a) Now!\n\"\"\"", "#\"a! \"b!\"#",
        ])
    func notForced(_ code: String) {
        #expect(count(.forcedUnwrap, code) == 0)
    }

    @Test("markup and statements are not made from a text by hand")
    func madeByHand() {
        #expect(count(.madeByHand, "HTML(stringLiteral: name)") == 1)
        #expect(count(.madeByHand, "SQL.init(stringLiteral: name)") == 1)
        #expect(count(.madeByHand, "init(stringLiteral text: String)") == 0)
    }

    @Test(
        "no type or folder has a name that says nothing",
        arguments: [
            "struct PlaceManager {", "enum Utils {", "final class Core {", "protocol RouteHelper {",
            "actor PlaceService {",
        ])
    func names(_ code: String) {
        #expect(count(.emptyName, code) == 1)
    }

    @Test("folders are named like types, and names that only contain such a word are let pass")
    func folderNames() {
        #expect(count(.emptyName, "", at: "Sources/Kernel/Helpers/X.swift") == 1)
        #expect(count(.emptyName, "struct Keeper: Service {", at: "Sources/Common.swift") == 0)
        #expect(
            count(.emptyName, "struct ServiceDesk {\nlet struct_Core = 1\n// enum Utils {\nstruct HighScore {") == 0)
    }

    @Test("SQL stands in stores, drivers and the kernel's data layer")
    func statements() {
        let code = "let a: SQL = \"\"\"\n    SELECT \\(x) FROM place\n    \"\"\""
        #expect(count(.strayStatement, code, at: "Sources/Features/Places/Places.swift") == 1)
        #expect(count(.strayStatement, "\"INSERT INTO place\"") == 1)
        for path in ["Sources/Features/Places/PlaceStore.swift", "Sources/Drivers/SQLite/X.swift", "Tests/X.swift"] {
            #expect(count(.strayStatement, code, at: path) == 0)
        }
        #expect(count(.strayStatement, "// SELECT a\nlet a = \"Select one. RESELECT it\"") == 0)
        let routes = "Sources/Server/Web/OperationRoutes.swift"
        #expect(count(.strayStatement, "\"SELECT 1 AS one\"", at: routes) == 0)
        #expect(count(.strayStatement, "\"SELECT 12\"", at: routes) == 1)
    }

    @Test(
        "markup has no inline style, script or handler",
        arguments: [
            #""<p style=\"color:red\">""#, #""<a onclick=\"x()\">""#, #""<script>x()</script>""#,
            #""<script type=\"module\">""#, #""<a href=\"javascript:x()\">""#, "\"\"\"\n<style>\n\"\"\"",
        ])
    func markup(_ code: String) {
        #expect(count(.inlineMarkup, code) == 1)
    }

    @Test("a module from a file and a code's own words are let pass")
    func cleanMarkup() {
        #expect(count(.inlineMarkup, #""<script type=\"module\" src=\"\(base)/js/a.js\"></script>""#) == 0)
        #expect(count(.inlineMarkup, "let style=1 // <script>\nlet a = \"<p data-style=x class=style>\"") == 0)
    }

    @Test(
        "a phrase says something in both languages, each in its place",
        arguments: [
            (#"Phrase("", "Toilet")"#, 1), (#"Phrase("厕所", "")"#, 1), (#"Phrase("厕所", " ")"#, 1),
            (#"Phrase("Toilet", "Toilet")"#, 1),
            (#"Phrase("厕所", "厕所")"#, 1), (#"Phrase("厕所")"#, 1), (#"Phrase("Toilet", "厕所")"#, 1),
            (#"Phrase("厕所", "Toilet")"#, 0), (#"Phrase("24/7", "24/7")"#, 0), (#"Phrase("\(f(1, 2))", "\(n)")"#, 0),
            (#"Phrase("最多 \(max) 个", "At most \(max)")"#, 0), ("Phrase(\n\"厕所\",\n\"Toilet\"\n)", 0),
            (#"Phrase(row.chinese, row.english)"#, 0), (#"Phrase("厕" + "所", "Toi" + "let")"#, 0),
            (#"// Phrase("", "")"#, 0),
            (#"Phrase(words["zh"] ?? "", "x")"#, 0),
        ])
    func phrases(_ code: String, _ findings: Int) {
        #expect(count(.halfPhrase, code) == findings)
    }

    @Test("folders of one machine are not named, in comments neither")
    func machinePaths() {
        for text in ["cd /work/main", "\"/tmp/x\"", "// see /root/x", "path=/home/me"] {
            #expect(count(.machinePath, text, at: "docs/operating.md") == 1)
        }
        for text in ["https://example.org/work/", "./work/x", "$HOME/tmp/", "work/main", "${dir}/tmp/x"] {
            #expect(count(.machinePath, text, at: "script/setup") == 0)
        }
    }
}
