import Foundation
import Kernel
import TestTown
import Testing

@testable import Accounts
@testable import Passes
@testable import Server

private let face: [UInt8] = [0xFF, 0xD8, 0xFF, 1, 2, 3]

extension GatesideTown {
    /// The rider's photo with the consent to it, as the page of the photo keeps it.
    fileprivate func hasFace() async throws {
        let (accounts, id) = (house.accounts, rider.id)
        try await house.database.write { town in
            try accounts.consents.add(
                Consent(
                    id: town.newID(of: Consent.self), purpose: .photo, version: ConsentPurpose.photo.version,
                    givenAt: town.now), of: id, in: town)
            try accounts.consents.setPhoto(try accounts.seal(face, .photo, of: id), of: id, in: town)
        }
    }

    fileprivate func photo(_ look: String, as person: SignedIn? = nil) async throws -> Reply {
        try await (person ?? watch).send(visitor, "/api/v1/passes/scans/\(look)/photo", json: "{}")
    }

    /// The name of a look at this code.
    fileprivate func look(_ code: String) async throws -> String {
        let reply = try await ask("{\"code\":\"\(code)\",\"gate\":\"\(Self.east.id)\"}")
        return try #require(try reply.object()["id"] as? String)
    }
}

@Suite("A rider's photo at the gate")
struct GatePhotoTests {
    @Test(
        "Whoever has just looked at a good pass sees its rider's photo, and the rider reads who, where and why",
        arguments: TestEngine.available)
    func shown(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let phone = try PassPhone(1)
            let given = try await town.rider.pass(town.visitor, phone)
            let look = try await town.look(try phone.code(given.credential, at: town.now))
            let none = try await town.photo(look)
            #expect(try none.object()["photo"] is NSNull)
            try await town.hasFace()
            let shown = try await town.photo(look)
            #expect(try shown.object()["photo"] as? String == Data(face).base64EncodedString())
            #expect(shown.header("Cache-Control")?.contains("no-store") == true)
            let trail = try await town.rider.ask(town.visitor, "/me/trail").text
            #expect(trail.contains("门岗查验时核对本人"))
            let entries = try await town.rows("SELECT id FROM audit_entry WHERE action = 'show-photo'")
            #expect(entries.count == 2)
        }
    }

    @Test(
        "Nobody else's look, no old one, none that was undone, and none at a code that is not good shows any photo",
        arguments: TestEngine.available)
    func refused(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let (phone, other) = (try PassPhone(1), try PassPhone(2))
            let given = try await town.rider.pass(town.visitor, phone)
            try await town.hasFace()
            let look = try await town.look(try phone.code(given.credential, at: town.now))
            let second = try await SignedIn(
                town.house, 0x833, role: .gateGuard, area: "990102001001",
                place: GatesideTown.lakeside.id.description, proof: .code)
            #expect(try await town.photo(look, as: second).status == 404)
            let copied = try await town.look(try other.code(given.credential, at: town.now))
            #expect(try await town.photo(copied).status == 404)
            // A page that says it was good is not believed.
            let name = "01980000-0000-7000-9000-000000000001"
            let code = try other.code(given.credential, at: town.now)
            let scan = """
                {"scans":[{"id":"\(name)","place":"\(GatesideTown.lakeside.id)","gate":"\(GatesideTown.east.id)",\
                "at":\(town.now.seconds),"serial":\(given.serial),"step":1,"code":"\(code)","vehicle":"e-bike",\
                "verdict":"refused","fault":null,"offline":false}]}
                """
            #expect(try await town.watch.send(town.visitor, "/api/v1/passes/scans", json: scan).status == 200)
            #expect(try await town.rows("SELECT id FROM pass_scan WHERE id = \(name)").count == 1)
            #expect(try await town.photo(name).status == 404)
            #expect(try await town.photo("x").status == 404)
            town.clock.pass(seconds: 601)
            #expect(try await town.photo(look).status == 404)
            let again = try await town.look(try phone.code(given.credential, at: town.now))
            _ = try await town.watch.send(
                town.visitor, "/api/v1/passes/scans", json: "{\"scans\":[],\"undone\":[\"\(again)\"]}")
            #expect(try await town.photo(again).status == 404)
            #expect(try await town.rows("SELECT id FROM audit_entry WHERE action = 'show-photo'").isEmpty)
        }
    }
}
