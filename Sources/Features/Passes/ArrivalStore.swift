import Compounds
import GatePolicy
import Kernel

/// All SQL about arrivals at gates.
struct ArrivalStore: Sendable {
    private static let columns: SQL = "id, place_id, gate_id, account_id, at, vehicle, verdict"

    func add(_ arrival: ArrivalRecord, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO gate_arrival (\(Self.columns))
            VALUES (\(arrival.id), \(arrival.place), \(arrival.gate), \(arrival.account), \(arrival.at),
                \(arrival.vehicle.rawValue), \(arrival.verdict))
            """)
    }

    func last(
        of account: ID<Account>, at gate: ID<Gate>, since: Instant, in town: any Reading
    ) throws -> ArrivalRecord? {
        try town.row(
            """
            SELECT \(Self.columns) FROM gate_arrival
            WHERE account_id = \(account) AND gate_id = \(gate) AND at > \(since) ORDER BY at DESC LIMIT 1
            """
        ).map(arrival)
    }

    /// Oldest first; of many the newest.
    func arrivals(at gate: ID<Gate>, after moment: Instant, in town: any Reading) throws -> [ArrivalRecord] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM gate_arrival WHERE gate_id = \(gate) AND at > \(moment)
            ORDER BY at DESC, id DESC LIMIT \(Limits.arrivalsShownMax)
            """
        ).reversed().map(arrival)
    }

    func forget(_ account: ID<Account>, in town: any Writing) throws {
        try town.run("UPDATE gate_arrival SET account_id = NULL WHERE account_id = \(account)")
    }

    private func arrival(_ row: Row) throws -> ArrivalRecord {
        ArrivalRecord(
            id: try row.id("id"), place: try row.id("place_id"), gate: try row.id("gate_id"),
            account: try row.optionalText("account_id").flatMap { ID($0) }, at: try row.instant("at"),
            vehicle: try row.choice("vehicle"), verdict: try row.text("verdict"))
    }
}
