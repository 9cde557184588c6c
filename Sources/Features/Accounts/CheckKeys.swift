import Kernel
import Sealing

extension Accounts {
    /// Notes which keys this database is sealed with, and finds out when the house has come with others: with them it
    /// would know nobody, and seal new people's data where the old keys are missed.
    ///
    /// - Throws: `KeysFault` when a version of the keys is another one than before, or one in use is missing.
    public func checkKeys(in town: any Writing) throws {
        let known = try store.keyChecks(in: town)
        for (version, mac) in known {
            guard keys.versions.contains(version) else { throw KeysFault.missing(version: version) }
            guard keys.macs([], purpose: Self.checkPurpose).contains(mac) else {
                throw KeysFault.other(version: version)
            }
        }
        for (version, mac) in zip(keys.versions, keys.macs([], purpose: Self.checkPurpose))
        where !known.contains(where: { $0.version == version }) {
            try store.addKeyCheck(version: version, mac: mac, in: town)
        }
    }

    private static let checkPurpose = "key-check"
}

/// The keys do not fit the database.
public enum KeysFault: Error, Sendable, Equatable, CustomStringConvertible {
    case missing(version: UInt32)
    case other(version: UInt32)

    public var description: String {
        switch self {
        case .missing(let version):
            "The database holds data sealed with version \(version) of the keys, which the key file lacks."
        case .other(let version):
            "Version \(version) of the keys is not the one this database was sealed with. Is it another city's file?"
        }
    }
}
