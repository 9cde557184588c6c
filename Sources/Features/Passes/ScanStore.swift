import Compounds
import Kernel
import Places

/// All SQL about looks at passes.
struct ScanStore: Sendable {
    /// - Returns: whether it is new; one that came before is kept once.
    func add(_ scan: ScanRecord, in town: any Writing) throws -> Bool {
        try town.run(
            """
            INSERT INTO pass_scan (id, place_id, gate_id, account_id, serial, step, at, received_at, means, vehicle,
                verdict, fault, is_offline, looker_id, looker_role, flag)
            VALUES (\(scan.id), \(scan.place), \(scan.gate), \(scan.account), \(scan.serial.map { Int64($0) }),
                \(scan.step.map { Int64(clamping: $0) }), \(scan.at), \(town.now), \(scan.means),
                \(scan.vehicle.rawValue), \(scan.verdict), \(scan.fault), \(scan.isOffline), \(scan.looker),
                \(scan.lookerRole), \(scan.flag))
            ON CONFLICT (id) DO NOTHING
            """) > 0
    }

    /// Notes where a moving code was shown, unless it was shown before.
    ///
    /// - Returns: the first showing: this one, or an earlier.
    func show(
        serial: UInt32, step: UInt64, at gate: ID<Gate>, scan: ID<Scan>, in town: any Writing
    ) throws -> (gate: ID<Gate>, scan: ID<Scan>)? {
        try town.row(
            """
            INSERT INTO pass_showing (serial, step, gate_id, scan_id, at)
            VALUES (\(Int64(serial)), \(Int64(clamping: step)), \(gate), \(scan), \(town.now))
            ON CONFLICT (serial, step) DO UPDATE SET gate_id = pass_showing.gate_id
            RETURNING gate_id, scan_id
            """
        ).map { (try $0.id("gate_id"), try $0.id("scan_id")) }
    }

    func flag(_ scan: ID<Scan>, _ flag: ScanFlag, in town: any Writing) throws {
        try town.run("UPDATE pass_scan SET flag = \(flag) WHERE id = \(scan) AND flag IS NULL")
    }

    func undo(_ scan: ID<Scan>, of looker: ID<Account>, in town: any Writing) throws {
        try town.run(
            """
            UPDATE pass_scan SET undone_at = \(town.now)
            WHERE id = \(scan) AND looker_id = \(looker) AND undone_at IS NULL
            """)
    }

    /// Newest first.
    func looks(at account: ID<Account>, countMax: Int, in town: any Reading) throws -> [OwnLook] {
        try town.rows(
            """
            SELECT s.at, p.name AS place_name, g.name AS gate_name, s.means, s.verdict, s.fault, s.looker_role,
                s.is_offline
            FROM pass_scan s JOIN place p ON p.id = s.place_id LEFT JOIN gate g ON g.id = s.gate_id
            WHERE s.account_id = \(account) ORDER BY s.at DESC, s.id DESC LIMIT \(countMax)
            """
        ).map { row in
            OwnLook(
                at: try row.instant("at"), placeName: try row.text("place_name"),
                gateName: try row.optionalText("gate_name"),
                means: try row.text("means") == "digits" ? .digits : .code, verdict: try row.choice("verdict"),
                fault: try row.optionalText("fault"),
                role: try row.optionalText("looker_role").flatMap(Role.init(rawValue:)),
                isOffline: try row.bool("is_offline"))
        }
    }

    /// One's own look that found a rider's pass genuine since a moment.
    func fresh(
        _ scan: ID<Scan>, of looker: ID<Account>, since: Instant, in town: any Reading
    ) throws -> (account: ID<Account>, place: ID<Place>)? {
        try town.row(
            """
            SELECT account_id, place_id FROM pass_scan
            WHERE id = \(scan) AND looker_id = \(looker) AND received_at > \(since) AND at > \(since)
                AND undone_at IS NULL AND account_id IS NOT NULL AND verdict <> 'not-valid'
                -- Only of a pass the house itself has found genuine is the step known.
                AND (step IS NOT NULL OR means = 'digits')
            """
        ).map { (try $0.id("account_id"), try $0.id("place_id")) }
    }

    /// Takes the person out of the looks at them, and out of those they made.
    func forget(_ account: ID<Account>, in town: any Writing) throws {
        try town.run("UPDATE pass_scan SET account_id = NULL, serial = NULL WHERE account_id = \(account)")
        try town.run("UPDATE pass_scan SET looker_id = NULL WHERE looker_id = \(account)")
    }
}

// MARK: - Flags

extension ScanStore {
    private static let flaggedScans: SQL = """
        SELECT s.id, s.place_id, p.area_code, p.name AS place_name, g.name AS gate_name, s.at, s.flag, s.is_offline
        FROM pass_scan s JOIN place p ON p.id = s.place_id LEFT JOIN gate g ON g.id = s.gate_id
        WHERE s.flag IS NOT NULL AND s.flag_seen_at IS NULL
        """

    /// Those nobody has looked into, newest first.
    func flagged(
        places: [String], areas: [String], countMax: Int, in town: any Reading
    ) throws -> [FlaggedScan] {
        let own: SQL = "s.place_id IN \(list: places)"
        let reach = [own] + areas.map { "p.area_code LIKE \($0 + "%")" as SQL }
        return try town.rows(
            "\(Self.flaggedScans) AND (\(SQL.joined(reach, by: " OR "))) ORDER BY s.at DESC, s.id LIMIT \(countMax)"
        ).map(flagged)
    }

    func flagged(_ id: ID<Scan>, in town: any Reading) throws -> FlaggedScan? {
        try town.row("\(Self.flaggedScans) AND s.id = \(id)").map(flagged)
    }

    func see(flag id: ID<Scan>, in town: any Writing) throws {
        try town.run("UPDATE pass_scan SET flag_seen_at = \(town.now) WHERE id = \(id)")
    }

    private func flagged(_ row: Row) throws -> FlaggedScan {
        FlaggedScan(
            id: try row.id("id"), place: try row.id("place_id"), area: try row.optionalText("area_code"),
            placeName: try row.text("place_name"), gateName: try row.optionalText("gate_name") ?? "",
            at: try row.instant("at"), flag: try row.choice("flag"), isOffline: try row.bool("is_offline"))
    }
}

// MARK: - Typed digits

extension ScanStore {
    func mistypings(at gate: ID<Gate>, since: Instant, in town: any Reading) throws -> Int {
        try town.row(
            "SELECT count(*) AS number FROM pass_mistyping WHERE gate_id = \(gate) AND at > \(since)"
        )?.int("number") ?? 0
    }

    func addMistyping(at gate: ID<Gate>, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO pass_mistyping (id, gate_id, at)
            VALUES (\(town.newID(of: Scan.self)), \(gate), \(town.now))
            """)
    }
}

// MARK: - Lapsing

extension ScanStore {
    /// Looks of whole days go, and how many there were of each kind is added to the gates' counts.
    ///
    /// - Parameter end: the first moment that stays: a midnight of the city.
    /// - Returns: how many went.
    func lapse(before end: Instant, utcOffsetSeconds: Int64, in town: any Writing) throws -> Int {
        let offset = utcOffsetSeconds * 1000
        let sums = try town.rows(
            """
            SELECT gate_id, day, verdict, count(*) AS number
            FROM (SELECT gate_id, verdict, (at + \(offset)) / 86400000 AS day FROM pass_scan
                WHERE at < \(end) AND undone_at IS NULL) looks
            GROUP BY gate_id, day, verdict
            """
        ).map { row in
            (
                gate: try row.text("gate_id"), verdict: try row.text("verdict"), number: try row.int64("number"),
                day: CivilTime(Instant(seconds: try row.int64("day") * 86_400), utcOffsetSeconds: 0).date
            )
        }
        try town.runMany(sums) { sum in
            """
            INSERT INTO gate_count (gate_id, day, verdict, number)
            VALUES (\(sum.gate), \(sum.day), \(sum.verdict), \(sum.number))
            ON CONFLICT (gate_id, day, verdict) DO UPDATE SET number = gate_count.number + excluded.number
            """
        }
        return try town.run("DELETE FROM pass_scan WHERE at < \(end)")
            + town.run("DELETE FROM gate_arrival WHERE at < \(end)")
    }

    /// What only serves minutes.
    func sweep(in town: any Writing) throws -> Int {
        try town.run("DELETE FROM pass_showing WHERE at < \(town.now.adding(seconds: -Limits.showingSeconds))")
            + town.run("DELETE FROM pass_mistyping WHERE at < \(town.now.adding(seconds: -86_400))")
    }
}

extension Limits {
    /// Looks made without a network come in within this time.
    static let showingSeconds: Int64 = offlineScanSeconds + 86_400
    static let offlineScanSeconds: Int64 = 7 * 86_400
    static let looksShownMax = 200
}
