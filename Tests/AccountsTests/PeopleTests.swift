@testable import Accounts
import Audit
import Kernel
import TestTown
import Testing

@Suite("Staff and the people of their area")
struct PeopleTests {
    private func worker(_ here: AccountsTown, _ number: UInt64, _ role: Role, _ area: String) async throws -> Person {
        let id = try await here.add(number, "某人\(number)")
        let accounts = here.accounts
        _ = try await here.database.write {
            try accounts.give(NewGrant(account: id, role: role, area: area), in: $0)
        }
        return try await here.person(id)
    }

    @Test(
        "A rider registered in person is verified there, can be seen there and not next door",
        arguments: TestEngine.available)
    func inPerson(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let accounts = here.accounts
            let visit = here.visit()
            let mine = try await worker(here, 1, .communityWorker, "990102001001")
            let other = try await worker(here, 2, .communityWorker, "990103001001")
            let phone = try #require(PhoneNumber("13900000001"))
            let rider = RiderInPerson(phone: phone, name: "王小骑", trade: .courier, team: "东站", area: "990102001001")
            let profile = try await here.database.write { try accounts.register(rider, by: mine, visit, in: $0) }
            #expect(profile.verification == Verification(basis: .staff, at: testMoment, area: "990102001001"))
            let again = try await here.database.write { try accounts.register(rider, by: mine, visit, in: $0) }
            #expect(again.id == profile.id)
            let seen = try await here.database.write { try accounts.look(at: profile.id, by: mine, visit, in: $0) }
            #expect(seen.maskedPhone == "139****0001")
            await #expect(throws: Refusal.notFound(what: .noSuchPerson)) {
                try await here.database.write { _ = try accounts.look(at: profile.id, by: other, visit, in: $0) }
            }
            await #expect(throws: Refusal.notFound(what: .noSuchPerson)) {
                try await here.database.write {
                    try accounts.verify(profile.id, in: "990103001001", by: other, visit, town: $0)
                }
            }
            await #expect(throws: Refusal.notAllowed(what: .otherArea)) {
                try await here.database.write { _ = try accounts.register(rider, by: other, visit, in: $0) }
            }
            let people = try await here.database.read {
                try accounts.people.people(in: ["990102"], named: "小骑", after: nil, $0)
            }
            #expect(people.map(\.id) == [profile.id])
            #expect(
                try await here.database.read {
                    try accounts.people.people(in: ["990102"], named: "%", after: nil, $0)
                }.isEmpty)
            let trail = try await here.database.read { try accounts.trail(of: profile.id, in: $0) }
            #expect(trail.map(\.action) == ["read-person", "register-rider", "register-rider"])
            #expect(trail.allSatisfy { !$0.details.contains("139") && !$0.subject.contains("139") })
        }
    }

    @Test("Whoever lists people stands in the log, without the name looked for", arguments: TestEngine.available)
    func listing(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let accounts = here.accounts
            let mine = try await worker(here, 1, .communityWorker, "990102001001")
            let found = try await here.database.write {
                try accounts.list(named: "某人", after: nil, by: mine, here.visit(), in: $0)
            }
            #expect(found.map(\.id) == [mine.id])
            var question = AuditQuestion()
            question.action = "find-person"
            let asked = question
            let entry = try #require(try await here.database.read { try here.audit.entries(asked, in: $0) }.first)
            #expect(entry.actor == mine.id && entry.area == "990102001001" && entry.details == #"{"shown":1}"#)
            #expect(entry.subject.isEmpty)
        }
    }

    @Test(
        "A blocked account is not recognised and loses its sessions at once; a reason is asked for",
        arguments: TestEngine.available)
    func blocking(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let accounts = here.accounts
            let administrator = try await worker(here, 1, .administrator, "9901")
            let id = try await here.add(2, "王")
            let secret = accounts.newSecret()
            _ = try await here.database.write {
                try accounts.openSession(for: id, proof: .code, here.visit(), secret: secret, in: $0)
            }
            let visit = here.visit([("Cookie", "session=\(secret.text)")])
            #expect(try await accounts.person(of: visit)?.id == id)
            await #expect(throws: Refusal.self) {
                try await here.database.write {
                    try accounts.setBlocked(true, id, reason: "", by: administrator, visit, in: $0)
                }
            }
            try await here.database.write {
                try accounts.setBlocked(true, id, reason: "冒用", by: administrator, visit, in: $0)
            }
            #expect(try await accounts.person(of: visit) == nil)
            try await here.database.write {
                try accounts.setBlocked(false, id, reason: "", by: administrator, visit, in: $0)
            }
            #expect(try await accounts.person(of: visit) == nil)
            await #expect(throws: Refusal.notAllowed(what: .notYourself)) {
                try await here.database.write {
                    try accounts.setBlocked(true, administrator.id, reason: "x", by: administrator, visit, in: $0)
                }
            }
        }
    }

    @Test(
        "A roster verifies who has an account, keeps no number, and tells each bad line",
        arguments: TestEngine.available)
    func roster(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let accounts = here.accounts
            let partner = try await worker(here, 1, .platformPartner, "9901")
            let id = try await here.add(2, "王", phone: "13900000001")
            let text = "手机号,站点,行业\r\n13900000001,东站,外卖\n12,西站,外卖\n13900000003,南站,火箭\n\n13900000004\t北站\tcourier\n"
            let sheet = try RosterSheet(text, platform: "某平台")
            #expect(sheet.entries.count == 2)
            #expect(sheet.problems == [.init(line: 3, reason: .rosterPhone), .init(line: 4, reason: .rosterTrade)])
            let matched = try await here.database.write {
                try accounts.upload(sheet, by: partner, here.visit(), in: $0)
            }
            #expect(matched == 1)
            try await here.database.read { town in
                let profile = try #require(try accounts.store.profile(id, in: town))
                #expect(profile.verification?.basis == .roster && profile.team == "东站" && profile.platform == "某平台")
                let phone = try #require(PhoneNumber("13900000004"))
                let entry = try accounts.people.rosterEntry(phoneIndexes: accounts.phoneIndexes(phone), in: town)
                #expect(entry == RosterEntry(platform: "某平台", team: "北站", trade: .courier))
            }
        }
    }
}
