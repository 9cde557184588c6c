import Kernel
import Places

/// All SQL about coverage.
struct CoverageStore: Sendable {
    /// Compounds of an area and all below it, by name.
    ///
    /// - Parameter seesNowhere: those that lie in no area count too.
    func compounds(in area: String, seesNowhere: Bool, in town: any Reading) throws -> [CompoundCoverage] {
        let within = SQL.joined(SQL.within([area], seesNowhere: seesNowhere), by: " OR ")
        var found: [CompoundCoverage] = []
        try town.each(
            """
            SELECT p.id, p.name, p.area_code, coalesce(n.reachable_units, 0) AS doors,
                coalesce(n.parking_spots, 0) AS bays, n.verified_at AS plan_verified_at,
                p.verified_at, f.score, coalesce(s.policies, 0) AS policies,
                coalesce(s.with_bay, 0) AS policies_with_bay
            FROM place p LEFT JOIN plan n ON n.place_id = p.id LEFT JOIN friendliness f ON f.place_id = p.id
                LEFT JOIN (SELECT g.place_id, count(*) AS policies,
                        sum(CASE WHEN q.policy LIKE \(Self.withBay) THEN 1 ELSE 0 END) AS with_bay
                    FROM gate g JOIN gate_policy q ON q.gate_id = g.id
                    WHERE g.ended_at IS NULL AND q.state = 'standing' GROUP BY g.place_id) s ON s.place_id = p.id
            WHERE p.kind = 'compound' AND p.archived_at IS NULL AND (\(within))
            ORDER BY p.name, p.id
            """
        ) { row in
            found.append(
                CompoundCoverage(
                    place: try row.id("id"), name: try row.text("name"), area: try row.optionalText("area_code"),
                    hasGuide: try row.int("doors") > 0,
                    hasParking: try row.int("bays") > 0 || row.int("policies_with_bay") > 0,
                    hasPolicy: try row.int("policies") > 0,
                    verifiedAt: [
                        try row.optionalInstant("verified_at"), try row.optionalInstant("plan_verified_at"),
                    ].compactMap { $0 }.max(),
                    score: try row.optionalInt64("score").map { Int($0) }))
        }
        return found
    }

    /// A policy as it is kept (docs/gate-policy.md) with a bay at least.
    private static let withBay = "%\"parking\":[{%"
}
