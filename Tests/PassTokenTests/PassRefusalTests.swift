import CBOR
import Foundation
import Testing

@testable import PassToken

@Suite("What is no pass")
struct PassRefusalTests {
    private let verifier = Sample.verifier

    @Test(
        "Each way to be none has its name",
        arguments: [
            ("", "prefix"), ("https://city.example/gate/1", "prefix"), ("ya1:00", "prefix"), (" YA1:00", "prefix"),
            ("YA:00", "prefix"), ("YA12345:00", "prefix"), ("YA2:00", "version"), ("YA10:", "version"),
            ("YA1:", "form"), ("YA1:0", "letters"), ("YA1:a00", "letters"), ("YA1::::", "letters"),
            ("YA1:00\n", "letters"), ("YA1:水", "letters"), ("YA1:000", "form"),
            ("YA1:" + String(repeating: "0", count: 896), "form"),
            ("YA1:" + String(repeating: "0", count: 897), "size"),
            ("YA1:" + String(repeating: "水", count: 100_000), "size"),
        ])
    func words(text: String, word: String) {
        #expect(verifier.word(text) == word)
    }

    @Test("Claims that are missing, of another kind, out of bounds, or more than there should be are refused")
    func claims() throws {
        let good = try #require(Sample.credential().claims.map)
        func word(_ pairs: [CBOR.Pair]) throws -> String {
            verifier.word(try Sample.text(credential: try Sample.signed(.map(pairs))))
        }
        #expect(try word(good) == "genuine")
        for index in good.indices {
            var (missing, other) = (good, good)
            missing.remove(at: index)
            other[index].value = .bool(true)
            #expect(try word(missing) == "claims", "without \(good[index].key)")
            #expect(try word(other) == "claims", "true for \(good[index].key)")
        }
        #expect(try word(good + [.init(.integer(99), .null)]) == "claims")
        #expect(try word(good + [.init(.integer(3), .null)]) == "claims")
        #expect(try word(good + [.init(.integer(3), .text(""))]) == "claims")
        func changed(_ label: Int64, _ value: CBOR) throws -> String {
            try word(good.map { $0.key == .integer(label) ? .init($0.key, value) : $0 })
        }
        for name in ["", "王\u{202E}明", "a\u{0}b", "a\nb", String(repeating: "明", count: 11)] {
            #expect(try changed(Claim.rider, .array([.unsigned(1), .text(name), .null])) == "claims", "\(name)")
        }
        #expect(try changed(Claim.rider, .array([.unsigned(5), .text("明"), .null])) == "claims")
        #expect(try changed(Claim.rider, .array([.unsigned(1), .text("明")])) == "claims")
        #expect(try changed(Claim.credentialID, .bytes([1, 2, 3])) == "claims")
        #expect(try changed(Claim.expiresAt, .integer(Sample.now - 3_600)) == "claims")
        #expect(try changed(Claim.expiresAt, .integer(Sample.now + 604_801)) == "claims")
        let off: [CBOR.Pair] = [
            .init(.integer(1), .integer(2)), .init(.integer(-1), .integer(1)),
            .init(.integer(-2), .bytes(Array(repeating: 1, count: 32))),
            .init(.integer(-3), .bytes(Array(repeating: 1, count: 32))),
        ]
        #expect(try changed(Claim.confirmation, .map([.init(.integer(1), .map(off))])) == "claims")
    }

    @Test("The issuer signs nothing that verifiers would refuse")
    func issuerBounds() throws {
        #expect(throws: PassIssuer.Fault.bounds) { try Sample.holder { $0.maskedName = "" } }
        #expect(throws: PassIssuer.Fault.bounds) { try Sample.holder { $0.expiresAt = $0.issuedAt } }
        #expect(throws: PassIssuer.Fault.bounds) {
            try Sample.holder { $0.team = String(repeating: "站", count: 17) }
        }
        #expect(throws: PassIssuer.Fault.issuer) { try Sample.holder { $0.issuer = "elsewhere" } }
    }

    @Test("Other algorithms, headers or shapes of COSE are refused before any signature is looked at")
    func headers() throws {
        let claims = CBOR.bytes(Sample.credential().claims.encoded)
        let id = CBOR.bytes(Sample.issuer.publicKey.id)
        func word(_ protected: CBOR, _ unprotected: CBOR = .map([]), tag: UInt64? = 18) throws -> String {
            let items = CBOR.array([.bytes(protected.encoded), unprotected, claims, .bytes(Array(1...64))])
            let credential = tag.map { CBOR.tagged($0, items) } ?? items
            return verifier.word(try Sample.text(credential: credential.encoded))
        }
        let alg = CBOR.Pair(.integer(1), .integer(-7))
        let kid = CBOR.Pair(.integer(4), id)
        #expect(try word(.map([alg, kid])) == "issuerSignature")
        #expect(try word(.map([alg, kid]), tag: nil) == "credentialForm")
        #expect(try word(.map([alg, kid]), tag: 61) == "credentialForm")
        #expect(try word(.map([.init(.integer(1), .integer(-8)), kid])) == "credentialForm")
        #expect(try word(.map([alg])) == "credentialForm")
        #expect(try word(.map([kid]), .map([alg])) == "credentialForm")
        #expect(try word(.map([alg]), .map([kid])) == "credentialForm")
        #expect(try word(.map([alg, kid, .init(.integer(2), .array([.integer(9)]))])) == "credentialForm")
        #expect(try word(.map([alg, .init(.integer(4), .bytes([1]))])) == "issuerKeyUnknown")
    }

    @Test("No truncation and no single flipped bit of the bytes is taken or crashes")
    func mutilatedBytes() throws {
        let good = try PassForm(reading: try Sample.holder().text(at: Sample.now, gate: Sample.gateID)).bytes
        func word(_ bytes: [UInt8]) -> String {
            verifier.verify(bytes: bytes, at: Sample.gate, now: Sample.now) { _ in true }.word
        }
        #expect(word(good) == "genuine")
        for length in good.indices { #expect(word(Array(good[..<length])) == "form") }
        var words: [String: Int] = [:]
        for bit in 0..<(good.count * 8) {
            var other = good
            other[bit / 8] ^= 1 << (bit % 8)
            words[word(other), default: 0] += 1
        }
        #expect(words["genuine"] == nil)
        #expect(words.keys.contains("phoneSignature") && words.keys.contains("issuerSignature"))
        #expect(word(good + [0]) == "form")
    }

    @Test("No truncation and no single flipped bit of the text is taken or crashes")
    func mutilatedText() throws {
        let good = Array(try Sample.holder().text(at: Sample.now).utf8)
        for length in good.indices {
            #expect(verifier.word(String(decoding: good[..<length], as: UTF8.self)) != "genuine")
        }
        for bit in 0..<(good.count * 8) {
            var other = good
            other[bit / 8] ^= 1 << (bit % 8)
            #expect(verifier.word(String(decoding: other, as: UTF8.self)) != "genuine", "bit \(bit)")
        }
    }

    @Test(
        "A minute of mutations of good passes, lists and deltas ends in no crash and no pass",
        .enabled(if: ProcessInfo.processInfo.environment["YONGAI_FUZZ_SECONDS"] != nil))
    func fuzz() throws {
        let seconds = Double(ProcessInfo.processInfo.environment["YONGAI_FUZZ_SECONDS"] ?? "") ?? 60
        let count = try Mutations(seed: 20_261_124).run(seconds: seconds)
        print("\(count) mutations")
        #expect(count > 0)
    }

    @Test("A few thousand mutations end in no crash and no pass")
    func fewMutations() throws {
        #expect(try Mutations(seed: 7).run(count: 3_000) == 3_000)
    }
}
