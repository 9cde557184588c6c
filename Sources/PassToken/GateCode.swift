import Base64URL
import CBOR
import Crypto

/// What is printed at a gate: which gate it is, the number of the print, and the city's signature under both, so that
/// nobody hangs up a code of their own.
public struct GateCode: Sendable, Hashable {
    public static let gateBytes = 16
    static let bytesCount = gateBytes + 2 + 64
    /// Letters of `text`.
    public static let lettersCount = 110
    /// What keeps these signatures apart from any others of the key.
    static let domain = "YongAi gate 1"

    /// The gate's identifier.
    public let gate: [UInt8]
    /// Counts up when the code is renewed. Whether this one still holds, the city says.
    public let number: UInt16
    private let signature: [UInt8]

    public enum Fault: String, Error, Sendable, CaseIterable {
        /// Not the text of a gate's code.
        case form
        /// None of the trusted keys has signed it for this city.
        case signature
        /// The code was renewed, or the gate taken away: whoever knows the gates says so.
        case ended
    }

    /// - Parameter gate: 16 bytes.
    public init(signing gate: [UInt8], number: UInt16, city: String, by key: P256.Signing.PrivateKey) throws {
        guard gate.count == Self.gateBytes else { throw Fault.form }
        self.gate = gate
        self.number = number
        signature = Array(
            try key.signature(for: Self.message(gate, number, city: city)).rawRepresentation)
    }

    /// Reads a text that one of these keys has signed for this city.
    public init(reading text: String, city: String, keys: [PassPublicKey]) throws(Fault) {
        guard text.utf8.count == Self.lettersCount, let bytes = Base64URL.decode(text),
            bytes.count == Self.bytesCount
        else { throw .form }
        gate = Array(bytes[..<Self.gateBytes])
        number = UInt16(bytes[Self.gateBytes]) << 8 | UInt16(bytes[Self.gateBytes + 1])
        signature = Array(bytes[(Self.gateBytes + 2)...])
        let message = Self.message(gate, number, city: city)
        guard keys.contains(where: { $0.isValid(signature, of: message) }) else { throw .signature }
    }

    /// The last part of the code's address: `https://host/g/TEXT`.
    public var text: String { Base64URL.encode(gate + Self.bigEndian(number) + signature) }

    private static func bigEndian(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xFF)] }

    private static func message(_ gate: [UInt8], _ number: UInt16, city: String) -> [UInt8] {
        CBOR.array([.text(domain), .text(city), .bytes(gate), .unsigned(UInt64(number))]).encoded
    }
}
