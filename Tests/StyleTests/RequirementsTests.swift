import Foundation
import Testing

/// `docs/asvs.csv` says how the house stands to OWASP ASVS 5.0, levels 1 and 2; what it names must be there.
@Suite struct RequirementsTests {
    private let rows = Requirement.read.rows

    @Test("every line is a row, and every row stands once, in order")
    func form() {
        #expect(Requirement.read.header == Requirement.header)
        #expect(Requirement.read.broken == [])
        #expect(rows.count == 253)
        for row in rows { #expect(!row.numbers.isEmpty && ["1", "2"].contains(row.level), "\(row.id)") }
        for (row, next) in zip(rows, rows.dropFirst()) {
            #expect(row.numbers.lexicographicallyPrecedes(next.numbers), "\(row.id) before \(next.id)")
        }
    }

    @Test("evidence is there, and holds what it is named for")
    func evidence() {
        #expect(rows.flatMap(\.faults) == [])
    }

    @Test("what is met has evidence; what is not says what is missing, or why it does not apply")
    func reasons() {
        for row in rows {
            switch row.standing {
            case .met: #expect(!row.evidence.isEmpty, "\(row.id)")
            case .partly: #expect(!row.evidence.isEmpty && !row.note.isEmpty, "\(row.id)")
            case .notYet, .doesNotApply: #expect(row.evidence.isEmpty && !row.note.isEmpty, "\(row.id)")
            }
        }
    }

    @Test("docs/asvs.md counts them; YONGAI_RECORD=1 writes the counts anew")
    func counts() throws {
        let text = try #require(Tree.text("docs/asvs.md"))
        let parts = text.components(separatedBy: "<!-- counts -->\n")
        try #require(parts.count == 3)
        if ProcessInfo.processInfo.environment["YONGAI_RECORD"] == "1" {
            let new = [parts[0], Requirement.table(rows), parts[2]].joined(separator: "<!-- counts -->\n")
            try new.write(toFile: Tree.root + "/docs/asvs.md", atomically: true, encoding: .utf8)
        } else {
            #expect(parts[1] == Requirement.table(rows))
        }
    }

    private static let published = Tree.root + "/../shared/data/vectors/asvs-5.0.0.flat.json"

    @Test(
        "identifiers and levels are those of the published standard",
        .enabled(if: FileManager.default.fileExists(atPath: published), "../shared is not beside the repository"))
    func standard() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: Self.published))
        let whole = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let all = try #require(whole["requirements"] as? [[String: Any]])
        let wanted = all.compactMap { one -> String? in
            guard let id = one["req_id"] as? String, let level = one["L"] as? String, level != "3" else { return nil }
            return id + " " + level
        }
        #expect(Set(wanted) == Set(rows.map { $0.id + " " + $0.level }))
    }

    @Test("a quoted cell keeps commas and quotes; a quote left open is no row")
    func reading() {
        let row = Requirement(line: #"V1.2.3,1,partly,a.swift#b ; c.py,"so, ""as"" it is""#)
        #expect(
            row?.note == #"so, "as" it is"# && row?.evidence == ["a.swift#b", "c.py"] && row?.numbers == [1, 2, 3])
        #expect(Requirement(line: #"V1.2.3,1,partly,a.swift,"so"#) == nil)
        #expect(Requirement(line: "V1.2.3,1,perhaps,a.swift,x") == nil)
        #expect(Requirement(line: "V1.2.3,1,met,nothing/there.swift,")?.faults.count == 1)
        #expect(Requirement(line: "V1.2.3,1,met,Package.swift#no such word here,")?.faults.count == 1)
        #expect(Requirement(line: "V1.2.3,1,met,Package.swift#YongAi,")?.faults == [])
    }
}
