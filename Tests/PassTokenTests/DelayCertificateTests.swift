import CBOR
import Crypto
import Testing

@testable import PassToken

@Suite("Certificates of waiting")
struct DelayCertificateTests {
    private static let key = P256.Signing.PrivateKey()
    private static let issuer = PassIssuer(name: "3302", key: key)
    private static let keys = PassKeys(issuer: "3302", [IssuerKey(PassPublicKey(key.publicKey), use: 0...2000)])

    private static let some = DelayCertificate(
        issuer: "3302", issuedAt: 1500, id: Array(1...16), place: "白云小区", gate: "南门", arrivedAt: 600, endedAt: 1170,
        outcome: .letIn, maskedName: "王＊骑")

    @Test("What the city signs is read back, and says what it said")
    func read() throws {
        for outcome in DelayCertificate.Outcome.allCases {
            var one = Self.some
            one.outcome = outcome
            #expect(try DelayCertificate(reading: Self.issuer.sign(one), keys: Self.keys) == one)
        }
        #expect(Self.some.minutes == 9)
    }

    @Test("No flipped bit and no part of one is taken")
    func broken() throws {
        let bytes = try Self.issuer.sign(Self.some)
        for bit in 0..<(bytes.count * 8) {
            var other = bytes
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: PassFault.self) { try DelayCertificate(reading: other, keys: Self.keys) }
        }
        for count in 0..<bytes.count {
            #expect(throws: PassFault.self) { try DelayCertificate(reading: Array(bytes[..<count]), keys: Self.keys) }
        }
    }

    @Test("Another's key, another city's, one out of use, and what is no wait are refused")
    func refused() throws {
        let stranger = PassIssuer(name: "3302", key: P256.Signing.PrivateKey())
        #expect(throws: PassFault.issuerKeyUnknown) {
            try DelayCertificate(reading: stranger.sign(Self.some), keys: Self.keys)
        }
        var one = Self.some
        one.issuer = "3303"
        let other = PassIssuer(name: "3303", key: Self.key)
        #expect(throws: PassFault.issuer) { try DelayCertificate(reading: other.sign(one), keys: Self.keys) }
        #expect(throws: PassIssuer.Fault.issuer) { try Self.issuer.sign(one) }
        one = Self.some
        one.issuedAt = 2001
        #expect(throws: PassFault.issuerKeyOutOfUse) {
            try DelayCertificate(reading: Self.issuer.sign(one), keys: Self.keys)
        }
        for (arrived, ended) in [(600, 719), (600, 500), (600, 22_201), (600, 1501)] as [(Int64, Int64)] {
            one = Self.some
            (one.arrivedAt, one.endedAt) = (arrived, ended)
            #expect(throws: PassIssuer.Fault.bounds) { try Self.issuer.sign(one) }
            let signed = try Self.issuer.sign(one.claims)
            #expect(throws: PassFault.claims) { try DelayCertificate(reading: signed, keys: Self.keys) }
        }
        // A pass is no certificate, and a certificate no list.
        #expect(throws: PassFault.self) {
            try RevocationList(reading: Self.issuer.sign(Self.some), keys: Self.keys)
        }
    }
}
