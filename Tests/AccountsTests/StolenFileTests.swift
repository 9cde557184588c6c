@testable import Accounts
import Foundation
import Kernel
import Sealing
import TestTown
import Testing

@Suite("A stolen database")
struct StolenFileTests {
    @Test("The file without its keys holds no phone, legal name, number, photo, code, session or token")
    func bytes() async throws {
        try await withDatabasePlace(.sqlite) { place in
            let database = try place.open()
            _ = try await database.migrate(try Migration.house())
            let keys = try KeyRing(first: Array(repeating: 7, count: 32))
            let accounts = Accounts(
                keys: keys, audit: .init(keys: keys, origin: "x"), database: database, random: numberedRandom())
            let phone = try #require(PhoneNumber("13812345678"))
            let session = Secret(prefix: "", Array(repeating: 0xA7, count: 32))
            let token = Secret(prefix: Accounts.tokenPrefix, Array(repeating: 0xB8, count: 32))
            let totp = Array("twenty bytes of a key".utf8.prefix(20))
            let id = ID<Account>(high: 0x0198_0000_0000_7000, low: 1 << 63)
            try await database.write { town in
                try accounts.store.save(Profile(id: id, createdAt: town.now, name: "小王"), in: town)
                let sealed = try accounts.seal(phone.text, .phone, of: id)
                try accounts.store.set(phone: sealed, index: accounts.phoneIndex(phone), of: id, in: town)
                let name = try accounts.seal("王守义", .legalName, of: id)
                let number = try accounts.seal("330203199001011234", .identity, of: id)
                try accounts.people.setIdentity(
                    legalName: name, identity: number, index: Array(repeating: 1, count: 16), of: id, in: town)
                try accounts.consents.setPhoto(try accounts.seal("the face", .photo, of: id), of: id, in: town)
                _ = try accounts.askCode(for: phone, digits: "918273", network: "cb0071", in: town)
                let life = Session(
                    id: town.newID(of: Session.self), account: id, proof: .code, createdAt: town.now, seenAt: town.now,
                    expiresAt: town.now.adding(seconds: 1000), device: "Chrome")
                try accounts.sessions.add(life, hash: session.hash, in: town)
                let made = APIToken(
                    id: town.newID(of: APIToken.self), account: id, name: "x", actions: [.readAudit],
                    createdAt: town.now, expiresAt: town.now.adding(seconds: 1000))
                try accounts.sessions.add(made, hash: token.hash, in: town)
                try accounts.passwords.set(
                    StoredPassword(
                        account: id, hash: "$argon2id$x", sealedSecret: try accounts.seal(totp, .oneTimeSecret, of: id),
                        lastStep: 1, failures: 0, changedAt: town.now), in: town)
            }
            await database.close()
            var file: [UInt8] = []
            for ending in ["", "-wal"] {
                file += FileManager.default.contents(atPath: place.address + ending).map(Array.init) ?? []
            }
            #expect(holds(file, Array("小王".utf8)), "What others see as the name stands there: the search works.")
            let secrets: [[UInt8]] = [
                Array("13812345678".utf8), Array("王守义".utf8), Array("330203199001011234".utf8), Array("918273".utf8),
                Array("the face".utf8), Array(session.text.utf8), Array(token.text.utf8), totp,
                Array(repeating: 0xA7, count: 32), Array(repeating: 0xB8, count: 32), Array("cb0071".utf8),
                Array(repeating: 7, count: 32),
            ]
            for secret in secrets { #expect(!holds(file, secret), "\(secret)") }
        }
    }

    private func holds(_ file: [UInt8], _ part: [UInt8]) -> Bool { Data(file).range(of: Data(part)) != nil }
}
