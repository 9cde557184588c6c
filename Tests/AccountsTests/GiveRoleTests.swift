@testable import Accounts
import Audit
import Kernel
import TestTown
import Testing

@Suite("Giving roles")
struct GiveRoleTests {
    @Test(
        "An administrator gives an officer of a district, who gives a worker of a community below, and no further",
        arguments: TestEngine.available)
    func levels(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let (first, second, third) = (
                try await here.add(1, "韩"), try await here.add(2, "冯"), try await here.add(3, "孙")
            )
            let accounts = here.accounts
            _ = try await here.database.write {
                try accounts.give(NewGrant(account: first, role: .administrator, area: "9901"), in: $0)
            }
            let visit = here.visit()
            let administrator = try await here.person(first)
            _ = try await here.database.write {
                try accounts.give(
                    NewGrant(account: second, role: .officer, area: "990102"), by: administrator, visit, in: $0)
            }
            let officer = try await here.person(second)
            let given = try await here.database.write {
                try accounts.give(
                    NewGrant(account: third, role: .officer, area: "990102001"), by: officer, visit, in: $0)
            }
            let refused: [NewGrant] = [
                NewGrant(account: third, role: .officer, area: "990102"),
                NewGrant(account: third, role: .officer, area: "990103"),
                NewGrant(account: third, role: .administrator, area: "9901"),
                NewGrant(account: third, role: .auditor, area: "9901"),
                NewGrant(account: second, role: .officer, area: "990102001"),
                NewGrant(
                    account: third, role: .officer, area: "990102001", expiresAt: testMoment.adding(seconds: -1)),
            ]
            for new in refused {
                await #expect(throws: Refusal.self, "\(new)") {
                    try await here.database.write { _ = try accounts.give(new, by: officer, visit, in: $0) }
                }
            }
            let entries = try await here.database.read { try here.audit.entries(AuditQuestion(), in: $0) }
            #expect(entries.map(\.action) == ["grant-role", "grant-role", "grant-role"])
            #expect(entries.first?.actor == second && entries.first?.about == third)
            try await here.database.write {
                try accounts.takeBack(given.id, reason: "调岗", by: administrator, visit, in: $0)
            }
            #expect(try await here.person(third).grants.isEmpty)
            await #expect(throws: Refusal.self) {
                try await here.database.write {
                    try accounts.takeBack(given.id, reason: "", by: administrator, visit, in: $0)
                }
            }
        }
    }

    @Test("A role for a place lies where the place lies, whatever the giver says", arguments: TestEngine.available)
    func places(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let (first, second) = (try await here.add(1, "赵"), try await here.add(2, "李"))
            let accounts = here.accounts
            _ = try await here.database.write {
                try accounts.give(NewGrant(account: first, role: .officer, area: "990103"), in: $0)
            }
            let officer = try await here.person(first)
            let place = AccountsTown.compound.id.description
            let lying = NewGrant(account: second, role: .gateGuard, area: "990103", place: place)
            await #expect(throws: Refusal.notAllowed(what: .mayNotGive)) {
                try await here.database.write { _ = try accounts.give(lying, by: officer, here.visit(), in: $0) }
            }
            let given = try await here.database.write { try accounts.give(lying, in: $0) }
            #expect(given.area == "990102001" && given.place == place)
            let wrong = [
                NewGrant(account: second, role: .gateGuard, area: "9901", place: AccountsTown.station.id.description),
                NewGrant(account: second, role: .gateGuard, area: "9901"),
                NewGrant(account: second, role: .officer, area: "9901", place: place),
                NewGrant(account: second, role: .officer, area: "9902"),
                NewGrant(account: second, role: .rider, area: "9901"),
            ]
            for new in wrong {
                await #expect(throws: Refusal.self, "\(new)") {
                    try await here.database.write { _ = try accounts.give(new, in: $0) }
                }
            }
        }
    }
}
