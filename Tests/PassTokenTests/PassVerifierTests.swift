import CBOR
import Crypto
import Testing

@testable import PassToken

@Suite("A pass at a gate")
struct PassVerifierTests {
    private let verifier = Sample.verifier
    private let now = Sample.now

    @Test("A rider's code is good, says who comes, and asks the gate's policy last")
    func genuine() throws {
        let verdict = verifier.verify(try Sample.holder().text(at: now), at: Sample.gate, now: now) { pass in
            pass.credential.trade == .foodDelivery ? "come in" : "no"
        }
        guard case .genuine(let pass, let answer) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(answer == "come in")
        #expect(pass.credential == Sample.credential())
        #expect(pass.step == PassStep.at(now) && !pass.hasGate)
    }

    @Test("The step before and the one after are taken, two away are not; a picture is refused forty seconds later")
    func steps() throws {
        let text = try Sample.holder().text(at: now)
        let wanted: [(Int64, String)] = [
            (-37, "clockAhead"), (-15, "genuine"), (0, "genuine"), (15, "genuine"), (22, "genuine"),
            (23, "stepTooOld"), (40, "stepTooOld"), (3_000, "stepTooOld"),
        ]
        for (later, word) in wanted { #expect(verifier.word(text, now: now + later) == word, "\(later) s later") }
        #expect(verifier.refusal(text, now: now + 45)?.seconds == 45)
    }

    @Test("A clock that is five minutes off is named as such")
    func clocks() throws {
        let holder = try Sample.holder()
        let ahead = try #require(verifier.refusal(try holder.text(at: now + 300)))
        #expect(ahead.fault == .clockAhead && ahead.seconds == 300)
        // A phone that signs before its credential was made is behind for certain.
        let fresh = try Sample.holder {
            $0.issuedAt = now - 30
            $0.expiresAt = now + 3_600
        }
        let behind = try #require(verifier.refusal(try fresh.text(at: now - 300)))
        #expect(behind.fault == .clockBehind && behind.seconds == 300)
        #expect(verifier.word(try holder.text(at: now - 300)) == "stepTooOld")
    }

    @Test("A credential is good from its issue, a minute's grace for clocks, until it expires")
    func validity() throws {
        let holder = try Sample.holder {
            $0.issuedAt = now
            $0.expiresAt = now + 86_400
        }
        for (later, word) in [
            (Int64(-61), "notYetValid"), (-60, "genuine"), (0, "genuine"), (86_399, "genuine"), (86_400, "expired"),
        ] {
            #expect(verifier.word(try holder.text(at: now + later), now: now + later) == word, "\(later)")
        }
        #expect(verifier.refusal(try holder.text(at: now), now: now + 90_000)?.seconds == 3_600)
        #expect(verifier.refusal(try holder.text(at: now), now: now - 100)?.credential?.maskedName == "欧阳＊明")
    }

    @Test("A copied credential makes nothing good with another phone's key")
    func copied() throws {
        let thief = PassHolder(credential: try Sample.holder().credential, key: Sample.key("thief"))
        #expect(verifier.word(try thief.text(at: now)) == "phoneSignature")
        // Nor does a credential of the thief's own making.
        let forger = PassIssuer(name: Sample.city, key: Sample.key("forger"))
        let forged = PassHolder(credential: try forger.sign(Sample.credential()), key: Sample.phoneKey)
        #expect(verifier.word(try forged.text(at: now)) == "issuerKeyUnknown")
    }

    @Test("What was signed for one step, gate or nonce is good for no other")
    func bound() throws {
        let credential = try Sample.holder().credential
        let moment = PassMoment(credential: credential, step: PassStep.at(now - 60), gate: nil, nonce: nil)
        let signature = try Sample.phoneKey.signature(for: moment.message).rawRepresentation.octets
        for other in [
            PassMoment(credential: credential, step: PassStep.at(now), gate: nil, nonce: nil),
            PassMoment(credential: credential, step: PassStep.at(now), gate: Sample.gateID, nonce: nil),
            PassMoment(credential: credential, step: PassStep.at(now), gate: nil, nonce: [1]),
        ] {
            #expect(verifier.word(PassForm(moment: other, signature: signature).text) == "phoneSignature")
        }
    }

    @Test("A code made for a gate is good there; a gate that gives a nonce wants it back")
    func gates() throws {
        let holder = try Sample.holder()
        let asking = PassGate(id: Sample.gateID, compound: Sample.compound, nonce: [1, 2, 3, 4, 5, 6, 7, 8])
        let other = PassGate(id: [9], compound: Sample.compound)
        let scanned = try holder.text(at: now, gate: Sample.gateID)
        #expect(verifier.word(scanned) == "genuine")
        #expect(verifier.word(scanned, at: other) == "otherGate")
        #expect(verifier.word(scanned, at: asking) == "nonceMissing")
        let answered = try holder.text(at: now, gate: Sample.gateID, nonce: asking.nonce)
        #expect(verifier.word(answered, at: asking) == "genuine")
        #expect(verifier.word(answered) == "nonceWrong")
        #expect(verifier.word(try holder.text(at: now, nonce: [1]), at: asking) == "nonceWrong")
    }

    @Test("A guest's pass is good at its one compound")
    func guests() throws {
        let guest = try Sample.holder { $0.audience = Sample.compound }.text(at: now)
        #expect(verifier.word(guest) == "genuine")
        #expect(verifier.word(guest, at: PassGate(id: Sample.gateID, compound: "elsewhere")) == "otherCompound")
    }

    @Test("Keys follow one another with an overlap; what was issued outside a key's use is refused")
    func rotation() throws {
        let (old, new) = (Sample.key("issuer 1"), Sample.key("issuer 2"))
        let keys = PassKeys(
            issuer: Sample.city,
            [
                IssuerKey(PassPublicKey(old.publicKey), use: 0...(now - 1_000)),
                IssuerKey(PassPublicKey(new.publicKey), use: (now - 2_000)...IssuerKey.always),
            ])
        let verifier = PassVerifier(keys: keys, revocations: .none(issuer: Sample.city))
        func word(_ key: P256.Signing.PrivateKey, issuedAt: Int64) throws -> String {
            let issuer = PassIssuer(name: Sample.city, key: key)
            let credential = try issuer.sign(Sample.credential(issuedAt: issuedAt))
            return verifier.word(try PassHolder(credential: credential, key: Sample.phoneKey).text(at: now))
        }
        #expect(try word(old, issuedAt: now - 1_500) == "genuine")
        #expect(try word(new, issuedAt: now - 1_500) == "genuine")
        #expect(try word(old, issuedAt: now - 500) == "issuerKeyOutOfUse")
        #expect(try word(new, issuedAt: now - 2_500) == "issuerKeyOutOfUse")
        #expect(PassKeys(issuer: Sample.city, decoding: keys.encoded) == keys)
    }

    @Test("Another city's pass is refused, though its key be trusted by name")
    func otherCity() throws {
        let issuer = PassIssuer(name: "elsewhere.yongai", key: Sample.issuerKey)
        var credential = Sample.credential()
        credential.issuer = "elsewhere.yongai"
        let holder = PassHolder(credential: try issuer.sign(credential), key: Sample.phoneKey)
        #expect(verifier.word(try holder.text(at: now)) == "issuer")
    }

    @Test("Of several faults the first in order is named")
    func order() throws {
        // Revoked, for another compound, another gate, a step too old, expired: mended one after another.
        let credential = try Sample.holder {
            $0.audience = "elsewhere"
            $0.expiresAt = now + 10
        }.credential
        var strict = verifier
        strict.revocations = RevocationList(
            issuer: Sample.city, issuedAt: now, version: 1, floor: 0, serials: [Sample.credential().serial])
        let thief = Sample.key("thief")
        let old = try Sample.text(credential: credential, step: 5, gate: [9], key: thief)
        #expect(strict.word(old, now: now + 10) == "expired")
        #expect(strict.word(old) == "phoneSignature")
        #expect(strict.word(try Sample.text(credential: credential, step: 5, gate: [9])) == "clockBehind")
        #expect(strict.word(try Sample.text(credential: credential, gate: [9])) == "otherGate")
        let asking = PassGate(id: Sample.gateID, compound: Sample.compound, nonce: [7])
        #expect(strict.word(try Sample.text(credential: credential), at: asking) == "nonceMissing")
        #expect(strict.word(try Sample.text(credential: credential)) == "otherCompound")
        let there = PassGate(id: Sample.gateID, compound: "elsewhere")
        #expect(strict.word(try Sample.text(credential: credential), at: there) == "revoked")
    }

    @Test("No clock of the verifier crashes it, however wrong")
    func anyNow() throws {
        let text = try Sample.holder().text(at: now)
        for wrong in [Int64.min, -1, 0, Int64.max, 253_402_300_800] {
            #expect(verifier.word(text, now: wrong) != "genuine")
        }
    }
}
