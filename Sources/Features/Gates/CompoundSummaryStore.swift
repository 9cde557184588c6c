import Compounds
import Kernel
import Places

extension GateStore {
    func compounds(
        own: [String], areas: [String], seesNowhere: Bool, named text: String, in town: any Reading
    ) throws -> [CompoundSummary] {
        let places: [SQL] = own.isEmpty ? [] : ["p.id IN \(list: own)"]
        let scope = places + SQL.within(areas, seesNowhere: seesNowhere)
        guard !scope.isEmpty else { return [] }
        let pattern = "%" + text.filter { $0 != "%" && $0 != "_" } + "%"
        let rows = try town.rows(
            """
            SELECT p.id, p.name, COUNT(g.id) AS gates,
                COUNT(CASE WHEN q.state = 'standing' THEN 1 END) AS policies,
                COUNT(CASE WHEN w.state = 'proposed' THEN 1 END) AS waiting
            FROM place p
            LEFT JOIN gate g ON g.place_id = p.id AND g.ended_at IS NULL
            LEFT JOIN gate_policy q ON q.gate_id = g.id AND q.state = 'standing'
            LEFT JOIN gate_policy w ON w.gate_id = g.id AND w.state = 'proposed'
            WHERE p.kind = 'compound' AND p.archived_at IS NULL AND p.name LIKE \(pattern)
                AND (\(SQL.joined(scope, by: " OR ")))
            GROUP BY p.id, p.name ORDER BY waiting DESC, p.name, p.id LIMIT \(Limits.compoundsPageMax + 1)
            """)
        return try rows.map { row in
            CompoundSummary(
                place: try row.id("id"), name: try row.text("name"), gates: try row.int("gates"),
                policies: try row.int("policies"), waiting: try row.int("waiting"))
        }
    }

    /// Which of these gates have a policy that waits.
    func proposed(at gates: [ID<Gate>], in town: any Reading) throws -> Set<ID<Gate>> {
        Set(
            try town.rows(
                "SELECT gate_id FROM gate_policy WHERE state = 'proposed' AND gate_id IN \(list: gates)"
            ).map { try $0.id("gate_id") })
    }
}
