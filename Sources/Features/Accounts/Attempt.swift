import Kernel

/// What is counted so that it does not happen too often.
enum Attempt: Sendable {
    /// A ceremony of somebody not yet known, a passkey's or the identity provider's, by the network that asks.
    case ceremony(network: String)
    /// A password typed in, right or not. Each costs a slow hash.
    case password(network: String)
    /// A look for whoever has a number, by staff.
    case phoneSearch(by: ID<Account>)
    /// What is told in the audit log once an hour.
    case told(String, of: ID<Account>)

    var kind: String {
        switch self {
        case .ceremony: "ceremony"
        case .password: "password"
        case .phoneSearch: "phone-search"
        case .told(let action, _): "told " + action
        }
    }

    /// Whose it is, of which only a keyed hash is kept.
    private var sender: String {
        switch self {
        case .ceremony(let network), .password(let network): network
        case .phoneSearch(let account), .told(_, let account): account.description
        }
    }

    /// A network is an office or a carrier's address that hundreds of phones share: its bound only stops a machine.
    /// Staff meet some dozens of riders a day.
    private var bounds: [(timesMax: Int, seconds: Int64)] {
        switch self {
        case .ceremony: [(120, 600), (2000, 86_400)]
        case .password: [(60, 600), (600, 86_400)]
        case .phoneSearch: [(60, 3600), (200, 86_400)]
        case .told: [(1, 3600)]
        }
    }

    func limits(_ hash: (String) -> [UInt8]) -> [RateLimit<[UInt8]>] {
        let hashed = hash(sender)
        return bounds.map { RateLimit(hashed, $0.timesMax, in: $0.seconds) }
    }
}
