import CBOR
import Kernel
import PassToken
import Base64URL

/// The phone that holds somebody's pass.
struct PassDevice: Sendable, Equatable {
    var account: ID<Account>
    /// The rider's pseudonym in passes; each phone has another.
    var subject: String
    /// 65 bytes, not compressed.
    var publicKey: [UInt8]
    /// What the phone calls itself: `Chrome · Android`.
    var name: String
    var codeSecretSealed: [UInt8]
    /// The last step of typed digits that was used; a code is good once.
    var codeStep: Int64
    var registeredAt: Instant
}

/// A key that a phone shows to have.
struct ShownKey: Sendable {
    /// 65 bytes, not compressed.
    let bytes: [UInt8]
    let key: PassPublicKey

    /// What keeps these signatures apart from any others of the phone's key.
    static let domain = "YongAi device 1"
    /// Steps by which the phone's clock may be off when it shows its key: the answer tells it the time.
    static let stepsOffMax: Int64 = 20

    /// - Parameters:
    ///   - key: Base64url of the 65 bytes.
    ///   - proof: Base64url of the signature over `[domain, city, occasion, step]` by that key.
    ///   - occasion: the account it is for; of a guest the code sent to the phone, which is good once.
    /// - Throws: `Refusal.parameter` for a key that is none, a proof it did not sign, or one of another time.
    init(
        _ key: String, proof: String, step: UInt64, city: String, occasion: String, now: Instant
    ) throws(Refusal) {
        guard let bytes = Base64URL.decode(key), bytes.count == 65, bytes[0] == 4,
            let point = PassPublicKey(point: bytes.dropFirst())
        else { throw .parameter(name: "public_key", came: nil, accepted: .keyForm) }
        let off = Int64(clamping: step).subtractingReportingOverflow(Int64(PassStep.at(now.seconds)))
        guard !off.overflow, abs(off.partialValue) <= Self.stepsOffMax else {
            throw .parameter(name: "step", came: String(step), accepted: .clockOff)
        }
        let message = CBOR.array([
            .text(Self.domain), .text(city), .text(occasion), .unsigned(step),
        ]).encoded
        guard let signature = Base64URL.decode(proof), point.isValid(signature, of: message) else {
            throw .parameter(name: "proof", came: nil, accepted: .proofForm)
        }
        self.bytes = bytes
        self.key = point
    }
}

/// A phone that asks for the pass, as it is sent.
struct DeviceBody: Decodable, Sendable {
    let publicKey: String
    let proof: String
    let step: UInt64
    let name: String?
    let replace: Bool?

    private enum CodingKeys: String, CodingKey {
        case publicKey = "public_key"
        case proof, step, name, replace
    }

    init(_ visit: Visit) throws(Refusal) {
        self = try visit.decoded("{public_key, proof, step}")
    }

    /// In one line, within bounds.
    var deviceName: String {
        let plain = (name ?? "").unicodeScalars.filter { $0.properties.generalCategory != .control }
        return String(String(String.UnicodeScalarView(plain)).prefix(Limits.deviceNameCharactersMax))
    }
}

extension Limits {
    static let deviceNameCharactersMax = 60
    static let deviceBodyBytesMax = 4_000
}

extension Phrase {
    static let keyForm = Phrase(
        "应是 P-256 公钥（未压缩，65 字节）的 Base64url。", "A public key on P-256, 65 bytes not compressed, in Base64url.")
    static let proofForm = Phrase("不是这把密钥签的。", "It must be signed by that key.")
    static let clockOff = Phrase(
        "手机时间差得太多，请打开自动校时再试。", "The phone's clock is far off. Set it to automatic time and try again.")
}
