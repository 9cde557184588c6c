import Kernel
import PassToken
import Synchronization

/// The newest list of revocations, signed, and what is asked for of it: made once a version.
final class RevocationBoard: Sendable {
    struct Posted: Sendable {
        let version: Int64
        let bytes: [UInt8]
    }

    private struct State {
        var list: RevocationList?
        /// The name of the key that signed: after a change of keys the list is signed anew.
        var whole: [UInt8] = []
        var deltas: [Int64: [UInt8]] = [:]
    }

    static let deltasMax = 64
    private let state = Mutex(State())

    /// The whole list of this version, if it is the one that is kept.
    func whole(_ version: Int64) -> Posted? {
        state.withLock { state in
            state.list?.version == UInt64(version) ? Posted(version: version, bytes: state.whole) : nil
        }
    }

    func post(_ list: RevocationList, _ bytes: [UInt8]) {
        state.withLock { state in
            guard state.list?.version ?? 0 <= list.version else { return }
            state = State(list: list, whole: bytes)
        }
    }

    func list(_ version: Int64) -> RevocationList? {
        state.withLock { $0.list?.version == UInt64(version) ? $0.list : nil }
    }

    func delta(from: Int64, to version: Int64) -> [UInt8]? {
        state.withLock { $0.list?.version == UInt64(version) ? $0.deltas[from] : nil }
    }

    func keep(delta: [UInt8], from: Int64, to version: Int64) {
        state.withLock { state in
            guard state.list?.version == UInt64(version), state.deltas.count < Self.deltasMax else { return }
            state.deltas[from] = delta
        }
    }
}

extension Passes {
    /// The newest list, whole and signed. There is always one: the first is made when it is first asked for.
    public func revocationList() async throws -> (version: Int64, bytes: [UInt8]) {
        let posted = try await posted()
        return (posted.version, posted.bytes)
    }

    func posted() async throws -> RevocationBoard.Posted {
        let newest = try await newestList()
        if let posted = board.whole(newest.version) { return posted }
        let serials = try await database.read { [revocations] in try revocations.serials(of: newest, in: $0) }
        let authority = authority()
        let list = Self.list(newest, serials, authority)
        let bytes = try authority.issuer(at: newest.issuedAt).sign(list)
        board.post(list, bytes)
        return RevocationBoard.Posted(version: newest.version, bytes: bytes)
    }

    /// What is to be laid upon the list of an earlier version; nil when that is not known any more.
    func delta(from since: Int64, to version: Int64) async throws -> [UInt8]? {
        if let known = board.delta(from: since, to: version) { return known }
        guard let new = board.list(version) else { return nil }
        let old = try await database.read { [revocations] town -> (ListVersion, [UInt32])? in
            guard let old = try revocations.version(since, in: town) else { return nil }
            return (old, try revocations.serials(of: old, in: town))
        }
        guard let old, since < version else { return nil }
        let authority = authority()
        let delta = RevocationDelta(from: Self.list(old.0, old.1, authority), to: new)
        let bytes = try authority.issuer(at: Instant(seconds: new.issuedAt)).sign(delta)
        board.keep(delta: bytes, from: since, to: version)
        return bytes
    }

    private func newestList() async throws -> ListVersion {
        let newest = try await database.read { [revocations] in try revocations.newest(in: $0) }
        if let newest, canSign(newest) { return newest }
        let made = try await database.write { [self] town -> ListVersion? in
            _ = try freshenList(in: town)
            return try revocations.newest(in: town)
        }
        guard let made else { throw Refusal.notReady }
        return made
    }

    private static func list(
        _ version: ListVersion, _ serials: [UInt32], _ authority: PassAuthority
    ) -> RevocationList {
        RevocationList(
            issuer: authority.city, issuedAt: version.issuedAt.seconds, version: UInt64(version.version),
            floor: version.lowest, serials: serials)
    }
}
