import CBOR
import Crypto
import Foundation
import Kernel
import PassToken
import TestTown
import Testing
import Base64URL

@testable import Passes
@testable import Server

@Suite("The list of revocations")
struct RevocationListTests {
    private let path = "/api/v1/passes/revocations"

    private func revoke(_ house: House, _ serials: [UInt32]) async throws {
        let passes = house.passes
        try await house.database.write { town in
            let version = try passes.revocations.addVersion(in: town)
            try passes.revocations.revoke(serials, version: version, in: town)
        }
    }

    @Test(
        "Who has a version gets what was added since, signed, and ends with the whole list",
        arguments: TestEngine.available)
    func delta(_ engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            try await withVisitor(house) { visitor in
                let keys = house.passKeys.authority.keys
                let first = try await visitor.ask(path)
                #expect(first.status == 200 && first.header("Yongai-Version") == "1")
                #expect(first.type.hasPrefix("application/cose"))
                let tag = try #require(first.header("ETag"))
                #expect(try await visitor.ask(path, ["If-None-Match": tag]).status == 304)
                #expect(try await visitor.ask(path + "?since=1").status == 204)
                try await revoke(house, [7, 9])
                try await revoke(house, [8, 4_000_000_000])
                #expect(try await visitor.ask(path, ["If-None-Match": tag]).status == 200)
                let whole = try await visitor.ask(path)
                let list = try RevocationList(reading: whole.body, keys: keys)
                #expect(list.serials == [7, 8, 9, 4_000_000_000] && list.version == 3)
                for since in 1...2 {
                    let reply = try await visitor.ask(path + "?since=\(since)")
                    #expect(reply.status == 200 && reply.header("Yongai-Version") == "3")
                    let delta = try RevocationDelta(reading: reply.body, keys: keys)
                    let old = RevocationList(
                        issuer: "9901", issuedAt: 0, version: UInt64(since), floor: 0,
                        serials: since == 1 ? [] : [7, 9])
                    #expect(try delta.applied(to: old) == list)
                }
                for unknown in ["0", "4", "99"] {
                    #expect(try await visitor.ask(path + "?since=" + unknown).status == 404)
                }
                for wrong in ["-1", "x", "", "1&since=2"] {
                    #expect(try await visitor.ask(path + "?since=" + wrong).status == 400)
                }
            }
        }
    }

    @Test(
        "Where the keys' file was lost, the list of the keys before is signed anew at once",
        arguments: TestEngine.available)
    func otherKeys(_ engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            try await withVisitor(house) { visitor in
                let first = try await visitor.ask(path)
                #expect(first.header("Yongai-Version") == "1")
            }
            let later = testMoment.adding(seconds: 600)
            var settings = house.settings
            settings.passKeys = try PassAuthority.first(
                city: "9901", now: later, issue: P256.Signing.PrivateKey(), gate: P256.Signing.PrivateKey()
            ).written()
            let next = try await House(settings, clock: .stopped(at: later), logger: quiet)
            try await withVisitor(next) { visitor in
                let reply = try await visitor.ask(path)
                #expect(reply.status == 200 && reply.header("Yongai-Version") == "2")
                let list = try RevocationList(reading: reply.body, keys: next.passKeys.authority.keys)
                #expect(list.issuedAt == later.seconds)
            }
            await next.database.close()
        }
    }

    @Test("An old list is signed anew; its floor rises over what has expired, and a delta leads there")
    func freshened() async throws {
        let clock = MovingClock(testMoment)
        try await withHouse(clock: clock.clock) { house in
            let rider = try await SignedIn(house, 0x801, proof: .code)
            try await rider.ride(house)
            let passes = house.passes
            try await withVisitor(house) { visitor in
                _ = try await visitor.ask(path)
                let phone = try PassPhone(1)
                let old = try await rider.pass(visitor, phone)
                _ = try await rider.ask(visitor, "/me/pass/lost", post: "")
                let keys = house.passKeys.authority.keys
                let before = try RevocationList(reading: try await visitor.ask(path).body, keys: keys)
                #expect(before.serials == [old.serial] && before.floor <= old.serial)
                clock.pass(seconds: 60)
                _ = try await house.database.write { try passes.freshenList(in: $0) }
                let same = try RevocationList(reading: try await visitor.ask(path).body, keys: keys)
                #expect(same == before)
                clock.pass(seconds: 3600)
                _ = try await house.database.write { try passes.freshenList(in: $0) }
                let fresh = try RevocationList(reading: try await visitor.ask(path).body, keys: keys)
                #expect(fresh.issuedAt == testMoment.seconds + 3660)
                #expect(fresh.serials == [old.serial] && fresh.floor == old.serial)
                clock.pass(seconds: 86_400)
                _ = try await house.database.write { try passes.freshenList(in: $0) }
                let last = try await visitor.ask(path + "?since=\(fresh.version)")
                let list = try RevocationDelta(reading: last.body, keys: keys).applied(to: fresh)
                #expect(list.serials.isEmpty && list.floor == old.serial + 1)
                #expect(list.contains(old.serial))
                #expect(list == (try RevocationList(reading: try await visitor.ask(path).body, keys: keys)))
                #expect(try await house.database.write { try passes.lapse(in: $0) } == 0)
                clock.pass(seconds: 9 * 86_400)
                #expect(try await house.database.write { try passes.lapse(in: $0) } == 1)
            }
        }
    }

    @Test("The keys are published as JSON Web Keys and as a COSE key set, and neither holds a private half")
    func keys() async throws {
        try await withHouse { house in
            try await withVisitor(house) { visitor in
                let set = try await visitor.ask("/.well-known/yongai-pass-keys.cbor")
                #expect(set.type == "application/cose-key-set" && set.header("Access-Control-Allow-Origin") == "*")
                let authority = house.passKeys.authority
                #expect(PassKeys(issuer: "9901", decoding: set.body) == authority.keys)
                let json = try await visitor.ask("/.well-known/yongai-pass-keys.json").object()
                #expect(json["issuer"] as? String == "9901")
                #expect((json["cose_key_set"] as? String).flatMap(Base64URL.decode) == set.body)
                for (name, key) in [
                    ("keys", authority.keys.all[0].key), ("gate_keys", authority.gatePublicKey),
                ] {
                    let jwk = try #require((json[name] as? [[String: Any]])?.first)
                    let x = try #require((jwk["x"] as? String).flatMap(Base64URL.decode))
                    let y = try #require((jwk["y"] as? String).flatMap(Base64URL.decode))
                    #expect(x + y == key.point && jwk["d"] == nil)
                    #expect((jwk["kid"] as? String).flatMap(Base64URL.decode) == key.id)
                }
            }
        }
    }

    @Test("A running house takes up a key that was added to its file")
    func rotated() async throws {
        let clock = MovingClock(testMoment)
        try await withDatabasePlace(.sqlite) { place in
            var settings = Settings.test(database: place.address)
            settings.passKeys = nil
            let house = try await House(settings, clock: clock.clock, logger: quiet)
            try await house.prepare()
            let first = house.passKeys.authority
            #expect(try await withFilePermissions(settings.passKeysPath) == 0o600)
            #expect(try house.passKeys.refresh() == 0)
            _ = try PassKeyFile.rotate(settings, city: "9901", now: clock.clock.now(), leadHours: 48)
            #expect(try house.passKeys.refresh() == 1)
            let second = house.passKeys.authority
            #expect(second.keys.all.count == 2 && second.gatePublicKey == first.gatePublicKey)
            let again = try await House(settings, clock: clock.clock, logger: quiet)
            #expect(again.passKeys.authority.written() == second.written())
            await house.database.close()
            await again.database.close()
        }
    }

    private func withFilePermissions(_ path: String) async throws -> Int? {
        (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int).map { $0 & 0o777 }
    }
}
