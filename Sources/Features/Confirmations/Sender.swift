import Crypto
import Kernel

/// Who sends an answer, as the request told it. Nothing of it is kept but keyed hashes.
public struct Sender: Sendable, Equatable {
    /// The device's cookie.
    public var device: String
    /// The network the request came by, as wide as a neighbourhood of addresses.
    public var network: String

    public init(device: String, network: String) {
        self.device = device
        self.network = network
    }

    func witness(secret: [UInt8]) -> Witness {
        Witness(
            device: Self.hash("device " + device, secret), network: Self.hash("network " + network, secret))
    }

    /// HMAC-SHA-256, cut to 128 bits, in hexadecimal digits.
    private static func hash(_ text: String, _ secret: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: secret))
        return code.prefix(16).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
