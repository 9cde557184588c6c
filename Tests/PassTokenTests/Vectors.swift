import CBOR
import Crypto
import Foundation

@testable import PassToken

/// `vectors.json`: passes of fixed keys with the verdict each must get, for verifiers in any language. Bytes are hex.
/// Signatures are made anew when it is recorded (`YONGAI_RECORD=1`); all else is the same each time.
struct Vectors: Codable {
    var issuer: String
    /// Private keys (`d`) are here so that others can make passes of their own.
    var keys: [String: Key]
    /// A COSE_KeySet.
    var keySet: String
    var lists: [List]
    var deltas: [Delta]
    var passes: [Case]

    struct Key: Codable {
        var d, x, y, kid: String
    }

    struct List: Codable {
        var bytes: String
        var version: UInt64
        var floor: UInt32
        var serials: [UInt32]
    }

    struct Delta: Codable {
        var bytes: String
        var from, version: UInt64
        var floor: UInt32
        var added: [UInt32]
    }

    struct Case: Codable {
        var name: String
        var text: String
        var now: Int64
        var gate: String
        var compound: String
        var nonce: String?
        /// The version of the list the verifier has.
        var list: UInt64
        /// `genuine`, or the fault.
        var verdict: String
        /// What the phone signed, where the pass is genuine.
        var signed: String?
        var maskedName: String?
    }

    static let file = Files.here.appendingPathComponent("vectors.json")

    static func read() throws -> Vectors {
        try JSONDecoder().decode(Vectors.self, from: try Data(contentsOf: file))
    }

    func write() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (encoder.encode(self) + Data("\n".utf8)).write(to: Self.file)
    }

    func verifier(list version: UInt64) throws -> PassVerifier {
        let keys = PassKeys(issuer: issuer, decoding: bytes(keySet)) ?? PassKeys(issuer: issuer, [])
        guard let list = lists.first(where: { $0.version == version }) else { throw PassFault.claims }
        return PassVerifier(keys: keys, revocations: try RevocationList(reading: bytes(list.bytes), keys: keys))
    }
}

/// Makes them.
struct VectorMaker {
    private let now = Sample.now
    private let old = PassIssuer(name: Sample.city, key: Sample.key("issuer 0"))
    private let issuer = Sample.issuer
    private let keys: PassKeys
    private let first: RevocationList
    private let second: RevocationList
    private let nonce: [UInt8] = [0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6, 0x07, 0x18]

    init() {
        keys = PassKeys(
            issuer: Sample.city,
            [
                IssuerKey(old.publicKey, use: 1_790_000_000...(now - 600)),
                IssuerKey(issuer.publicKey, use: (now - 7_200)...IssuerKey.always),
            ])
        first = RevocationList(
            issuer: Sample.city, issuedAt: now - 3_600, version: 41, floor: 60_000, serials: [60_007, 61_000, 70_666])
        second = RevocationList(
            issuer: Sample.city, issuedAt: now - 60, version: 42, floor: 60_500,
            serials: [61_000, 69_999, 70_666, 70_777])
    }

    func vectors() throws -> Vectors {
        var keyForms: [String: Vectors.Key] = [:]
        for name in ["issuer 0", "issuer 1", "phone 1", "phone 2", "forger"] {
            let key = Sample.key(name)
            let known = PassPublicKey(key.publicKey)
            keyForms[name] = Vectors.Key(
                d: key.rawRepresentation.hex, x: known.point[..<32].hex, y: known.point[32...].hex, kid: known.id.hex)
        }
        let delta = RevocationDelta(from: first, to: second)
        return Vectors(
            issuer: Sample.city, keys: keyForms, keySet: keys.encoded.hex,
            lists: try [first, second].map {
                Vectors.List(
                    bytes: try issuer.sign($0).hex, version: $0.version, floor: $0.floor, serials: $0.serials)
            },
            deltas: [
                Vectors.Delta(
                    bytes: try issuer.sign(delta).hex, from: delta.from, version: delta.version, floor: delta.floor,
                    added: delta.added)
            ],
            passes: try good() + inTime() + signatures() + places() + forms())
    }

    private func one(
        _ name: String, _ verdict: String, _ text: String, later: Int64 = 0, nonce: [UInt8]? = nil, list: UInt64 = 41
    ) -> Vectors.Case {
        let form = verdict == "genuine" ? try? PassForm(reading: text) : nil
        return Vectors.Case(
            name: name, text: text, now: now + later, gate: Sample.gateID.hex, compound: Sample.compound,
            nonce: nonce?.hex, list: list, verdict: verdict, signed: form?.moment.message.hex,
            maskedName: form.map { _ in Sample.credential().maskedName })
    }

    private func good() throws -> [Vectors.Case] {
        let holder = try Sample.holder()
        let byOldKey = PassHolder(
            credential: try old.sign(Sample.credential(issuedAt: now - 7_000)), key: Sample.phoneKey)
        return [
            one("a rider's pass", "genuine", try holder.text(at: now)),
            one("one step late", "genuine", try holder.text(at: now - 15)),
            one("one step early", "genuine", try holder.text(at: now + 15)),
            one("with the gate's code scanned", "genuine", try holder.text(at: now, gate: Sample.gateID)),
            one(
                "with the gate's nonce", "genuine", try holder.text(at: now, gate: Sample.gateID, nonce: nonce),
                nonce: nonce),
            one("a guest's, without a team", "genuine", try guest(at: Sample.compound).text(at: now)),
            one("signed by the key before, in its time", "genuine", try byOldKey.text(at: now)),
            one("not yet revoked", "genuine", try revocable(70_777).text(at: now)),
        ]
    }

    private func guest(at compound: String) throws -> PassHolder {
        try Sample.holder {
            $0.audience = compound
            $0.team = nil
        }
    }

    private func revocable(_ serial: UInt32) throws -> PassHolder { try Sample.holder { $0.serial = serial } }

    private func inTime() throws -> [Vectors.Case] {
        let holder = try Sample.holder()
        let fresh = try Sample.holder { $0.issuedAt = now - 20 }
        let late = try Sample.holder { $0.issuedAt = now + 61 }
        return [
            one("issued in a minute", "notYetValid", try late.text(at: now)),
            one("expired", "expired", try holder.text(at: now + 82_800), later: 82_800),
            one("a picture, forty seconds later", "stepTooOld", try holder.text(at: now), later: 40),
            one("a phone that is five minutes ahead", "clockAhead", try holder.text(at: now + 300)),
            one("a phone that is five minutes behind", "clockBehind", try fresh.text(at: now - 300)),
        ]
    }

    private func signatures() throws -> [Vectors.Case] {
        let credential = try Sample.holder().credential
        let forger = PassIssuer(name: Sample.city, key: Sample.key("forger"))
        let elsewhere = PassIssuer(name: "elsewhere.yongai", key: Sample.issuerKey)
        var abroad = Sample.credential()
        abroad.issuer = elsewhere.name
        // The forger names the city's key, but cannot sign with it.
        var forged = try forger.sign(Sample.credential())
        forged.replaceSubrange(8..<16, with: issuer.publicKey.id)
        let tooEarly = try old.sign(Sample.credential(issuedAt: now - 500))
        return [
            one(
                "a key nobody trusts", "issuerKeyUnknown",
                try Sample.text(credential: try forger.sign(Sample.credential()))),
            one("a forged signature of the city", "issuerSignature", try Sample.text(credential: forged)),
            one("of another city", "issuer", try Sample.text(credential: try elsewhere.sign(abroad))),
            one("a key out of use", "issuerKeyOutOfUse", try Sample.text(credential: tooEarly)),
            one(
                "copied to another phone", "phoneSignature",
                try Sample.text(credential: credential, key: Sample.key("phone 2"))),
        ]
    }

    private func places() throws -> [Vectors.Case] {
        let holder = try Sample.holder()
        return [
            one("another gate", "otherGate", try holder.text(at: now, gate: [9])),
            one("without the nonce", "nonceMissing", try holder.text(at: now), nonce: nonce),
            one("with another nonce", "nonceWrong", try holder.text(at: now, nonce: [1, 2]), nonce: nonce),
            one("with a nonce nobody gave", "nonceWrong", try holder.text(at: now, nonce: nonce)),
            one("a guest at another compound", "otherCompound", try guest(at: "elsewhere").text(at: now)),
            one("revoked", "revoked", try revocable(70_666).text(at: now)),
            one("revoked by the next list", "revoked", try revocable(70_777).text(at: now), list: 42),
            one("below the floor", "revoked", try revocable(59_999).text(at: now)),
        ]
    }

    private func forms() throws -> [Vectors.Case] {
        let form = try PassForm(reading: try Sample.holder().text(at: now))
        // The array's head in two bytes instead of one.
        let longer = [0x98, 0x05] + form.bytes.dropFirst()
        let untagged = Array(form.moment.credential.dropFirst())
        let claims = CBOR.map((Sample.credential().claims.map ?? []).dropLast())
        return [
            one("a web address", "prefix", "https://city.example/gate/1"),
            one("a version to come", "version", "YA2:" + form.text.dropFirst(4)),
            one("too long", "size", "YA1:" + String(repeating: "0", count: 897)),
            one("a letter that is none", "letters", form.text.dropLast() + "a"),
            one("not the shortest CBOR", "form", PassForm.prefix + Base45.encode(longer)),
            one("cut short", "form", PassForm.prefix + Base45.encode(Array(form.bytes.dropLast()))),
            one("a credential without its tag", "credentialForm", try Sample.text(credential: untagged)),
            one("a credential without a rider", "claims", try Sample.text(credential: try Sample.signed(claims))),
        ]
    }
}
