import Testing

/// `docs/privacy.md` says of every table what it keeps of people, and for how long.
@Suite struct PrivacyTests {
    private let rows = (Tree.text("docs/privacy.md") ?? "").split(separator: "\n").filter { $0.hasPrefix("| ") }
        .map { line in line.split(separator: "|").map { $0.drop(while: { $0 == " " }) } }

    /// The words behind a table's name, its further rows included.
    private func words(of table: String) -> [String] {
        guard let start = rows.firstIndex(where: { $0.first?.hasPrefix("`\(table)` ") == true }) else { return [] }
        let more = rows[(start + 1)...].prefix { $0.first?.isEmpty == true && $0.count > 3 }
        return ([rows[start]] + more).map { $0.dropFirst().joined(separator: "|") }
    }

    private func tables() throws -> [String] {
        let schema = try #require(Tree.text("Schema/schema.sql"))
        return schema.split(separator: "\n").filter { $0.hasPrefix("CREATE TABLE ") }.map { line in
            String(line.dropFirst("CREATE TABLE ".count).prefix { $0 != " " && $0 != "(" }.filter { $0 != "\"" })
        }
    }

    /// The tables by the rule that lets them lapse.
    private func rules() throws -> [(rule: String, table: String)] {
        let code = try #require(Tree.text("Sources/Features/Accounts/Retention.swift"))
        return code.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count == 3, parts[0] == "case", parts[1].hasPrefix("."), parts[2].hasPrefix("\"") else {
                return nil
            }
            return (String(parts[1].dropFirst().dropLast()), String(parts[2].dropFirst().dropLast()))
        }
    }

    @Test("every table of the schema stands in it: without personal data, or with how long they are kept")
    func everyTable() throws {
        let tables = try tables()
        #expect(tables.count > 30 && tables.contains("account"))
        for table in tables {
            let words = words(of: table)
            #expect(!words.isEmpty, "\(table) is missing")
            for line in words where !line.hasPrefix("no personal data") {
                let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                let isWhole = cells.count == 4 && cells.allSatisfy { !$0.allSatisfy { $0 == " " } }
                #expect(isWhole, "\(table): what, sealed, how long, ground")
            }
        }
    }

    @Test("no table stands in it that is not there")
    func noOther() throws {
        let tables = Set(try tables())
        let named = rows.compactMap { cells -> String? in
            guard cells.count >= 4, let name = cells.first, name.hasPrefix("`"), !name.contains(",") else { return nil }
            return String(name.dropFirst().prefix { $0 != "`" })
        }
        let rules = Set(try rules().map(\.rule))
        for name in named where !rules.contains(name) { #expect(tables.contains(name), "\(name)") }
    }

    @Test("every rule of retention is named at its table")
    func everyRule() throws {
        let rules = try rules()
        #expect(rules.count >= 6)
        for (rule, table) in rules {
            #expect(words(of: table).contains { $0.contains("rule `\(rule)`") }, "\(rule) of \(table)")
        }
    }
}
