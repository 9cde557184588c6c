import Base64URL
import Kernel
import TestTown
import Testing

@testable import PassToken
@testable import Passes
@testable import Server

@Suite("Passes that the city itself has signed, and are not good")
struct SignedWronglyTests {
    @Test(
        "What the city itself has signed wrongly, too early, or by a key that was out of use has its own word",
        arguments: TestEngine.available)
    func signed(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            var settings = town.house.settings
            let retired = try PassPhone(9).key
            settings.passKeys =
                (settings.passKeys ?? "") + "\nissue 0 1000 \(Base64URL.encode(Array(retired.rawRepresentation)))"
            let house = try await House(settings, clock: town.clock.clock, logger: quiet)
            try await withVisitor(house) { visitor in
                let here = GatesideTown(
                    house: house, clock: town.clock, visitor: visitor, watch: town.watch, rider: town.rider)
                let phone = try PassPhone(1)
                let issuer = try house.passKeys.authority.issuer(at: town.now)
                var credential = PassCredential(
                    issuer: "9901", subject: "s", issuedAt: town.now.seconds, expiresAt: town.now.seconds + 600,
                    serial: 99, trade: .courier, maskedName: "王＊", phoneKey: PassPublicKey(phone.key.publicKey))
                let good = try issuer.sign(credential)
                func word(_ bytes: [UInt8]) async throws -> String {
                    try await here.word(phone.code(bytes, at: here.now))
                }
                #expect(try await word(good) == "come-in")
                #expect(try await word(good.dropLast() + [good[good.count - 1] ^ 1]) == "not-valid issuerSignature")
                #expect(try await word([1, 2, 3]) == "not-valid credentialForm")
                #expect(try await word(try issuer.sign(.map([]))) == "not-valid claims")
                credential.issuer = "3302"
                let elsewhere = try PassIssuer(name: "3302", key: PassPhone(0x11).key)
                #expect(try await word(try elsewhere.sign(credential)) == "not-valid issuer")
                credential.issuer = "9901"
                let old = PassIssuer(name: "9901", key: retired)
                #expect(try await word(try old.sign(credential)) == "not-valid issuerKeyOutOfUse")
                credential.issuedAt = town.now.seconds + 120
                #expect(try await word(try issuer.sign(credential)) == "not-valid notYetValid")
                #expect(try await here.word("YA1:a") == "not-valid letters")
                #expect(try await here.word("YA1:" + String(repeating: "A", count: 900)) == "not-valid size")
            }
            await house.database.close()
        }
    }
}
