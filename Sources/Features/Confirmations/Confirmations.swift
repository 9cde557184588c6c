import Kernel

/// Confirmations are what people on the spot say of a place with one tap: open, closed, full, it works, it is broken.
/// Anyone may; a device is known by a random cookie, and a device and the network it came by are kept as keyed hashes,
/// only for as long as an answer can count (`Limits.witnessHoursMax`). Answers are history: a mistake is withdrawn by
/// another row, never erased. What the answers about a place say together is its `PlaceTruth`: worked out in the
/// transaction that adds one, kept beside the history, and read into the index as a `PlaceStanding`.
public struct Confirmations: Sendable {
    let store = ConfirmationStore()
    /// 128 random bits: new device cookies, keys, and the secret behind the hashes.
    let random: @Sendable () -> (UInt64, UInt64)

    public init(random: @escaping @Sendable () -> (UInt64, UInt64)) {
        self.random = random
    }
}
