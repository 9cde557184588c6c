@testable import Accounts
import Audit
import CitySettings
import Kernel
import Sealing
import TestTown
import Testing

@Suite("Rights over one's own data")
struct RightsTests {
    @Test(
        "The export holds everything of one's own, opened, and nothing of anybody else", arguments: TestEngine.available
    )
    func export(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let mine = try await here.add(1, "王小骑", phone: "13900000001")
            let other = try await here.add(2, "李四", phone: "13900000002")
            let accounts = here.accounts
            let json = try await here.database.write { town in
                try accounts.give(.terms, by: mine, here.visit(), in: town)
                let name = try accounts.seal("王大骑", .legalName, of: mine)
                let number = try accounts.seal("330203199001011234", .identity, of: mine)
                try accounts.people.setIdentity(
                    legalName: name, identity: number, index: Array(repeating: 1, count: 16), of: mine, in: town)
                return try accounts.export(mine, here.visit(), others: [], in: town)
            }
            let text = String(decoding: json.bytes, as: UTF8.self)
            for part in ["+8613900000001", "王小骑", "王大骑", "330203199001011234", "\"terms\"", "export-data"] {
                #expect(text.contains(part), "\(part)")
            }
            #expect(!text.contains("13900000002") && !text.contains("李四") && !text.contains(other.description))
        }
    }

    @Test(
        "An erased account keeps nothing of the person, cannot be found, and says what stays and why",
        arguments: TestEngine.available)
    func erase(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let id = try await here.add(1, "王小骑", phone: "13900000001")
            let accounts = here.accounts
            let phone = try #require(PhoneNumber("13900000001"))
            let kept = try await here.database.write { town in
                try accounts.give(.terms, by: id, here.visit(), in: town)
                _ = try accounts.give(NewGrant(account: id, role: .gridWorker, area: "990102001001"), in: town)
                _ = try accounts.openSession(
                    for: id, proof: .code, here.visit(), secret: accounts.newSecret(), in: town)
                return try accounts.erase(id, here.visit(), others: [], in: town)
            }
            #expect(kept.count == 2 && kept.allSatisfy { !$0.why.chinese.isEmpty })
            try await here.database.read { town in
                #expect(try accounts.store.profile(phoneIndexes: accounts.phoneIndexes(phone), in: town) == nil)
                let left = try #require(try accounts.store.profile(id, in: town))
                #expect(left.status == .erased && left.name.isEmpty && left.trade == nil)
                #expect(try accounts.rights.sealed(of: id, in: town).phone == nil)
                #expect(try accounts.sessions.sessions(of: id, now: testMoment, in: town).isEmpty)
                #expect(try accounts.grants.standing(of: id, in: town).isEmpty)
                #expect(try accounts.trail(of: id, in: town).first?.action == "erase-account")
                #expect(try accounts.consents.all(of: id, in: town).count == 1)
            }
        }
    }

    @Test("The only administrator cannot be erased; one of two can", arguments: TestEngine.available)
    func lastAdministrator(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let (first, second) = (try await here.add(1, "韩"), try await here.add(2, "沈"))
            let accounts = here.accounts
            _ = try await here.database.write {
                try accounts.give(NewGrant(account: first, role: .administrator, area: "9901"), in: $0)
            }
            await #expect(throws: Refusal.conflict(what: .onlyAdministrator)) {
                try await here.database.write { _ = try accounts.erase(first, here.visit(), others: [], in: $0) }
            }
            _ = try await here.database.write {
                try accounts.give(NewGrant(account: second, role: .administrator, area: "9901"), in: $0)
            }
            _ = try await here.database.write { try accounts.erase(first, here.visit(), others: [], in: $0) }
        }
    }

    @Test(
        "A consent is given once, withdrawn, and takes with it what it covered; the terms only go with the account",
        arguments: TestEngine.available)
    func consents(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let id = try await here.add(1, "王小骑")
            let accounts = here.accounts
            let visit = here.visit()
            try await here.database.write { town in
                for _ in 0..<2 { try accounts.give(.identity, by: id, visit, in: town) }
                try accounts.people.setIdentity(
                    legalName: try accounts.seal("王", .legalName, of: id), identity: nil, index: nil, of: id, in: town)
            }
            #expect(try await here.database.read { try accounts.consents.all(of: id, in: $0) }.count == 1)
            try await here.database.write { try accounts.withdraw(.identity, by: id, visit, in: $0) }
            try await here.database.read { town in
                #expect(try accounts.consents.standing(of: id, in: town).isEmpty)
                #expect(try accounts.consents.all(of: id, in: town).count == 1)
                #expect(try accounts.rights.sealed(of: id, in: town).legalName == nil)
                let actions = try accounts.trail(of: id, in: town).map(\.action)
                #expect(actions == ["withdraw-consent", "give-consent"])
            }
            await #expect(throws: Refusal.conflict(what: .termsByErasing)) {
                try await here.database.write { try accounts.withdraw(.terms, by: id, visit, in: $0) }
            }
        }
    }

    @Test(
        "What was kept long enough lapses, what was not stays, and idle riders are erased; staff are not",
        arguments: TestEngine.available)
    func retention(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let accounts = here.accounts
            let settings = CitySettings(audit: here.audit)
            let (idle, staff) = (try await here.add(1, "王", phone: "13900000001"), try await here.add(2, "孙"))
            _ = try await here.database.write { town in
                _ = try accounts.give(NewGrant(account: staff, role: .gridWorker, area: "990102001001"), in: town)
                let day: Int64 = 86_400
                for (number, age) in [(1, 6), (2, 8)] as [(UInt8, Int64)] {
                    try town.run(
                        """
                        INSERT INTO sign_in_code (id, phone_index, network, code_mac, created_at, expires_at, tries)
                        VALUES (\(ID<Never>(high: 0, low: UInt64(number))),
                            \(SQLValue.blob(Array(repeating: number, count: 16))),
                            \(SQLValue.blob(Array(repeating: number, count: 16))),
                            \(SQLValue.blob(Array(repeating: number, count: 32))),
                            \(town.now.adding(seconds: -age * day)), \(town.now), 0)
                        """)
                }
                return try accounts.lapse(settings, others: [], in: town)
            }
            let codes = try await here.database.read { try $0.row("SELECT count(*) AS n FROM sign_in_code")?.int("n") }
            #expect(codes == 1)
            try await here.database.write { town in
                try town.run("UPDATE account SET changed_at = \(town.now.adding(seconds: -37 * 30 * 86_400))")
                #expect(try accounts.lapse(settings, others: [], in: town) == 1)
                #expect(try accounts.store.profile(idle, in: town)?.status == .erased)
                #expect(try accounts.store.profile(staff, in: town)?.status == .active)
            }
        }
    }
}

@Suite("Idle accounts")
struct IdleAccountTests {
    @Test(
        "The last session is kept as long as the account, so that one used within its time is not taken for idle",
        arguments: TestEngine.available)
    func lastSession(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let (accounts, settings) = (here.accounts, CitySettings(audit: here.audit))
            let id = try await here.add(1, "王", phone: "13900000001")
            let day: Int64 = 86_400
            try await here.database.write { town in
                for (number, age) in [(1, 500), (2, 300)] as [(UInt64, Int64)] {
                    let seen = town.now.adding(seconds: -age * day)
                    let session = Session(
                        id: ID(high: 1, low: number), account: id, proof: .code, createdAt: seen, seenAt: seen,
                        expiresAt: seen.adding(seconds: 30 * day), device: "")
                    try accounts.sessions.add(session, hash: Array(repeating: UInt8(number), count: 32), in: town)
                }
                try town.run("UPDATE account SET changed_at = \(town.now.adding(seconds: -37 * 30 * day))")
                for _ in 0..<2 { _ = try accounts.lapse(settings, others: [], in: town) }
            }
            try await here.database.read { town in
                let left = try town.rows("SELECT id FROM session").map { try $0.id("id") as ID<Session> }
                #expect(left == [ID(high: 1, low: 2)])
                #expect(try accounts.store.profile(id, in: town)?.status == .active)
            }
        }
    }
}

@Suite("Changing the keys")
struct RotateKeysTests {
    @Test(
        "With live data: everything reads the same under the new key, the old one is then not needed",
        arguments: TestEngine.available)
    func rotate(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let first = try KeyRing(first: Array(repeating: 7, count: 32))
            let both = try first.adding(Array(repeating: 8, count: 32))
            let phone = try #require(PhoneNumber("13900000001"))
            let id = try await here.add(1, "王", phone: phone.text)
            func accounts(_ keys: KeyRing) -> Accounts {
                Accounts(keys: keys, audit: here.audit, database: here.database, random: numberedRandom())
            }
            func isFound(_ accounts: Accounts) async throws -> Bool {
                try await here.database.read {
                    try accounts.store.profile(phoneIndexes: accounts.phoneIndexes(phone), in: $0)?.id == id
                }
            }
            let (old, new) = (accounts(first), accounts(both))
            try await here.database.write { try old.checkKeys(in: $0) }
            // While a rotation is under way, both find the person.
            #expect(try await isFound(old))
            #expect(try await isFound(new))
            try await here.database.write { town in
                try new.checkKeys(in: town)
                #expect(try new.versionsInUse(in: town) == [1])
                #expect(try new.reseal(in: town) == 1)
                #expect(try new.reseal(in: town) == 0)
                #expect(try new.versionsInUse(in: town) == [2])
                let sealed = try #require(try new.store.sealedPhone(of: id, in: town))
                #expect(try new.openText(sealed, .phone, of: id) == phone.text)
                #expect(try new.retireKeys(in: town) == [1])
            }
            let alone = accounts(try KeyRing(reading: "2 " + String(repeating: "08", count: 32)))
            try await here.database.write { try alone.checkKeys(in: $0) }
            #expect(try await isFound(alone))
            #expect(try await !isFound(old))
        }
    }
}
