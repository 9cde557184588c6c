import Testing

/// The ratchet: what the house asks of its own texts. `docs/style-exceptions.txt` lists today's exceptions, and the
/// list only shrinks.
@Suite struct StyleTests {
    @Test("the house keeps its rules, but for the exceptions that are listed", arguments: Rule.allCases)
    func ratchet(_ rule: Rule) {
        let tree = Tree.read
        for complaint in tree.exceptions.complaints(rule, tree.files.flatMap(rule.findings)) {
            Issue.record("\(complaint)")
        }
    }

    @Test("the tests read the house and not an empty folder")
    func reading() {
        let paths = Set(Tree.read.files.map(\.path))
        for path in ["Package.swift", "Sources/Kernel/Data/SQL.swift", "Tests/StyleTests/StyleTests.swift"] {
            #expect(paths.contains(path))
        }
        #expect(Tree.read.files.count > 100)
        #expect(Tree.read.files.lazy.flatMap { $0.functions() }.prefix(1000).count == 1000)
    }

    @Test("every line of the list of exceptions can be read, and names a file that is there")
    func list() {
        let paths = Set(Tree.read.files.map(\.path))
        #expect(Tree.read.exceptions.unread.isEmpty)
        for key in Tree.read.exceptions.figures.keys { #expect(paths.contains(key.path)) }
    }
}
