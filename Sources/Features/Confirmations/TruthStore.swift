import Kernel
import Places

/// What answers say together, kept a row a place.
extension ConfirmationStore {
    private static let truthColumns: SQL = """
        t.place_id, t.newest_answer, t.newest_at, t.open_at, t.full_at, t.full_until, t.closed_people, t.closed_at, \
        t.closed_until, t.broken_people, t.broken_at, t.broken_until, t.tries, t.worked
        """

    func truth(of placeID: ID<Place>, in town: any Reading) throws -> PlaceTruth? {
        try town.row("SELECT \(Self.truthColumns) FROM place_truth t WHERE t.place_id = \(placeID)").map(truth)
    }

    func eachTruth(in town: any Reading, _ visit: (ID<Place>, PlaceTruth) throws -> Void) throws {
        try town.each("SELECT \(Self.truthColumns) FROM place_truth t ORDER BY t.place_id") { row in
            try visit(try row.id("place_id"), try truth(row))
        }
    }

    func save(_ truth: PlaceTruth?, of placeID: ID<Place>, in town: any Writing) throws {
        try town.run("DELETE FROM place_truth WHERE place_id = \(placeID)")
        if let truth { try add([(placeID, truth)], in: town) }
    }

    func add(_ truths: [(id: ID<Place>, truth: PlaceTruth)], in town: any Writing) throws {
        try town.runMany(truths) { one in
            """
            INSERT INTO place_truth (place_id, newest_answer, newest_at, open_at, full_at, full_until, closed_people,
                closed_at, closed_until, broken_people, broken_at, broken_until, tries, worked)
            VALUES (\(one.id), \(one.truth.newestAnswer), \(one.truth.newestAt), \(one.truth.openAt),
                \(one.truth.fullAt), \(one.truth.fullUntil), \(one.truth.closed?.people), \(one.truth.closed?.at),
                \(one.truth.closed?.until), \(one.truth.broken?.people), \(one.truth.broken?.at),
                \(one.truth.broken?.until), \(one.truth.tries), \(one.truth.worked))
            """
        }
    }

    func names(of ids: Set<ID<Place>>, in town: any Reading) throws -> [ID<Place>: String] {
        let rows = try town.rows(
            """
            SELECT p.id, p.name FROM place p JOIN place_truth t ON t.place_id = p.id
            WHERE t.closed_until IS NOT NULL OR t.broken_until IS NOT NULL
            """)
        return try rows.reduce(into: [:]) { $0[try $1.id("id")] = try $1.text("name") }.filter { ids.contains($0.key) }
    }

    private func truth(_ row: Row) throws -> PlaceTruth {
        var truth = PlaceTruth(
            newestAnswer: try row.choice("newest_answer"), newestAt: try row.instant("newest_at"),
            tries: try row.int("tries"), worked: try row.int("worked"))
        truth.openAt = try row.optionalInstant("open_at")
        truth.fullAt = try row.optionalInstant("full_at")
        truth.fullUntil = try row.optionalInstant("full_until")
        truth.closed = try report(
            try row.optionalInt64("closed_people"), try row.optionalInstant("closed_at"),
            try row.optionalInstant("closed_until"))
        truth.broken = try report(
            try row.optionalInt64("broken_people"), try row.optionalInstant("broken_at"),
            try row.optionalInstant("broken_until"))
        return truth
    }

    private func report(_ people: Int64?, _ at: Instant?, _ until: Instant?) throws -> PlaceTruth.Report? {
        guard let people, let at, let until else { return nil }
        return PlaceTruth.Report(people: Int(people), at: at, until: until)
    }
}
