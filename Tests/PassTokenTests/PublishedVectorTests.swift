import CBOR
import Foundation
import Testing

@testable import PassToken

@Suite("Vectors that others have published")
struct PublishedVectorTests {
    private struct Example: Decodable {
        let input: Input
        let output: Output
        struct Input: Decodable {
            let sign0: Sign?
            let plaintext_hex: String?
        }
        struct Sign: Decodable {
            let key: Key
            let external: String?
        }
        struct Key: Decodable {
            let x, y, x_hex, y_hex: String?
        }
        struct Output: Decodable { let cbor: String }
    }

    private func key(_ key: Example.Key) throws -> PassPublicKey {
        func part(_ hex: String?, _ base64: String?) -> [UInt8] {
            if let hex { return bytes(hex) }
            let padded = (base64 ?? "").replacingOccurrences(of: "-", with: "+").replacingOccurrences(
                of: "_", with: "/")
            return Data(base64Encoded: padded + "=").map { Array($0) } ?? []
        }
        return try #require(PassPublicKey(point: part(key.x_hex, key.x) + part(key.y_hex, key.y)))
    }

    private func isGood(_ path: String) throws -> Bool {
        let example = try Files.json(path, as: Example.self)
        let sign = try #require(example.input.sign0)
        let data = bytes(example.output.cbor)
        // One of the examples is the four items without their tag.
        let untagged = (try? CBOR(decoding: data)).flatMap { COSESign1($0, strict: false) }
        guard let message = COSESign1(decoding: data, strict: false) ?? untagged else { return false }
        let algorithm = message.protected[1] ?? message.unprotected[1]
        guard algorithm?.integer == COSESign1.es256 else { return false }
        return message.isValid(by: try key(sign.key), external: bytes(sign.external ?? ""))
    }

    @Test("COSE working group, sign1-tests", .enabled(if: Files.has("cose"), "needs ../shared/data/vectors"))
    func cose() throws {
        for number in ["01", "02", "03"] { #expect(try isGood("cose/sign-pass-\(number).json"), "pass-\(number)") }
        for number in ["01", "02", "03", "04", "06", "07"] {
            #expect(try !isGood("cose/sign-fail-\(number).json"), "fail-\(number)")
        }
    }

    @Test("RFC 8392, appendix A.3", .enabled(if: Files.has("cwt"), "needs ../shared/data/vectors"))
    func cwt() throws {
        #expect(try isGood("cwt/A_3.json"))
        let example = try Files.json("cwt/A_3.json", as: Example.self)
        let message = try #require(COSESign1(decoding: bytes(example.output.cbor), strict: true))
        let claims = try CBOR(decoding: message.payload, strict: true)
        #expect(claims[Claim.issuer]?.text == "coap://as.example.com")
        #expect(claims[Claim.subject]?.text == "erikw")
        #expect(claims[Claim.audience]?.text == "coap://light.example.com")
        #expect(claims[Claim.expiresAt]?.integer == 1_444_064_944)
        #expect(claims[Claim.issuedAt]?.integer == 1_443_944_944)
        #expect(claims[Claim.credentialID]?.bytes == bytes("0b71"))
        #expect(message.encoded == bytes(example.output.cbor))
        // MACed, encrypted and nested ones are no COSE_Sign1.
        for name in ["A_4", "A_5", "A_6", "A_7"] {
            let other = try Files.json("cwt/\(name).json", as: Output.self)
            #expect(COSESign1(decoding: bytes(other.output.cbor), strict: true)?.keyID == nil, "\(name)")
        }
    }

    private struct Output: Decodable { let output: Example.Output }

    private struct Wycheproof: Decodable {
        let testGroups: [Group]
        struct Group: Decodable {
            let publicKey: Key
            let tests: [Case]
        }
        struct Key: Decodable { let uncompressed: String }
        struct Case: Decodable {
            let tcId: Int
            let comment, msg, sig, result: String
        }
    }

    @Test(
        "Wycheproof, ECDSA on P-256 with r and s side by side",
        .enabled(if: Files.has("wycheproof"), "needs ../shared/data/vectors"))
    func wycheproof() throws {
        let suite = try Files.json("wycheproof/ecdsa_secp256r1_sha256_p1363_test.json", as: Wycheproof.self)
        var count = 0
        for group in suite.testGroups {
            let key = try #require(PassPublicKey(point: bytes(group.publicKey.uncompressed).dropFirst()))
            for one in group.tests {
                let isValid = key.isValid(bytes(one.sig), of: bytes(one.msg))
                #expect(isValid == (one.result == "valid"), "\(one.tcId) \(one.comment)")
                count += 1
            }
        }
        #expect(count == 262)
    }
}
