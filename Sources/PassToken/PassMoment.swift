import CBOR
import Crypto

/// The fifteen seconds a code is shown for.
public enum PassStep {
    public static let seconds: Int64 = 15
    /// Steps before and after the verifier's own that are taken.
    public static let tolerance: Int64 = 1

    public static func at(_ second: Int64) -> UInt64 { UInt64(max(second, 0) / seconds) }
}

/// What a phone signs: one credential, one step, and what a gate asked for.
struct PassMoment: Sendable, Equatable {
    /// What keeps these signatures apart from any others of the phone's key.
    static let domain = "YongAi pass 1"

    let credential: [UInt8]
    let step: UInt64
    let gate: [UInt8]?
    let nonce: [UInt8]?

    var message: [UInt8] {
        CBOR.array([
            .text(Self.domain), .bytes(Array(SHA256.hash(data: credential))), .unsigned(step),
            gate.map(CBOR.bytes) ?? .null, nonce.map(CBOR.bytes) ?? .null,
        ]).encoded
    }
}

/// The text in the code, taken apart.
struct PassForm: Sendable, Equatable {
    static let prefix = "YA1:"
    static let partBytesMax = 16
    static let stepMax = UInt64(PassCredential.secondsMax / PassStep.seconds)

    let moment: PassMoment
    let signature: [UInt8]

    var bytes: [UInt8] {
        CBOR.array([
            .bytes(moment.credential), .unsigned(moment.step), moment.gate.map(CBOR.bytes) ?? .null,
            moment.nonce.map(CBOR.bytes) ?? .null, .bytes(signature),
        ]).encoded
    }

    var text: String { Self.prefix + Base45.encode(bytes) }

    init(moment: PassMoment, signature: [UInt8]) {
        self.moment = moment
        self.signature = signature
    }

    init(reading text: String) throws(PassFault) {
        let letters = text.utf8
        guard letters.starts(with: Self.prefix.utf8) else {
            throw Self.isOtherVersion(letters) ? .version : .prefix
        }
        guard letters.count <= PassVerifier.textLettersMax else { throw .size }
        guard let bytes = Base45.decode(letters.dropFirst(Self.prefix.utf8.count)) else { throw .letters }
        try self.init(decoding: bytes)
    }

    init(decoding bytes: [UInt8]) throws(PassFault) {
        guard let items = (try? CBOR(decoding: bytes, strict: true))?.array, items.count == 5,
            let credential = items[0].bytes, case .unsigned(let step) = items[1], step <= Self.stepMax,
            Self.isPart(items[2]), Self.isPart(items[3]), let signature = items[4].bytes, signature.count == 64
        else { throw .form }
        moment = PassMoment(credential: credential, step: step, gate: items[2].bytes, nonce: items[3].bytes)
        self.signature = signature
    }

    private static func isPart(_ item: CBOR) -> Bool {
        item == .null || (item.bytes.map { (1...partBytesMax).contains($0.count) } ?? false)
    }

    /// `YA`, digits, and a colon: a pass all the same, of a version to come.
    private static func isOtherVersion(_ letters: String.UTF8View) -> Bool {
        guard letters.starts(with: "YA".utf8) else { return false }
        let digits = letters.dropFirst(2).prefix(4).prefix { (48...57).contains($0) }
        return !digits.isEmpty && letters.dropFirst(2 + digits.count).first == UInt8(ascii: ":")
    }
}

/// A phone: it holds a credential and makes the code that moves. The pages have their own in the browser; this one is
/// for tools and tests.
public struct PassHolder: Sendable {
    /// As the issuer gave it.
    public let credential: [UInt8]
    private let key: P256.Signing.PrivateKey

    public init(credential: [UInt8], key: P256.Signing.PrivateKey) {
        self.credential = credential
        self.key = key
    }

    /// - Parameters:
    ///   - gate: 1…16 bytes, the gate whose code was scanned.
    ///   - nonce: 1…16 bytes, what the gate gave.
    public func text(at second: Int64, gate: [UInt8]? = nil, nonce: [UInt8]? = nil) throws -> String {
        let moment = PassMoment(credential: credential, step: PassStep.at(second), gate: gate, nonce: nonce)
        return PassForm(
            moment: moment, signature: Array(try key.signature(for: moment.message).rawRepresentation)
        ).text
    }
}
