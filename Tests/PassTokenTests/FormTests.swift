import CBOR
import Crypto
import Testing

@testable import PassToken

@Suite("The form of a pass")
struct FormTests {
    @Test("Base45 is that of RFC 9285, section 4.3 and 4.4")
    func base45() {
        for (plain, text) in [
            ("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("ietf!", "QED8WEX0"),
        ] {
            #expect(Base45.encode(Array(plain.utf8)) == text)
            #expect(Base45.decode(text.utf8) == Array(plain.utf8))
        }
        for wrong in ["GGX", ":::", "A", "ABCD", "a00", "00é", "::"] {
            #expect(Base45.decode(wrong.utf8) == nil, "\(wrong)")
        }
    }

    @Test("Any bytes are read back from their Base45, and no other text is the same bytes")
    func base45Any() {
        var random = Seeded(state: 5)
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = Base45.encode(bytes)
            #expect(text.utf8.count == Base45.letterCount(ofBytes: count))
            #expect(Base45.decode(text.utf8) == bytes)
        }
        for first in 0..<256 {
            for second in 0..<256 {
                let text: [UInt8] = [UInt8(first), UInt8(second)]
                if let bytes = Base45.decode(text) { #expect(Array(Base45.encode(bytes).utf8) == text) }
            }
        }
    }

    /// Letters of the alphanumeric mode in a code of this many data codewords (ISO/IEC 18004, 7.4.4): four bits say the
    /// mode, eleven (versions 10 to 26) the count, then eleven for two letters and six for a last one.
    private func capacity(codewords: Int) -> Int {
        let bits = codewords * 8 - 4 - 11
        return bits / 11 * 2 + (bits % 11 >= 6 ? 1 : 0)
    }

    @Test("A pass fits QR version 15 at level M: 600 letters, with gate and nonce too")
    func fits() throws {
        // Table 9: version 15-M has 5 blocks of 41 and 5 of 42 data codewords.
        let letters = capacity(codewords: 5 * 41 + 5 * 42)
        #expect(letters == 600)
        let typical = try Sample.holder().text(at: Sample.now)
        let full = try Sample.holder().text(at: Sample.now, gate: Sample.gateID, nonce: Array(1...8))
        print("a typical pass has \(typical.count) letters, with gate and nonce \(full.count)")
        #expect(typical.utf8.count <= letters && full.utf8.count <= letters)
        #expect(typical.allSatisfy { "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains($0) })
    }

    @Test("The longest pass within all bounds is not too long for a verifier")
    func longest() throws {
        let longest = try Sample.holder {
            $0.subject = String(repeating: "s", count: PassCredential.nameBytesMax)
            $0.audience = String(repeating: "a", count: PassCredential.nameBytesMax)
            $0.maskedName = String(repeating: "m", count: PassCredential.maskedNameBytesMax)
            $0.team = String(repeating: "t", count: PassCredential.teamBytesMax)
        }
        let text = try longest.text(at: Sample.now, gate: Array(1...16), nonce: Array(1...16))
        let gate = PassGate(
            id: Array(1...16), compound: String(repeating: "a", count: PassCredential.nameBytesMax),
            nonce: Array(1...16))
        #expect(Sample.verifier.word(text, at: gate) == "genuine")
        // The issuer's name may be longer than this one's by so many bytes.
        let more = Base45.letterCount(ofBytes: PassCredential.nameBytesMax - Sample.city.utf8.count + 1)
        #expect(text.utf8.count + more <= PassVerifier.textLettersMax)
    }

    @Test("The same claims are the same bytes, and what is read is what was written")
    func deterministic() throws {
        let credential = Sample.credential()
        let read = try #require(PassCredential(claims: try CBOR(decoding: credential.claims.encoded, strict: true)))
        #expect(read == credential && read.claims.encoded == credential.claims.encoded)
        let text = try Sample.holder().text(at: Sample.now)
        let form = try PassForm(reading: text)
        #expect(form.text == text)
        let message = try #require(COSESign1(decoding: form.moment.credential, strict: true))
        #expect(message.encoded == form.moment.credential)
        #expect(message.keyID == Sample.issuer.publicKey.id)
    }

    @Test("Credentials of any fit content come back from the gate as they were")
    func property() throws {
        var random = Seeded(state: 23)
        let words = ["王", "＊", "明", "Li", " ", "é", "𠮷", "·", "站"]
        func text(_ count: Int) -> String {
            (0...count).map { _ in words[Int.random(in: 0..<words.count, using: &random)] }.joined()
        }
        for _ in 0..<200 {
            let phone = Sample.key("phone \(UInt8.random(in: 0...9, using: &random))")
            var one = Sample.credential(serial: .random(in: 0 ... .max, using: &random), phone: phone)
            one.maskedName = text(6)
            one.team = Bool.random(using: &random) ? text(9) : nil
            one.audience = Bool.random(using: &random) ? Sample.compound : nil
            one.trade = PassTrade.allCases[Int.random(in: 0..<5, using: &random)]
            one.issuedAt = Sample.now - .random(in: 0...100_000, using: &random)
            one.expiresAt = Sample.now + .random(in: 1...100_000, using: &random)
            let holder = PassHolder(credential: try Sample.issuer.sign(one), key: phone)
            let verdict = Sample.verifier.verify(
                try holder.text(at: Sample.now), at: Sample.gate, now: Sample.now, policy: \.credential)
            guard case .genuine(let pass, let answer) = verdict else {
                Issue.record("\(one): \(verdict)")
                continue
            }
            #expect(pass.credential == one && answer == one)
        }
    }

    @Test("A key is named by its thumbprint, and its set is read back; another order of bytes is not")
    func keys() throws {
        let one = Sample.issuer.publicKey
        #expect(one.id.count == 8 && one.id == PassPublicKey(point: one.point)?.id)
        #expect(PassPublicKey(point: Array(repeating: 1, count: 64)) == nil)
        #expect(PassKeys(issuer: Sample.city, decoding: Sample.keys.encoded + [0]) == nil)
        #expect(PassKeys(issuer: Sample.city, decoding: Sample.keys.encoded)?[one.id]?.key == one)
    }
}
