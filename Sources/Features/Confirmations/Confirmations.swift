import Kernel
import Sealing

/// Confirmations are what people on the spot say of a place with one tap: open, closed, full, it works, it is broken.
/// Anyone may; a device is known by a random cookie, and a device and the network it came by are kept as keyed hashes,
/// only for as long as an answer can count (`Limits.witnessHoursMax`). Answers are history: a mistake is withdrawn by
/// another row, never erased. What the answers about a place say together is its `PlaceTruth`: worked out in the
/// transaction that adds one, kept beside the history, and read into the index as a `PlaceStanding`.
public struct Confirmations: Sendable {
    let store = ConfirmationStore()
    /// Behind the hashes.
    let keys: KeyRing
    /// 128 random bits: new device cookies and keys.
    let random: @Sendable () -> (UInt64, UInt64)

    public init(keys: KeyRing, random: @escaping @Sendable () -> (UInt64, UInt64)) {
        self.keys = keys
        self.random = random
    }

    func witness(_ sender: Sender) -> Witness { sender.witness(for: "answer") { keys.blindText($0, field: $1) } }
}

/// Whose answers a limit counts.
enum Answerer: Sendable {
    case device, network

    /// A rider passes a handful of places an hour. A network is a café, a dormitory or a carrier's address that
    /// hundreds of phones share, so its bound only stops a machine.
    static let limits: [RateLimit<Answerer>] = [
        RateLimit(.device, 10, in: 600), RateLimit(.device, 60, in: 86_400), RateLimit(.network, 120, in: 600),
        RateLimit(.network, 2000, in: 86_400),
    ]
}
