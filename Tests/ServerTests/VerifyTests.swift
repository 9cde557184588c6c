@testable import Accounts
import Base64URL
import Compounds
import Foundation
import Kernel
import OneTimePassword
import PassToken
import Places
import TestTown
import Testing

@testable import Passes
@testable import Server

/// A compound with three gates, another with one, a guard at the first, and a rider with a pass.
struct GatesideTown: Sendable {
    let house: House
    let clock: MovingClock
    let visitor: Visitor
    let watch: SignedIn
    let rider: SignedIn

    static func compound(_ number: UInt64, _ name: String) -> Place {
        var place = Town.place(number, name, kind: .compound)
        place.areaCode = "990102001001"
        place.areaBasis = "given"
        return place
    }

    static let lakeside = compound(11, "湖滨小区")
    static let garden = compound(12, "花园小区")
    static let east = gate(1, lakeside, "东门", .bike)
    static let north = gate(2, lakeside, "北门", .foot)
    static let night = gate(3, garden, "夜门", .bike, hours: "Mo-Su 09:00-18:00")

    static func gate(_ number: UInt64, _ place: Place, _ name: String, _ admits: Gate.Admits, hours: String = "")
        -> Gate
    {
        Gate(
            id: ID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_1000 | number), placeID: place.id, name: name,
            point: nil, hours: hours, admits: admits, rule: "")
    }

    static func open(_ engine: TestEngine, _ body: @escaping @Sendable (GatesideTown) async throws -> Void) async throws
    {
        let clock = MovingClock(testMoment)
        try await withHouse(engine, places: [lakeside, garden], clock: clock.clock) { house in
            let compounds = house.compounds
            try await house.database.write { try compounds.save([east, north, night], in: $0) }
            let rider = try await SignedIn(house, 0x801, proof: .code, phone: "13800005678")
            try await rider.ride(house)
            let watch = try await SignedIn(
                house, 0x802, role: .gateGuard, area: "990102001001", place: lakeside.id.description, proof: .code)
            let accounts = house.accounts
            try await house.database.write { town in
                _ = try accounts.give(
                    NewGrant(
                        account: watch.id, role: .gateGuard, area: "990102001001", place: garden.id.description),
                    in: town)
            }
            try await withVisitor(house) { visitor in
                try await body(
                    GatesideTown(house: house, clock: clock, visitor: visitor, watch: watch, rider: rider))
            }
        }
    }

    var now: Instant { clock.clock.now() }

    func ask(_ body: String, as person: SignedIn? = nil) async throws -> Reply {
        try await (person ?? watch).send(visitor, "/api/v1/passes/verify", json: body)
    }

    /// The verdict and the fault: `come-in`, or `not-valid expired`.
    func word(_ code: String, at gate: Gate = east, vehicle: String = "e-bike", nonce: [UInt8]? = nil) async throws
        -> String
    {
        let nonce = nonce.map { ",\"nonce\":\"\(Base64URL.encode($0))\"" } ?? ""
        let reply = try await ask(#"{"code":"\#(code)","gate":"\#(gate.id)","vehicle":"\#(vehicle)"\#(nonce)}"#)
        #expect(reply.status == 200, "\(reply.text)")
        let object = try reply.object()
        return [object["verdict"] as? String, object["fault"] as? String].compactMap { $0 }.joined(separator: " ")
    }

    func rows(_ statement: SQL) async throws -> [Row] {
        try await house.database.read { try $0.rows(statement) }
    }
}

/// Codes of one pass, as of the town's clock.
struct Shown: Sendable {
    let town: GatesideTown
    let given: Given
    let phone: PassPhone

    init(_ town: GatesideTown, _ given: Given, _ phone: PassPhone) {
        (self.town, self.given, self.phone) = (town, given, phone)
    }

    /// - Parameter seconds: from now.
    func code(
        _ seconds: Int64 = 0, gate: Gate? = nil, nonce: [UInt8]? = nil, by other: PassPhone? = nil
    ) throws -> String {
        try (other ?? phone).code(
            given.credential, at: town.now.adding(seconds: seconds), gate: gate?.id.octets, nonce: nonce)
    }
}

@Suite("A pass is looked at over the network")
struct VerifyTests {
    @Test(
        "Every verdict has its own word, and so have times, gates and nonces that are wrong",
        arguments: TestEngine.available)
    func table(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let shown = Shown(town, try await town.rider.pass(town.visitor, try PassPhone(1)), try PassPhone(1))
            #expect(try await town.word(shown.code()) == "come-in")
            #expect(try await town.word(shown.code()) == "come-in")
            #expect(try await town.word(shown.code(15), at: GatesideTown.north) == "come-in-on-foot")
            town.clock.pass(seconds: 60)
            #expect(try await town.word(shown.code(), at: GatesideTown.north, vehicle: "car") == "come-in-on-foot")
            town.clock.pass(seconds: 60)
            #expect(try await town.word(shown.code(), at: GatesideTown.night) == "not-now")
            town.clock.pass(seconds: 60)
            // The same moving code at a second gate, and the next one there.
            #expect(try await town.word(shown.code()) == "come-in")
            #expect(try await town.word(shown.code(), at: GatesideTown.north) == "not-valid sameStepElsewhere")
            town.clock.pass(seconds: 15)
            #expect(try await town.word(shown.code(), at: GatesideTown.north) == "come-in-on-foot")
            // Times: a picture, clocks, a pass that has expired.
            #expect(try await town.word(shown.code(-15), at: GatesideTown.north) == "not-valid sameStepElsewhere")
            town.clock.pass(seconds: 120)
            #expect(try await town.word(shown.code(-40)) == "not-valid stepTooOld")
            #expect(try await town.word(shown.code(300)) == "not-valid clockAhead")
            #expect(try await town.word(shown.code(-3600)) == "not-valid clockBehind")
            // Gates and nonces.
            #expect(try await town.word(shown.code(gate: GatesideTown.east)) == "come-in")
            #expect(try await town.word(shown.code(gate: GatesideTown.north)) == "not-valid otherGate")
            #expect(try await town.word(shown.code(15, nonce: [7]), nonce: [7]) == "come-in")
            #expect(try await town.word(shown.code(), nonce: [7]) == "not-valid nonceMissing")
            #expect(try await town.word(shown.code(nonce: [7]), nonce: [8]) == "not-valid nonceWrong")
        }
    }

    @Test("What is forged, copied, of another city or expired has its own word", arguments: TestEngine.available)
    func forged(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let shown = Shown(town, try await town.rider.pass(town.visitor, try PassPhone(1)), try PassPhone(1))
            #expect(try await town.word(shown.code(by: PassPhone(2))) == "not-valid phoneSignature")
            #expect(try await town.word("https://example.com/") == "not-valid prefix")
            #expect(try await town.word("YA2:ABC") == "not-valid version")
            #expect(try await town.word("YA1:ABC") == "not-valid form")
            var flipped = Array(try shown.code().utf8)
            flipped[300] = flipped[300] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let word = try await town.word(String(decoding: flipped, as: UTF8.self))
            #expect(word.hasPrefix("not-valid "))
            // Another city's.
            let elsewhere = PassIssuer(name: "3302", key: try PassPhone(9).key)
            let foreign = try elsewhere.sign(
                PassCredential(
                    issuer: "3302", subject: "s", issuedAt: town.now.seconds, expiresAt: town.now.seconds + 60,
                    serial: 1, trade: .courier, maskedName: "王＊", phoneKey: PassPublicKey(shown.phone.key.publicKey)))
            #expect(try await town.word(shown.phone.code(foreign, at: town.now)) == "not-valid issuerKeyUnknown")
            // The guard is still signed in a day later.
            try await town.house.database.write { store in
                _ = try store.run("UPDATE session SET expires_at = expires_at + 864000000")
            }
            town.clock.pass(seconds: 86_400)
            #expect(try await town.word(shown.code()) == "not-valid expired")
        }
    }

    @Test(
        "A pass that was ended, moved to another phone, or is a blocked person's is refused at once",
        arguments: TestEngine.available)
    func ended(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let (first, second) = (try PassPhone(1), try PassPhone(2))
            let old = try await town.rider.pass(town.visitor, first)
            let new = try await town.rider.pass(town.visitor, second, replace: true)
            #expect(try await town.word(first.code(old.credential, at: town.now)) == "not-valid revoked")
            #expect(try await town.word(second.code(new.credential, at: town.now)) == "come-in")
            let (accounts, id) = (town.house.accounts, town.rider.id)
            try await town.house.database.write { town in
                var profile = try #require(try accounts.store.profile(id, in: town))
                profile.status = .blocked
                try accounts.store.save(profile, in: town)
            }
            #expect(try await town.word(second.code(new.credential, at: town.now)) == "not-valid revoked")
        }
    }

    @Test(
        "Who may not check at a gate finds none, a token bound to another gate neither", arguments: TestEngine.available
    )
    func bounds(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let phone = try PassPhone(1)
            let given = try await town.rider.pass(town.visitor, phone)
            let elsewhere = try await SignedIn(
                town.house, 0x803, role: .gateGuard, area: "990102001001",
                place: GatesideTown.garden.id.description, proof: .code)
            let body =
                #"{"code":"\#(try phone.code(given.credential, at: town.now))","gate":"\#(GatesideTown.east.id)"}"#
            #expect(try await town.ask(body, as: elsewhere).status == 404)
            #expect(try await town.ask(body, as: town.rider).status == 404)
            let (accounts, passes, watch) = (town.house.accounts, town.house.passes, town.watch.id)
            let token = try await town.house.database.write { store -> String in
                let secret = accounts.newSecret(prefix: Accounts.tokenPrefix)
                let token = APIToken(
                    id: store.newID(of: APIToken.self), account: watch, name: "x", actions: [.checkPass],
                    createdAt: store.now, expiresAt: store.now.adding(seconds: 600))
                try accounts.sessions.add(token, hash: secret.hash, in: store)
                try passes.passGates.bind(token: token.id.description, to: GatesideTown.north.id, in: store)
                return secret.text
            }
            let headers = ["Authorization": "Bearer " + token, "Content-Type": "application/json"]
            let path = "/api/v1/passes/verify"
            #expect(try await town.visitor.send(Array(body.utf8), headers, to: path).status == 404)
            let own = body.replacing(GatesideTown.east.id.description, with: GatesideTown.north.id.description)
            let reply = try await town.visitor.send(Array(own.utf8), headers, to: path)
            #expect(reply.status == 200 && reply.text.contains("\"come-in-on-foot\""), "\(reply.text)")
            let gates = try await town.visitor.ask("/api/v1/me/gates", headers)
            #expect(gates.text.contains("北门") && !gates.text.contains("东门"))
            let kit = "/api/v1/places/\(GatesideTown.lakeside.id)/gate-kit"
            #expect(try await town.visitor.ask(kit, headers).status == 200)
            #expect(
                try await town.visitor.ask(
                    kit.replacing(GatesideTown.lakeside.id.description, with: GatesideTown.garden.id.description),
                    headers
                ).status == 404)
        }
    }

    @Test(
        "A guard is told the masked name, trade and team, and what to do; a bad pass tells nobody's",
        arguments: TestEngine.available)
    func disclosure(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let phone = try PassPhone(1)
            let given = try await town.rider.pass(town.visitor, phone)
            let body =
                #"{"code":"\#(try phone.code(given.credential, at: town.now))","gate":"\#(GatesideTown.east.id)"}"#
            let good = try await town.ask(body).object()
            #expect(good["name"] as? String == "王＊骑" && good["team"] as? String == "鼓楼一站")
            #expect(good["trade"] as? String == "food-delivery" && good["headline"] as? String == "可以进")
            #expect(good["spoken"] as? String == "可以进" && good["terms"] is [String: Any])
            let bad = try await town.ask(body.replacing("YA1:", with: "YA3:")).object()
            #expect(bad["name"] is NSNull && bad["team"] is NSNull && bad["headline"] as? String == "新版的通行码")
            for wrong in [
                #"{"gate":"\#(GatesideTown.east.id)"}"#,
                #"{"code":"x","digits":"12345678","gate":"\#(GatesideTown.east.id)"}"#,
                #"{"digits":"1234","gate":"\#(GatesideTown.east.id)"}"#,
                #"{"code":"x","gate":"\#(GatesideTown.east.id)","vehicle":"horse"}"#,
                #"{"code":"x","gate":"\#(GatesideTown.east.id)","nonce":"!"}"#,
            ] { #expect(try await town.ask(wrong).status == 400, "\(wrong)") }
            #expect(try await town.ask(#"{"code":"x","gate":"1"}"#).status == 404)
            #expect(try await town.ask("[]").status == 415)
        }
    }

    @Test(
        "Each look is seen by its rider, and by nobody else; of whole days past retention only counts stay",
        arguments: TestEngine.available)
    func looks(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let phone = try PassPhone(1)
            let given = try await town.rider.pass(town.visitor, phone)
            _ = try await town.word(phone.code(given.credential, at: town.now))
            _ = try await town.word(PassPhone(2).code(given.credential, at: town.now))
            let page = try await town.rider.ask(town.visitor, "/me/pass/looks")
            #expect(page.status == 200 && page.text.contains("湖滨小区 · 东门"))
            #expect(page.text.contains("可以进") && page.text.contains("这是复制的码") && page.text.contains("保安"))
            #expect(try await town.watch.ask(town.visitor, "/me/pass/looks").text.contains("还没有人查验过"))
            let export = try await town.rider.ask(town.visitor, "/me/data/export", post: "")
            #expect(export.text.contains("\"phoneSignature\""))
            let passes = town.house.passes
            #expect(try await town.rows("SELECT id FROM pass_scan").count == 2)
            town.clock.pass(seconds: 28 * 86_400)
            _ = try await town.house.database.write { try passes.lapse(in: $0) }
            #expect(try await town.rows("SELECT id FROM pass_scan").count == 2)
            town.clock.pass(seconds: 2 * 86_400)
            _ = try await town.house.database.write { try passes.lapse(in: $0) }
            #expect(try await town.rows("SELECT id FROM pass_scan").isEmpty)
            let counts = try await town.rows("SELECT day, verdict, number FROM gate_count ORDER BY verdict")
            #expect(
                try counts.map { try $0.text("day") + " " + $0.text("verdict") + " \(try $0.int("number"))" } == [
                    "2026-11-23 come-in 1", "2026-11-23 not-valid 1",
                ])
        }
    }
}

@Suite("Typed digits at a gate")
struct TypedDigitsTests {
    private func digits(_ given: Given, at moment: Instant) throws -> String {
        let secret = try #require(given.secret.flatMap { Base32.decode($0) })
        return try OneTimePassword(secret: secret, digits: 8).code(atSeconds: moment.seconds)
    }

    private func word(_ town: GatesideTown, _ digits: String, tail: String? = nil) async throws -> String {
        let tail = tail.map { ",\"tail\":\"\($0)\"" } ?? ""
        let reply = try await town.ask(#"{"digits":"\#(digits)","gate":"\#(GatesideTown.east.id)"\#(tail)}"#)
        guard reply.status == 200 else { return String(reply.status) }
        let object = try reply.object()
        return [object["verdict"] as? String, object["fault"] as? String].compactMap { $0 }.joined(separator: " ")
    }

    @Test(
        "The digits of the phone let its rider in once, a step before and after, and nobody later",
        arguments: TestEngine.available)
    func once(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let given = try await town.rider.pass(town.visitor, try PassPhone(1))
            let now = try digits(given, at: town.now)
            #expect(try await word(town, now) == "come-in")
            #expect(try await word(town, now) == "not-valid digitsUsed")
            let next = try digits(given, at: town.now.adding(seconds: 30))
            #expect(try await word(town, next.prefix(4) + " " + next.suffix(4)) == "come-in")
            #expect(
                try await word(town, try digits(given, at: town.now.adding(seconds: 90))) == "not-valid digitsUnknown")
            town.clock.pass(seconds: 300)
            #expect(try await word(town, try digits(given, at: town.now), tail: "5678") == "come-in")
            let later = try digits(given, at: town.now.adding(seconds: 30))
            #expect(try await word(town, later, tail: "0000") == "not-valid digitsUnknown")
            _ = try await town.rider.ask(town.visitor, "/me/pass/lost", post: "")
            #expect(try await word(town, later) == "not-valid digitsUnknown")
        }
    }

    @Test(
        "Two riders with the same digits are told apart by the ends of their numbers", arguments: TestEngine.available)
    func ambiguous(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let given = try await town.rider.pass(town.visitor, try PassPhone(1))
            let twin = try await SignedIn(town.house, 0x805, proof: .code, phone: "13800001111")
            try await twin.ride(town.house, name: "李同")
            _ = try await twin.pass(town.visitor, try PassPhone(2))
            let (passes, id) = (town.house.passes, twin.id)
            let secret = try #require(given.secret.flatMap { Base32.decode($0) })
            let sealed = try passes.keys.seal(
                secret, field: Passes.codeSecretField, owner: id.description, nonce: Array(repeating: 3, count: 12))
            try await town.house.database.write { try passes.store.setCodeSecret(sealed, of: id, in: $0) }
            let now = try digits(given, at: town.now)
            #expect(try await word(town, now) == "409")
            #expect(try await town.rows("SELECT id FROM pass_scan").isEmpty)
            #expect(try await word(town, now, tail: "1111") == "come-in")
            #expect(try await word(town, now, tail: "5678") == "come-in")
        }
    }

    @Test("Ten wrong tries at a gate, and it must wait", arguments: TestEngine.available)
    func guessing(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { (town: GatesideTown) async throws -> Void in
            for _ in 0..<10 { #expect(try await word(town, "00000000") == "not-valid digitsUnknown") }
            #expect(try await word(town, "00000000") == "429")
            town.clock.pass(seconds: 601)
            #expect(try await word(town, "00000000") == "not-valid digitsUnknown")
        }
    }
}
