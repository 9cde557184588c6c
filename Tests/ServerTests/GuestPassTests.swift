@testable import Accounts
import Base64URL
import CBOR
import Compounds
import Foundation
import Gates
import Kernel
import PassToken
import TestTown
import Testing

@testable import Passes
@testable import Server

private let number = "13900001234"
private let path = "/api/v1/guest-passes"

/// Somebody new at a gate: a phone with a number, and the gate's code.
private struct Guest: Sendable {
    let town: GatesideTown
    let gateCode: String
    let phone: PassPhone
    var number = "13900001234"

    init(_ town: GatesideTown, at gate: Gate = GatesideTown.east, phone: UInt8 = 1) async throws {
        let gates = town.house.gates
        self.town = town
        self.phone = try PassPhone(phone)
        gateCode = try await town.house.database.write { store in
            try gates.code(at: gate.id, in: store) ?? gates.renewCode(at: gate.id, in: store)
        }.text
    }

    /// A code has come to the number; a minute has passed since the last.
    func code(_ digits: String = "246810") async throws -> String {
        town.clock.pass(seconds: 61)
        let accounts = town.house.accounts
        let phone = try #require(PhoneNumber(number))
        return try await town.house.database.write {
            try accounts.askCode(for: phone, digits: digits, network: "198.51.100.0/24", in: $0)
        }.id.description
    }

    func body(
        _ id: String, digits: String = "246810", proofOf other: String? = nil, trade: String = "courier",
        name: String = "王小明"
    ) throws -> String {
        let step = PassStep.at(town.now.seconds)
        let message = CBOR.array([
            .text("YongAi device 1"), .text("9901"), .text(other ?? id), .unsigned(step),
        ]).encoded
        let proof = try phone.key.signature(for: message).rawRepresentation
        return """
            {"gate":"\(gateCode)","id":"\(id)","phone":"\(number)","code":"\(digits)",\
            "public_key":"\(phone.publicKey)","proof":"\(Base64URL.encode(Array(proof)))","step":\(step),\
            "trade":"\(trade)","name":"\(name)"}
            """
    }

    func send(_ body: String) async throws -> Reply {
        try await town.visitor.send(Array(body.utf8), ["Content-Type": "application/json"], to: path)
    }

    /// A pass, with a code of its own.
    func pass(name: String = "王小明") async throws -> Given {
        let reply = try await send(try body(try await code(), name: name))
        #expect(reply.status == 201, "\(reply.text)")
        return try Given(reply)
    }
}

@Suite("A pass for a rider without an account")
struct GuestPassTests {
    @Test(
        "It is good at its compound for two hours, says what it is, and no account is made",
        arguments: TestEngine.available)
    func given(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let guest = try await Guest(town)
            let accounts = try await town.rows("SELECT id FROM account").count
            let given = try await guest.pass()
            let shown = Shown(town, given, guest.phone)
            #expect(given.name == "王＊（临时）" && given.team == nil && given.secret == nil)
            #expect(given.expiresAt == town.now.seconds + 7200)
            #expect(try await guest.pass(name: "").name == "临时骑手")
            #expect(try await town.rows("SELECT id FROM account").count == accounts)
            let again = Shown(town, try await guest.pass(), guest.phone)
            #expect(try await town.word(again.code()) == "come-in")
            #expect(try await town.word(again.code(15), at: GatesideTown.north) == "come-in-on-foot")
            town.clock.pass(seconds: 60)
            let body = #"{"code":"\#(try again.code())","gate":"\#(GatesideTown.east.id)"}"#
            let found = try await town.ask(body).object()
            #expect(found["name"] as? String == "王＊（临时）" && found["trade"] as? String == "courier")
            #expect((found["guest"] as? [String: Any])?["serial"] as? Int == Int(again.given.serial))
            let looks = try await town.rows(
                "SELECT account_id FROM pass_scan WHERE serial = \(Int64(again.given.serial))")
            #expect(looks.count == 3)
            for look in looks { #expect(try look.optionalText("account_id") == nil) }
            // An older one of the same number was revoked by the newer.
            #expect(try await town.word(shown.code()) == "not-valid revoked")
            town.clock.pass(seconds: 7200 - 60 - 1)
            #expect(try await town.word(again.code()) == "come-in")
            town.clock.pass(seconds: 61)
            #expect(try await town.word(again.code()) == "not-valid expired")
        }
    }

    @Test("At another compound it is refused, and the guard reads where it is good", arguments: TestEngine.available)
    func elsewhere(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let guest = try await Guest(town)
            let shown = Shown(town, try await guest.pass(), guest.phone)
            let body = #"{"code":"\#(try shown.code())","gate":"\#(GatesideTown.night.id)"}"#
            let reply = try await town.ask(body)
            let found = try reply.object()
            #expect(found["verdict"] as? String == "not-valid" && found["fault"] as? String == "otherCompound")
            #expect(reply.text.contains("只能在湖滨小区用"))
            #expect(found["name"] is NSNull && found["guest"] is NSNull)
        }
    }

    @Test(
        "The sent code and the proof are good once; a wrong code counts; a proof of another code is none",
        arguments: TestEngine.available)
    func once(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let guest = try await Guest(town)
            let first = try await guest.code()
            let wrong = try await guest.send(try guest.body(first, digits: "000000"))
            #expect(wrong.status == 403 && wrong.text.contains("还可以试 4 次"))
            let body = try guest.body(first)
            #expect(try await guest.send(body).status == 201)
            #expect(try await guest.send(body).status == 403)
            let second = try await guest.code()
            #expect(try await guest.send(try guest.body(second, proofOf: first)).status == 400)
            let forged = try guest.body(second).replacing(guest.gateCode, with: "AAAA")
            #expect(try await guest.send(forged).status == 404)
            #expect(try await guest.send(try guest.body(second, trade: "spy")).status == 400)
            #expect(try await guest.send("{}").status == 415)
            // None of that has used up the code.
            #expect(try await guest.send(try guest.body(second)).status == 201)
            // For five tries that are wrong there is none that is right.
            let third = try await guest.code()
            for _ in 0..<5 { _ = try await guest.send(try guest.body(third, digits: "000000")) }
            #expect(try await guest.send(try guest.body(third)).status == 403)
            #expect(try await town.rows("SELECT serial FROM pass_credential WHERE kind = 'guest'").count == 2)
        }
    }

    @Test("A number gets as many within a day as the city has set", arguments: TestEngine.available)
    func quota(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let guest = try await Guest(town)
            for _ in 0..<3 { _ = try await guest.pass() }
            let code = try await guest.code()
            let reply = try await guest.send(try guest.body(code))
            #expect(reply.status == 429 && reply.text.contains("24 小时内可以领 3 次"))
            #expect(Int(reply.headers[.retryAfter] ?? "") ?? 0 > 86_000)
            // The code was used all the same.
            #expect(try await guest.send(try guest.body(code)).status == 403)
            var other = guest
            other.number = "13900005555"
            _ = try await other.pass()
            town.clock.pass(seconds: 86_400)
            _ = try await guest.pass()
        }
    }

    @Test(
        "An account's number works too and is told of it only after the code; a blocked account gets none",
        arguments: TestEngine.available)
    func withAccount(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            var guest = try await Guest(town)
            let stranger = try await guest.send(try guest.body(try await guest.code()))
            #expect(try stranger.object()["has_account"] as? Bool == false)
            guest.number = "13800005678"
            let code = try await guest.code()
            var unknown = guest
            unknown.number = "13900009999"
            // Before the code is right, a number that is known and one that is not are answered alike.
            let known = try await guest.send(try guest.body(code, digits: "000000")).object()["detail"] as? String
            let other = try await unknown.send(try unknown.body(try await unknown.code(), digits: "000000")).object()
            #expect(known != nil && known == other["detail"] as? String)
            let reply = try await guest.send(try guest.body(code))
            #expect(reply.status == 201)
            #expect(try reply.object()["has_account"] as? Bool == true)
            let shown = Shown(town, try Given(reply), guest.phone)
            #expect(try await town.word(shown.code()) == "come-in")
            let (accounts, passes, id) = (town.house.accounts, town.house.passes, town.rider.id)
            try await town.house.database.write { store in
                var profile = try #require(try accounts.store.profile(id, in: store))
                profile.status = .blocked
                try accounts.store.save(profile, in: store)
            }
            #expect(try await town.word(shown.code(15)) == "not-valid revoked")
            #expect(try await town.house.database.write { try passes.endBlocked(in: $0) } == 1)
            #expect(try await town.house.database.write { try passes.endBlocked(in: $0) } == 0)
            let verifier = try await town.visitor.verifier()
            #expect(verifier.revocations.contains(shown.given.serial))
            let blocked = try await guest.send(try guest.body(try await guest.code()))
            #expect(blocked.status == 403 && blocked.text.contains("停用"))
        }
    }

    @Test("Whoever checks passes at its compound can end it, with a reason", arguments: TestEngine.available)
    func ended(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let guest = try await Guest(town)
            let shown = Shown(town, try await guest.pass(), guest.phone)
            let target = "\(path)/\(shown.given.serial)/revocations"
            let reason = #"{"reason":"不是骑手"}"#
            let far = try await SignedIn(
                town.house, 0x810, role: .gateGuard, area: "990102001001",
                place: GatesideTown.garden.id.description, proof: .code)
            #expect(try await far.send(town.visitor, target, json: reason).status == 404)
            #expect(try await town.watch.send(town.visitor, target, json: #"{"reason":""}"#).status == 400)
            #expect(try await town.word(shown.code()) == "come-in")
            for _ in 0..<2 { #expect(try await town.watch.send(town.visitor, target, json: reason).status == 200) }
            #expect(try await town.word(shown.code(15)) == "not-valid revoked")
            let entries = try await town.rows("SELECT id FROM audit_entry WHERE action = 'end-guest-pass'")
            #expect(entries.count == 1)
        }
    }

    @Test(
        "The number stands nowhere, not even where it was asked for; with the account's erasure its hash goes too",
        arguments: TestEngine.available)
    func number(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            var guest = try await Guest(town)
            _ = try await guest.pass()
            let rows = try await town.rows("SELECT * FROM pass_credential")
            #expect(rows.count == 1 && !"\(rows)".contains("3900001234"))
            #expect(try rows[0].optionalText("account_id") == nil)
            #expect(try rows[0].blob("phone_index").count == 16)
            guest.number = "13800005678"
            let shown = Shown(town, try await guest.pass(), guest.phone)
            let (passes, id, serial) = (town.house.passes, town.rider.id, Int64(shown.given.serial))
            let told = try await town.house.database.read { try passes.exported(of: id, in: $0) }
            #expect(String(decoding: told.bytes, as: UTF8.self).contains("\"guest\""))
            _ = try await town.house.database.write { try passes.erase(id, in: $0) }
            let left = try await town.rows("SELECT phone_index FROM pass_credential WHERE serial = \(serial)")
            #expect(try left.map { try $0.optionalBlob("phone_index") } == [nil])
            #expect(try await town.word(shown.code()) == "not-valid revoked")
            town.clock.pass(seconds: 9 * 86_400)
            _ = try await town.house.database.write { try passes.lapse(in: $0) }
            #expect(try await town.rows("SELECT serial FROM pass_credential").isEmpty)
        }
    }

    @Test("The gate's page leads a stranger there; a code that ended leads back to the gate")
    func pages() async throws {
        try await GatesideTown.open(.sqlite) { town in
            let guest = try await Guest(town)
            let gate = "/g/\(guest.gateCode)"
            #expect(try await town.visitor.ask(gate).text.contains("\(gate)/guest"))
            #expect(try await !town.rider.ask(town.visitor, gate).text.contains("\(gate)/guest"))
            let page = try await town.visitor.ask(gate + "/guest")
            #expect(page.status == 200 && page.text.contains("湖滨小区"))
            #expect(try await town.visitor.ask("/g/AAAA/guest").status == 303)
            // Without a gateway nobody is promised a code.
            let sent = try await town.visitor.send(
                Array("phone=\(Passes.sample)&trade=courier".utf8),
                ["Content-Type": "application/x-www-form-urlencoded"], to: gate + "/guest/codes")
            #expect(sent.status == 503 && !sent.text.contains(Passes.sample))
        }
    }
}

extension Passes {
    fileprivate static let sample = "13900001234"
}
