/// Who sends something without an account, as the request told it. Nothing of it is kept but keyed hashes.
public struct Sender: Sendable, Equatable {
    /// The device's cookie.
    public var device: String
    /// The network the request came by, as wide as a neighbourhood of addresses.
    public var network: String

    public init(device: String, network: String) {
        self.device = device
        self.network = network
    }

    /// - Parameters:
    ///   - purpose: what is sent; the same device is not known again in what it sends for another purpose.
    ///   - hash: a keyed hash of bytes for a field, in text.
    public func witness(for purpose: String, by hash: (_ bytes: [UInt8], _ field: String) -> String) -> Witness {
        Witness(
            device: hash(Array(device.utf8), purpose + "-device"),
            network: hash(Array(network.utf8), purpose + "-network"))
    }
}

/// Who sent something, as far as the house wants to know: keyed hashes of a device's cookie and of the network it came
/// by.
public struct Witness: Sendable, Hashable {
    public var device: String
    public var network: String

    public init(device: String, network: String) {
        self.device = device
        self.network = network
    }
}
