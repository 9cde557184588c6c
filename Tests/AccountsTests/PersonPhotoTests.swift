@testable import Accounts
import Audit
import Images
import Foundation
import Kernel
import Sealing
import TestTown
import Testing

private let jpegHead: [UInt8] = [0xFF, 0xD8, 0xFF]
private let shown = "src=\"data:image/jpeg;base64,"

@Suite("The photo of a person")
struct PersonPhotoTests {
    private let desk = PhotoDesk(VipsPhotos())

    @Test("A square of few bytes comes out, of noise and of small pictures as well, and nothing but the picture")
    func square() async throws {
        for (width, height, isNoise, side) in [
            (700, 400, false, 320), (400, 700, false, 320), (700, 400, true, nil), (200, 90, false, 90),
        ] as [(Int, Int, Bool, Int?)] {
            let file = Picture.png(width, height, isNoise: isNoise, note: "29.87N 121.55E")
            let photo = try await desk.square(
                file, side: Limits.personPhotoSide, bytesMax: Limits.personPhotoBytesMax)
            #expect(photo.bytes.starts(with: jpegHead) && photo.bytes.count <= 30_000, "\(width) \(isNoise)")
            #expect(photo.width == photo.height && photo.width == side ?? photo.width, "\(photo.width)")
            #expect(photo.bytes.firstRange(of: Array("29.87N".utf8)) == nil)
            let known = try #require(VipsPhotos().size(photo.bytes))
            #expect(known == (photo.width, photo.height))
        }
        await #expect(throws: Refusal.unsupportedBody(accepted: "JPEG, PNG, WebP")) {
            _ = try await desk.square(Array("GIF89a".utf8), side: 320, bytesMax: 30_000)
        }
    }

    @Test(
        "It lies sealed, is given out in the export, is sealed anew with new keys, and goes with its consent",
        arguments: TestEngine.available)
    func life(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let id = try await here.add(1, "王", phone: "13900000001")
            let person = try await here.person(id, .code)
            let visit = here.visit()
            let photo = EncodedPhoto(bytes: jpegHead + Array("the face of Wang".utf8), width: 4, height: 4)
            let old = here.accounts
            let keys = try KeyRing(first: Array(repeating: 7, count: 32)).adding(Array(repeating: 8, count: 32))
            let new = Accounts(keys: keys, audit: here.audit, database: here.database, random: numberedRandom())
            try await here.database.write { town in
                try old.keep(photo, of: person, visit, in: town)
                let sealed = try #require(try old.rights.sealed(of: id, in: town).photo)
                #expect(sealed.firstRange(of: Array("face".utf8)) == nil)
                #expect(try old.ownPhoto(of: id, in: town) == photo.bytes)
                #expect(try old.store.profile(id, in: town)?.hasPhoto == true)
                #expect(try old.consents.standing(of: id, in: town).map(\.purpose) == [.photo])
                let export = String(decoding: try old.export(id, visit, others: [], in: town).bytes, as: UTF8.self)
                #expect(export.contains("\"photo\":\"\(Data(photo.bytes).base64EncodedString())\""))
                try town.run("UPDATE account SET phone_sealed = NULL, phone_index = NULL")
                #expect(try new.versionsInUse(in: town) == [1])
                #expect(try new.reseal(in: town) == 1)
                #expect(try new.reseal(in: town) == 0)
                #expect(try new.versionsInUse(in: town) == [2])
                #expect(try new.ownPhoto(of: id, in: town) == photo.bytes)
                try new.withdraw(.photo, by: id, visit, in: town)
                #expect(try new.ownPhoto(of: id, in: town) == nil)
                #expect(try new.store.profile(id, in: town)?.hasPhoto == false)
                try new.keep(photo, of: person, visit, in: town)
                _ = try new.erase(id, visit, others: [], in: town)
                #expect(try new.ownPhoto(of: id, in: town) == nil)
            }
        }
    }

    @Test(
        "A gate may ask for it with a reason: the look, the place and the reason stand in the owner's trail",
        arguments: TestEngine.available)
    func gate(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let accounts = here.accounts
            let (rider, guardID) = (try await here.add(1, "王"), try await here.add(2, "李"))
            let compound = AccountsTown.compound.id.description
            _ = try await here.database.write {
                try accounts.give(
                    NewGrant(account: guardID, role: .gateGuard, area: "990102001", place: compound), in: $0)
            }
            let (person, looker) = (try await here.person(rider, .code), try await here.person(guardID, .code))
            let grant = try #require(looker.grants.first)
            let photo = EncodedPhoto(bytes: jpegHead, width: 1, height: 1)
            let gate = Target(area: "990102001", place: compound)
            let visit = here.visit()
            func look(_ reason: String) async throws -> [UInt8]? {
                try await here.database.write {
                    try accounts.showPhoto(of: rider, to: looker, by: grant, why: reason, at: gate, visit, in: $0)
                }
            }
            #expect(try await look("无照片") == nil)
            try await here.database.write { try accounts.keep(photo, of: person, visit, in: $0) }
            #expect(try await look("码与人不符") == jpegHead)
            await #expect(throws: Refusal.self) { _ = try await look("") }
            // A consent to an older wording covers no more looks.
            try await here.database.write { try $0.run("UPDATE consent SET version = 1") }
            #expect(try await look("再看一次") == nil)
            let trail = try await here.database.read { try accounts.trail(of: rider, in: $0) }
            let looks = trail.filter { $0.action == "show-photo" }
            #expect(looks.map(\.reason) == ["再看一次", "码与人不符", "无照片"])
            #expect(looks.allSatisfy { $0.actor == guardID && $0.role == "guard" && $0.details.contains(compound) })
        }
    }

    @Test(
        "Without the tick nothing is kept; staff of the area see it by a button and a reason, nobody by opening a page",
        arguments: TestEngine.available)
    func routes(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await here.add(1, "王小骑", phone: "13800001111")
            let accounts = here.accounts
            try await here.database.write { town in
                var profile = try #require(try accounts.store.profile(id, in: town))
                profile.verification = Verification(basis: .staff, at: town.now, area: "990102001001")
                try accounts.store.save(profile, in: town)
            }
            let rider = try await here.signedIn("13800001111")
            let file = Picture.png(400, 300)
            let lacking = try await rider.send("/me/photo", file: file, ["other": "x"])
            #expect(lacking.status == 400 && lacking.text.contains("同意后才能上传照片"))
            #expect(try await !rider.open("/me/photo").text.contains(shown))
            #expect(try await rider.send("/me/photo", file: file, ["consent": "yes"]).status == 303)
            let mine = try await rider.open("/me/photo")
            #expect(mine.text.contains(shown) && mine.headers[.cacheControl] == "no-store")

            let near = try await here.staff(2, .officer, "990102")
            let far = try await here.staff(3, .officer, "990103")
            let page = try await near.open("/console/people/\(id)")
            #expect(page.text.contains("查看照片") && !page.text.contains(shown))
            let address = "/console/people/\(id)/photo"
            #expect(try await near.send(address, ["reason": " "]).status == 400)
            let seen = try await near.send(address, ["reason": "当面核对"])
            #expect(seen.text.contains(shown) && seen.headers[.cacheControl] == "no-store")
            #expect(try await far.send(address, ["reason": "好奇"]).status == 404)
            #expect(try await rider.send(address, ["reason": "自己"]).status == 404)
            let trail = try await rider.open("/me/trail").text
            #expect(trail.contains("查看照片") && trail.contains("当面核对") && !trail.contains("好奇"))

            #expect(try await rider.send("/me/photo", file: nil, ["remove": "yes"]).status == 303)
            #expect(try await !near.open("/console/people/\(id)").text.contains("查看照片"))
            #expect(try await !near.send(address, ["reason": "再看"]).text.contains(shown))
        }
    }
}
