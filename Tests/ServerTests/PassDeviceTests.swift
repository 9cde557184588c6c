@testable import Accounts
import Audit
import Foundation
import Kernel
import OneTimePassword
import PassToken
import Sealing
import TestTown
import Testing

@testable import Passes
@testable import Server

@Suite("The pass on a phone")
struct PassDeviceTests {
    private func rider(_ house: House, _ number: UInt64 = 0x801) async throws -> SignedIn {
        let rider = try await SignedIn(house, number, proof: .code)
        try await rider.ride(house)
        return rider
    }

    @Test("A rider's phone is given a pass for a day that any guard's phone takes", arguments: TestEngine.available)
    func given(_ engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let rider = try await rider(house)
            let phone = try PassPhone(1)
            try await withVisitor(house) { visitor in
                let before = try await rider.ask(visitor, "/api/v1/me/pass").object()
                #expect(before["account"] as? String == rider.id.description && before["device"] is NSNull)
                #expect(before["city"] as? String == "9901" && before["trade"] as? String == "food-delivery")
                let given = try await rider.pass(visitor, phone)
                #expect(try await rider.ask(visitor, "/api/v1/me/pass").text.contains("Chrome · Android"))
                #expect(given.name == "王＊骑" && given.team == "鼓楼一站")
                #expect(given.expiresAt == testMoment.seconds + 86_400)
                #expect(given.secret?.count == 32)
                #expect(!given.subject.isEmpty && given.subject != rider.id.description)
                let verifier = try await visitor.verifier()
                #expect(verifier.word(try phone.code(given.credential)) == "genuine")
                #expect(verifier.word(try PassPhone(2).code(given.credential)) == "phoneSignature")
            }
        }
    }

    @Test("The proof must be of this key, this account, this city and this time", arguments: TestEngine.available)
    func proofs(_ engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let (rider, other) = (try await rider(house), try await rider(house, 0x802))
            let phone = try PassPhone(1)
            try await withVisitor(house) { visitor in
                let wrong = [
                    try phone.body(other.id), try phone.body(rider.id, city: "3302"),
                    try phone.body(rider.id, signedBy: PassPhone(2).key),
                    try phone.body(rider.id, at: testMoment.adding(seconds: 21 * 15)),
                    try phone.body(rider.id, at: testMoment.adding(seconds: -21 * 15)),
                    try phone.body(rider.id).replacing(phone.publicKey, with: "AAAA"),
                ]
                for body in wrong {
                    let reply = try await rider.send(visitor, "/api/v1/me/pass/device", json: body)
                    #expect(reply.status == 400, "\(reply.text)")
                    #expect(!reply.text.contains("\"came\":\"A"))
                }
                let odd = try await rider.send(visitor, "/api/v1/me/pass/device", json: "{}")
                #expect(odd.status == 415)
                let late = try phone.body(rider.id, at: testMoment.adding(seconds: 19 * 15))
                #expect(try await rider.send(visitor, "/api/v1/me/pass/device", json: late).status == 201)
            }
        }
    }

    @Test("Who has no trade, whose account is blocked, and a program with a token get no pass")
    func riders() async throws {
        try await withHouse { house in
            let staff = try await SignedIn(house, 0x803, role: .officer)
            let rider = try await rider(house)
            let accounts = house.accounts
            let token = try await house.database.write { town -> String in
                let secret = accounts.newSecret(prefix: Accounts.tokenPrefix)
                try accounts.sessions.add(
                    APIToken(
                        id: town.newID(of: APIToken.self), account: rider.id, name: "x", actions: [.openConsole],
                        createdAt: town.now, expiresAt: town.now.adding(seconds: 60)), hash: secret.hash, in: town)
                return secret.text
            }
            try await withVisitor(house) { visitor in
                let phone = try PassPhone(1)
                let refused = try await staff.register(visitor, phone)
                #expect(refused.status == 403 && refused.text.contains("骑手"))
                let program = try await visitor.send(
                    Array(try phone.body(rider.id).utf8),
                    ["Authorization": "Bearer " + token, "Content-Type": "application/json"],
                    to: "/api/v1/me/pass/device")
                #expect(program.status == 403)
            }
        }
    }

    @Test(
        "A second phone asks first; moved, the first phone's passes are refused once the list has come",
        arguments: TestEngine.available)
    func secondPhone(_ engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let rider = try await rider(house)
            let (first, second) = (try PassPhone(1), try PassPhone(2))
            try await withVisitor(house) { visitor in
                let before = try await visitor.verifier()
                let old = try await rider.pass(visitor, first)
                let asked = try await rider.register(visitor, second)
                #expect(asked.status == 409 && asked.type == "application/problem+json")
                let device = try #require(try asked.object()["device"] as? [String: Any])
                #expect(device["name"] as? String == "Chrome · Android")
                #expect(device["since"] as? String == "2026-11-23T06:00:00+06:00")
                let new = try await rider.pass(visitor, second, replace: true)
                #expect(new.subject != old.subject && new.serial > old.serial && new.secret != old.secret)
                let after = try await visitor.verifier()
                #expect(before.word(try first.code(old.credential)) == "genuine")
                #expect(after.word(try first.code(old.credential)) == "revoked")
                #expect(after.word(try second.code(new.credential)) == "genuine")
                let renewed = try await rider.send(
                    visitor, "/api/v1/me/pass/credentials", json: try first.body(rider.id))
                #expect(renewed.status == 404)
                let again = try await rider.register(visitor, first)
                #expect(again.status == 409)
            }
        }
    }

    @Test(
        "The same phone is given a new pass without being asked, and keeps its secret", arguments: TestEngine.available)
    func samePhone(_ engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let rider = try await rider(house)
            let phone = try PassPhone(1)
            try await withVisitor(house) { visitor in
                let one = try await rider.pass(visitor, phone)
                let two = try await rider.pass(visitor, phone)
                #expect(one.secret == two.secret && one.subject == two.subject && two.serial == one.serial + 1)
                let three = try Given(
                    try await rider.send(visitor, "/api/v1/me/pass/credentials", json: try phone.body(rider.id)))
                #expect(three.secret == nil && three.serial == two.serial + 1)
                let verifier = try await visitor.verifier()
                for given in [one, two, three] {
                    #expect(verifier.word(try phone.code(given.credential)) == "genuine")
                }
            }
        }
    }

    @Test("A phone holds one person's pass")
    func onePhoneOnePass() async throws {
        try await withHouse { house in
            let (rider, other) = (try await rider(house), try await rider(house, 0x802))
            try await withVisitor(house) { visitor in
                _ = try await rider.pass(visitor, try PassPhone(1))
                #expect(try await other.register(visitor, try PassPhone(1)).status == 409)
            }
        }
    }

    @Test("A page that asks and asks is told to wait")
    func bounded() async throws {
        try await withHouse { house in
            let rider = try await rider(house)
            let phone = try PassPhone(1)
            try await withVisitor(house) { visitor in
                for _ in 0..<Limits.passesADayMax { _ = try await rider.pass(visitor, phone) }
                let reply = try await rider.register(visitor, phone)
                #expect(reply.status == 429)
            }
        }
    }

    @Test(
        "Who gives up a lost phone's pass finds it revoked, with and without JavaScript",
        arguments: TestEngine.available)
    func lost(_ engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let rider = try await rider(house)
            let phone = try PassPhone(1)
            try await withVisitor(house) { visitor in
                let page = try await rider.ask(visitor, "/me/pass/lost")
                #expect(page.status == 200 && page.text.contains("您现在没有通行码"))
                let given = try await rider.pass(visitor, phone)
                #expect(try await rider.ask(visitor, "/me/pass/lost").text.contains("Chrome · Android"))
                let done = try await rider.ask(visitor, "/me/pass/lost", post: "")
                #expect(done.status == 303 && done.header("Location") == "/me/pass/lost?done=1")
                #expect(try await visitor.verifier().word(try phone.code(given.credential)) == "revoked")
                let second = try await rider.pass(visitor, phone)
                let reply = try await rider.send(visitor, "/api/v1/me/pass/revocations", json: "{}")
                #expect(try reply.object()["revoked"] as? Int == 1)
                #expect(try await visitor.verifier().word(try phone.code(second.credential)) == "revoked")
            }
        }
    }

    @Test("A blocked account's pass ends by itself", arguments: TestEngine.available)
    func blocked(_ engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let rider = try await rider(house)
            let phone = try PassPhone(1)
            try await withVisitor(house) { visitor in
                let given = try await rider.pass(visitor, phone)
                let (accounts, passes, id) = (house.accounts, house.passes, rider.id)
                #expect(try await house.database.write { try passes.endBlocked(in: $0) } == 0)
                try await house.database.write { town in
                    var profile = try #require(try accounts.store.profile(id, in: town))
                    profile.status = .blocked
                    try accounts.store.save(profile, in: town)
                }
                #expect(try await house.database.write { try passes.endBlocked(in: $0) } == 1)
                #expect(try await visitor.verifier().word(try phone.code(given.credential)) == "revoked")
            }
        }
    }

    @Test("The rider finds the pass in the export, and erased nothing of it is left", arguments: TestEngine.available)
    func rights(_ engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let rider = try await rider(house)
            let phone = try PassPhone(1)
            try await withVisitor(house) { visitor in
                let given = try await rider.pass(visitor, phone)
                let export = try await rider.ask(visitor, "/me/data/export", post: "")
                #expect(export.text.contains("\"pass\":") && export.text.contains(given.subject))
                #expect(!export.text.contains(try #require(given.secret)))
                let gone = try await rider.ask(visitor, "/me/data/erasure", post: "confirm=yes")
                #expect(gone.status == 200)
                let left = try await house.database.read { town in
                    try town.rows("SELECT account_id FROM pass_device").count
                }
                #expect(left == 0)
                #expect(try await visitor.verifier().word(try phone.code(given.credential)) == "revoked")
            }
        }
    }

    @Test("Changed keys of personal data leave no secret of typed codes behind", arguments: TestEngine.available)
    func resealed(_ engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let rider = try await rider(house)
            let phone = try PassPhone(1)
            try await withVisitor(house) { visitor in
                let given = try await rider.pass(visitor, phone)
                let ring = try house.passes.keys.adding(Array(repeating: 9, count: 32))
                let later = Passes(
                    accounts: house.accounts, audit: house.audit, settings: house.citySettings, console: house.console,
                    compounds: house.compounds, gates: house.gates, keys: ring, authority: house.passes.authority,
                    database: house.database, random: numberedRandom(), utcOffsetSeconds: 0)
                #expect(try await house.database.read { try later.versionsInUse(in: $0) } == [1])
                #expect(try await house.database.write { try later.reseal(in: $0) } == 1)
                #expect(try await house.database.write { try later.reseal(in: $0) } == 0)
                #expect(try await house.database.read { try later.versionsInUse(in: $0) } == [2])
                let id = rider.id
                let device = try await house.database.read { try later.store.device(of: id, in: $0) }
                let secret = try later.openSecret(try #require(device))
                #expect(Base32.encode(secret, isPadded: false) == given.secret)
            }
        }
    }
}
