import Kernel

/// A version of the list: what it is signed with.
struct ListVersion: Sendable, Equatable {
    var version: Int64
    var issuedAt: Instant
    /// Serials below have expired.
    var lowest: UInt32
}

/// All SQL about revocations.
struct RevocationStore: Sendable {
    func newest(in town: any Reading) throws -> ListVersion? {
        try town.row("SELECT version, issued_at, lowest FROM pass_list ORDER BY version DESC LIMIT 1").map(version)
    }

    func version(_ number: Int64, in town: any Reading) throws -> ListVersion? {
        try town.row("SELECT version, issued_at, lowest FROM pass_list WHERE version = \(number)").map(version)
    }

    /// The serials of a version's list, ascending.
    func serials(of list: ListVersion, in town: any Reading) throws -> [UInt32] {
        try town.rows(
            """
            SELECT serial FROM pass_revocation
            WHERE version <= \(list.version) AND serial >= \(Int64(list.lowest)) ORDER BY serial
            """
        ).map { UInt32(clamping: try $0.int64("serial")) }
    }

    func isRevoked(_ serial: UInt32, in town: any Reading) throws -> Bool {
        try town.row("SELECT version FROM pass_revocation WHERE serial = \(Int64(serial))") != nil
    }

    /// - Parameter lowest: nil leaves the floor where it is.
    /// - Returns: the new version.
    func addVersion(lowest: UInt32? = nil, in town: any Writing) throws -> Int64 {
        let before = try newest(in: town)
        let number = (before?.version ?? 0) + 1
        let lowest = lowest ?? before?.lowest ?? 0
        try town.run(
            "INSERT INTO pass_list (version, issued_at, lowest) VALUES (\(number), \(town.now), \(Int64(lowest)))")
        return number
    }

    func revoke(_ serials: [UInt32], version: Int64, in town: any Writing) throws {
        try town.runMany(serials) { serial in
            "INSERT INTO pass_revocation (serial, version) VALUES (\(Int64(serial)), \(version))"
        }
        try town.run(
            """
            UPDATE pass_credential SET revoked_at = \(town.now)
            WHERE serial IN \(list: serials.map { Int64($0) }) AND revoked_at IS NULL
            """)
    }

    /// The lowest serial that has not expired; the next one to be given out when all have.
    func lowestRunning(in town: any Writing) throws -> UInt32 {
        let row = try town.row(
            """
            SELECT coalesce((SELECT min(serial) FROM pass_credential WHERE expires_at > \(town.now)),
                (SELECT next_serial FROM pass_counter WHERE id = 1)) AS lowest
            """)
        return UInt32(clamping: try row?.int64("lowest") ?? 0)
    }

    /// Drops versions that no verifier is given a delta from, and serials below the floor.
    func forget(before moment: Instant, in town: any Writing) throws {
        guard let newest = try newest(in: town) else { return }
        try town.run("DELETE FROM pass_list WHERE issued_at < \(moment) AND version < \(newest.version)")
        try town.run("DELETE FROM pass_revocation WHERE serial < \(Int64(newest.lowest))")
    }

    private func version(_ row: Row) throws -> ListVersion {
        ListVersion(
            version: try row.int64("version"), issuedAt: try row.instant("issued_at"),
            lowest: UInt32(clamping: try row.int64("lowest")))
    }
}
