import Kernel
import Places

/// All SQL about chargers.
struct ChargerStore: Sendable {
    static let changed = Topic(rawValue: "chargers")

    private static let columns: SQL = """
        place_id, method, operator, vehicle, connector, battery, electricity_fen_per_kwh, service_fen_per_kwh, \
        swap_fen, slots_total, slots_free, batteries_full, status_at
        """

    func charger(_ place: ID<Place>, in town: any Reading) throws -> Charger? {
        try town.row("SELECT \(Self.columns) FROM charger WHERE place_id = \(place)").map(charger)
    }

    func each(in town: any Reading, _ visit: (Charger) throws -> Void) throws {
        try town.each("SELECT \(Self.columns) FROM charger ORDER BY place_id") { try visit(charger($0)) }
    }

    private func charger(_ row: Row) throws -> Charger {
        Charger(
            placeID: try row.id("place_id"), method: try row.choice("method"), operator: try row.text("operator"),
            vehicle: try row.choice("vehicle"), connector: try row.text("connector"), battery: try row.text("battery"),
            electricityFenPerKWh: try row.optionalInt64("electricity_fen_per_kwh").map(Int.init),
            serviceFenPerKWh: try row.optionalInt64("service_fen_per_kwh").map(Int.init),
            swapFen: try row.optionalInt64("swap_fen").map(Int.init), slotsTotal: try row.int("slots_total"),
            slotsFree: try row.optionalInt64("slots_free").map(Int.init),
            batteriesFull: try row.optionalInt64("batteries_full").map(Int.init),
            statusAt: try row.optionalInstant("status_at"))
    }

    func save(_ chargers: [Charger], in town: any Writing) throws {
        try town.runMany(chargers) { charger in
            """
            INSERT INTO charger (\(Self.columns))
            VALUES (\(charger.placeID), \(charger.method), \(charger.operator), \(charger.vehicle),
                \(charger.connector), \(charger.battery), \(charger.electricityFenPerKWh),
                \(charger.serviceFenPerKWh), \(charger.swapFen), \(charger.slotsTotal), \(charger.slotsFree),
                \(charger.batteriesFull), \(charger.statusAt))
            ON CONFLICT (place_id) DO UPDATE SET method = excluded.method, operator = excluded.operator,
                vehicle = excluded.vehicle, connector = excluded.connector, battery = excluded.battery,
                electricity_fen_per_kwh = excluded.electricity_fen_per_kwh,
                service_fen_per_kwh = excluded.service_fen_per_kwh, swap_fen = excluded.swap_fen,
                slots_total = excluded.slots_total, slots_free = excluded.slots_free,
                batteries_full = excluded.batteries_full, status_at = excluded.status_at
            """
        }
        if !chargers.isEmpty { try town.announce(Self.changed) }
    }

    func saveCounts(_ counts: [ChargerCounts], in town: any Writing) throws -> Int {
        let changed = try counts.reduce(0) { sum, count in
            sum
                + (try town.run(
                    """
                    UPDATE charger SET slots_free = \(count.free), batteries_full = \(count.full),
                        status_at = \(count.at)
                    WHERE place_id = \(count.placeID) AND slots_total >= \((count.free ?? 0) + (count.full ?? 0))
                        AND (status_at IS NULL OR status_at < \(count.at))
                    """))
        }
        if changed > 0 { try town.announce(Self.changed) }
        return changed
    }

    /// Moves the status of made-up chargers up to now when the latest is behind, so that a demonstration opened days
    /// later still has full batteries somewhere. Returns how many were moved.
    func freshenDemonstration(in town: any Writing) throws -> Int {
        let demonstration: SQL = "place_id IN (SELECT id FROM place WHERE demonstration = 1)"
        let latest = try town.row("SELECT max(status_at) AS latest FROM charger WHERE \(demonstration)")
        guard let latest = try latest?.optionalInstant("latest") else { return 0 }
        let behind = town.now.milliseconds - latest.milliseconds
        guard behind > Charger.demonstrationMinutesMax * 60_000 else { return 0 }
        let count = try town.run(
            "UPDATE charger SET status_at = status_at + \(behind) WHERE status_at IS NOT NULL AND \(demonstration)")
        try town.announce(Self.changed)
        return count
    }
}

extension ChargerStore {
    /// Where the other has none of its own.
    func moveFacts(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws -> [String] {
        guard try town.row("SELECT 1 AS one FROM charger WHERE place_id = \(new)") == nil else { return [] }
        let count = try town.run("UPDATE charger SET place_id = \(new) WHERE place_id = \(old)")
        return count > 0 ? [old.description] : []
    }

    func returnFacts(from new: ID<Place>, to old: ID<Place>, in town: any Writing) throws {
        guard try town.row("SELECT 1 AS one FROM charger WHERE place_id = \(old)") == nil else { return }
        try town.run("UPDATE charger SET place_id = \(old) WHERE place_id = \(new)")
    }
}
