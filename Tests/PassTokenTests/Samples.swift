import CBOR
import Crypto
import Foundation

@testable import PassToken

/// A city, a rider and a gate, always the same ones.
enum Sample {
    static let now: Int64 = 1_795_392_007
    static let city = "yunshan.yongai"
    static let compound = "0198c0de-0000-7000-8000-000000000001"
    static let gateID: [UInt8] = Array(0x10...0x1F)
    static let gate = PassGate(id: gateID, compound: compound)

    static func key(_ name: String) -> P256.Signing.PrivateKey {
        // The hash of a name is below the order of the curve but for one in 2³².
        guard let key = try? P256.Signing.PrivateKey(rawRepresentation: SHA256.hash(data: Array(name.utf8)).octets)
        else { fatalError("choose another name than \(name)") }
        return key
    }

    static let issuerKey = key("issuer 1")
    static let issuer = PassIssuer(name: city, key: issuerKey)
    static let phoneKey = key("phone 1")
    static let keys = PassKeys(issuer: city, [IssuerKey(issuer.publicKey)])
    static let verifier = PassVerifier(keys: keys, revocations: .none(issuer: city))

    static func credential(
        serial: UInt32 = 70_001, issuedAt: Int64 = now - 3_600, expiresAt: Int64 = now + 82_800,
        phone: P256.Signing.PrivateKey = phoneKey
    ) -> PassCredential {
        PassCredential(
            issuer: city, subject: "r7Wq0ZkX2mB1sLx8Vd4cTg", issuedAt: issuedAt, expiresAt: expiresAt, serial: serial,
            trade: .foodDelivery, maskedName: "欧阳＊明", team: "美团海曙鼓楼一站",
            phoneKey: PassPublicKey(phone.publicKey))
    }

    static func holder(_ change: (inout PassCredential) -> Void = { _ in }) throws -> PassHolder {
        var one = credential()
        change(&one)
        return PassHolder(credential: try issuer.sign(one), key: phoneKey)
    }

    /// A credential of any claims, truly signed.
    static func signed(_ claims: CBOR, by key: P256.Signing.PrivateKey = issuerKey) throws -> [UInt8] {
        try COSESign1.signed(claims.encoded, by: key).encoded
    }

    /// The code in the five items, truly signed by the phone, with a change made before the signature.
    static func text(
        credential: [UInt8], step: UInt64 = PassStep.at(now), gate: [UInt8]? = nil, nonce: [UInt8]? = nil,
        key: P256.Signing.PrivateKey = phoneKey
    ) throws -> String {
        let moment = PassMoment(credential: credential, step: step, gate: gate, nonce: nonce)
        return PassForm(moment: moment, signature: try key.signature(for: moment.message).rawRepresentation.octets).text
    }
}

extension PassVerifier {
    /// The fault's name, or `genuine`.
    func word(_ text: String, at gate: PassGate = Sample.gate, now: Int64 = Sample.now) -> String {
        verify(text, at: gate, now: now) { _ in true }.word
    }

    func refusal(_ text: String, at gate: PassGate = Sample.gate, now: Int64 = Sample.now) -> PassRefusal? {
        if case .refused(let refusal) = verify(text, at: gate, now: now, policy: { _ in true }) { refusal } else { nil }
    }
}

extension PassVerdict {
    var word: String {
        switch self {
        case .genuine: "genuine"
        case .refused(let refusal): refusal.fault.rawValue
        }
    }
}

extension Sequence where Element == UInt8 {
    var octets: [UInt8] { Array(self) }
    var hex: String { map { (($0 < 16 ? "0" : "") + String($0, radix: 16)) }.joined() }
}

func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap { $0.hexDigitValue.map(UInt8.init) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// Numbers that look random and are the same each time (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

enum Files {
    static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    /// Published data of others, beside the repository; not everywhere.
    static let shared = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/data/vectors")

    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: shared.appendingPathComponent(path).path)
    }

    static func json<Form: Decodable>(_ path: String, as form: Form.Type = Form.self) throws -> Form {
        try JSONDecoder().decode(form, from: try Data(contentsOf: shared.appendingPathComponent(path)))
    }
}
