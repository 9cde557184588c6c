import Testing

@Suite struct ExceptionsTests {
    private let list = Exceptions(
        """
        # why
        A.swift\tfile-lines\t450
        A.swift\tline-columns\t130
        A.swift\tline-columns\t125
        B.swift\tforced-unwrap\t2

        """
    )

    private func findings(_ path: String, _ figures: [Int]) -> [Finding] {
        figures.map { Finding(path: path, line: 1, figure: $0, what: "x") }
    }

    @Test("what is listed exactly is let pass")
    func listed() {
        #expect(list.complaints(.fileLines, findings("A.swift", [450])).isEmpty)
        #expect(list.complaints(.lineColumns, findings("A.swift", [125, 130])).isEmpty)
        #expect(list.complaints(.forcedUnwrap, findings("B.swift", [1, 1])).isEmpty)
    }

    @Test("what is not listed, is more, or is worse, is refused")
    func worse() {
        for figures in [[131, 125], [130, 125, 121], [130, 126]] {
            #expect(list.complaints(.lineColumns, findings("A.swift", figures)).first?.contains("more than") == true)
        }
        #expect(list.complaints(.fileLines, findings("A.swift", [450]) + findings("C.swift", [401])).count == 1)
        #expect(list.complaints(.forcedUnwrap, findings("B.swift", [1, 1, 1])).count == 1)
    }

    @Test("what has become better must leave the list, which only shrinks")
    func better() throws {
        let gone = try #require(list.complaints(.fileLines, []).first)
        #expect(gone.contains("take its lines out"))
        let less = try #require(list.complaints(.lineColumns, findings("A.swift", [128])).first)
        #expect(less.contains("only shrinks") && less.contains("A.swift\tline-columns\t128"))
        #expect(list.complaints(.forcedUnwrap, findings("B.swift", [1])).count == 1)
    }

    @Test("a line of another form is not passed over")
    func unread() {
        #expect(list.unread.isEmpty)
        #expect(
            Exceptions("A.swift file-lines 3\nA.swift\tno-such-rule\t3\nA.swift\tfile-lines\tmany").unread.count == 3)
    }
}
