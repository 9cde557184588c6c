import Accounts
import TestTown
import Testing

@Suite("The demonstration's people")
struct DemonstrationPeopleTests {
    @Test("docs/demo.md lists all of them, and nobody else")
    func document() throws {
        let text = try Repository.text("docs/demo.md")
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| 199") }
        let expected = DemonstrationPerson.all.map { person in
            "| \(person.phone) | \(person.name) | \(person.role.name.chinese) | \(person.role.name.english) |"
        }
        #expect(rows.map(String.init) == expected)
    }
}
