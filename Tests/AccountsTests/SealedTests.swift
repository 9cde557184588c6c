@testable import Accounts
import Kernel
import Sealing
import TestTown
import Testing

@Suite("What is sealed")
struct SealedTests {
    @Test(
        "A phone is found by its number and reads the same again; the database holds no digit of it",
        arguments: TestEngine.available)
    func phones(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let id = try await here.add(1, "王", phone: "138 0000 1234")
            let accounts = here.accounts
            let phone = try #require(PhoneNumber("+86-13800001234"))
            let found = try await here.database.read {
                try accounts.store.profile(phoneIndexes: accounts.phoneIndexes(phone), in: $0)
            }
            #expect(found?.id == id)
            let sealed = try await here.database.read { try accounts.store.sealedPhone(of: id, in: $0) }
            #expect(try accounts.openText(try #require(sealed), .phone, of: id) == "+8613800001234")
            #expect(throws: SealFault.self) {
                try accounts.openText(sealed ?? [], .phone, of: ID(high: 1, low: 1))
            }
        }
    }

    @Test("A house with other keys, or without a key in use, does not open", arguments: TestEngine.available)
    func otherKeys(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let first = try KeyRing(first: Array(repeating: 7, count: 32))
            let second = try first.adding(Array(repeating: 8, count: 32))
            let others = try KeyRing(first: Array(repeating: 9, count: 32))
            func check(_ keys: KeyRing) async throws {
                let accounts = Accounts(
                    keys: keys, audit: here.audit, database: here.database, random: numberedRandom())
                try await here.database.write { try accounts.checkKeys(in: $0) }
            }
            try await check(first)
            try await check(first)
            await #expect(throws: KeysFault.other(version: 1)) { try await check(others) }
            try await check(second)
            await #expect(throws: KeysFault.missing(version: 2)) { try await check(first) }
        }
    }

    @Test(
        "Numbers are read as people write them, and nothing else is a number",
        arguments: [
            ("13800001234", "+8613800001234"), ("138-0000-1234", "+8613800001234"),
            ("+86 138 0000 1234", "+8613800001234"),
            ("008613800001234", "+8613800001234"), ("１３８００００１２３４", "+8613800001234"),
            ("8613800001234", "+8613800001234"),
            ("+85291234567", "+85291234567"), ("12800001234", nil), ("1380000123", nil), ("138000012345", nil),
            ("", nil),
            ("+", nil), ("138000012３x", nil), ("+0123456789", nil), ("57412345678", nil),
        ])
    func numbers(_ typed: String, _ expected: String?) {
        #expect(PhoneNumber(typed)?.text == expected)
    }

    @Test("A number is shown masked")
    func masked() { #expect(PhoneNumber("13800001234")?.masked == "138****1234") }
}
