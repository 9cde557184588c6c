import CBOR
import Crypto

/// The serials of credentials that are no longer good though they have not expired. Exact: nobody is refused by chance.
public struct RevocationList: Sendable, Equatable {
    public static let countMax = 1_000_000
    static let bytesMax = 8_000_000

    public let issuer: String
    public let issuedAt: Int64
    /// Counted up with each list.
    public let version: UInt64
    /// All credentials with lower serials have expired; they are on no list.
    public let floor: UInt32
    /// Ascending.
    public let serials: [UInt32]

    /// - Parameter serials: in any order; those below the floor are left out, and all beyond `countMax`, highest first.
    public init(issuer: String, issuedAt: Int64, version: UInt64, floor: UInt32, serials: some Sequence<UInt32>) {
        self.issuer = issuer
        self.issuedAt = issuedAt
        self.version = version
        self.floor = floor
        self.serials = Array(Set(serials).filter { $0 >= floor }.sorted().prefix(Self.countMax))
    }

    /// Nothing revoked, before the first list has come.
    public static func none(issuer: String) -> RevocationList {
        RevocationList(issuer: issuer, issuedAt: 0, version: 0, floor: 0, serials: [])
    }

    /// A serial below the floor is revoked: its credential has expired, whatever it says.
    public func contains(_ serial: UInt32) -> Bool {
        guard serial >= floor else { return true }
        return serials.withUnsafeBufferPointer { sorted in
            var (low, high) = (0, sorted.count)
            while low < high {
                let middle = (low + high) / 2
                if sorted[middle] < serial { low = middle + 1 } else { high = middle }
            }
            return low < sorted.count && sorted[low] == serial
        }
    }

    /// `[version, floor, count, width, bytes]`.
    private var content: CBOR {
        let coded = RiceCoded(serials, floor: floor)
        return .array([
            .unsigned(version), .unsigned(UInt64(floor)), .unsigned(UInt64(coded.count)),
            .unsigned(UInt64(coded.width)), .bytes(coded.bytes),
        ])
    }

    var digest: [UInt8] { Array(SHA256.hash(data: content.encoded)) }

    var claims: CBOR {
        .map([
            .init(.integer(Claim.issuer), .text(issuer)), .init(.integer(Claim.issuedAt), .integer(issuedAt)),
            .init(.integer(Claim.revocations), content),
        ])
    }

    /// Reads a list that a trusted key has signed.
    public init(reading bytes: [UInt8], keys: PassKeys) throws(PassFault) {
        guard bytes.count <= Self.bytesMax else { throw .size }
        let (claims, key) = try keys.opened(COSESign1(decoding: bytes, strict: true), bytesMax: Self.bytesMax)
        guard claims.map?.count == 3, let issuer = claims[Claim.issuer]?.text,
            let issuedAt = claims[Claim.issuedAt]?.integer,
            let content = claims[Claim.revocations]?.array, content.count == 5,
            case .unsigned(let version) = content[0], let (floor, serials) = Self.serials(content[1...])
        else { throw .claims }
        try keys.check(key, issuer: issuer, issuedAt: issuedAt)
        (self.issuer, self.issuedAt, self.version) = (issuer, issuedAt, version)
        (self.floor, self.serials) = (floor, serials)
    }

    /// `floor, count, width, bytes`.
    static func serials(_ items: ArraySlice<CBOR>) -> (UInt32, [UInt32])? {
        let items = Array(items)
        guard items.count == 4, let floor = items[0].integer.flatMap(UInt32.init(exactly:)),
            let count = items[1].integer.flatMap(Int.init(exactly:)),
            let width = items[2].integer.flatMap(Int.init(exactly:)), let bytes = items[3].bytes,
            let serials = RiceCoded(count: count, width: width, bytes: bytes)
                .numbers(floor: floor, countMax: countMax)
        else { return nil }
        return (floor, serials)
    }
}

/// What a list has gained since an earlier one.
public struct RevocationDelta: Sendable, Equatable {
    public let issuer: String
    public let issuedAt: Int64
    /// The version it is laid upon, and the one it makes.
    public let from: UInt64
    public let version: UInt64
    public let floor: UInt32
    /// Ascending, none below the floor.
    public let added: [UInt32]
    /// Of the list that comes out.
    private let digest: [UInt8]

    public init(from old: RevocationList, to new: RevocationList) {
        issuer = new.issuer
        issuedAt = new.issuedAt
        (from, version, floor) = (old.version, new.version, new.floor)
        let before = Set(old.serials)
        added = new.serials.filter { !before.contains($0) }
        digest = new.digest
    }

    public enum Fault: Error, Sendable, Equatable {
        /// It is laid upon another version or another city's list.
        case base
        /// Something else came out than the city has: fetch the whole list.
        case digest
    }

    public func applied(to list: RevocationList) throws(Fault) -> RevocationList {
        guard list.version == from, list.issuer == issuer, version > from, floor >= list.floor else { throw .base }
        let new = RevocationList(
            issuer: issuer, issuedAt: issuedAt, version: version, floor: floor, serials: list.serials + added)
        guard new.digest == digest else { throw .digest }
        return new
    }

    var claims: CBOR {
        let coded = RiceCoded(added, floor: floor)
        return .map([
            .init(.integer(Claim.issuer), .text(issuer)), .init(.integer(Claim.issuedAt), .integer(issuedAt)),
            .init(
                .integer(Claim.revocationDelta),
                .array([
                    .unsigned(from), .unsigned(version), .bytes(digest), .unsigned(UInt64(floor)),
                    .unsigned(UInt64(coded.count)), .unsigned(UInt64(coded.width)), .bytes(coded.bytes),
                ])),
        ])
    }

    /// Reads a delta that a trusted key has signed.
    public init(reading bytes: [UInt8], keys: PassKeys) throws(PassFault) {
        guard bytes.count <= RevocationList.bytesMax else { throw .size }
        let message = COSESign1(decoding: bytes, strict: true)
        let (claims, key) = try keys.opened(message, bytesMax: RevocationList.bytesMax)
        guard claims.map?.count == 3, let issuer = claims[Claim.issuer]?.text,
            let issuedAt = claims[Claim.issuedAt]?.integer,
            let content = claims[Claim.revocationDelta]?.array, content.count == 7,
            case .unsigned(let from) = content[0], case .unsigned(let version) = content[1],
            let digest = content[2].bytes, let (floor, added) = RevocationList.serials(content[3...])
        else { throw .claims }
        try keys.check(key, issuer: issuer, issuedAt: issuedAt)
        (self.issuer, self.issuedAt, self.from, self.version) = (issuer, issuedAt, from, version)
        (self.floor, self.added, self.digest) = (floor, added, digest)
    }
}
