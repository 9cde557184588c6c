import Kernel
import Places

/// All SQL about editing the directory.
struct EditingStore: Sendable {
    private static let recordColumns: SQL = """
        \(PlaceStore.columns), version, kept, archived_at, merged_into,
        (SELECT f.hash || ' ' || f.width || ' ' || f.height FROM place_photo f WHERE f.place_id = place.id) AS photo
        """
    private static let changeColumns: SQL =
        "id, place_id, at, actor, kind, version, before, after, reason, moved, undoes"

    func record(_ id: ID<Place>, in town: any Reading) throws -> PlaceRecord? {
        try town.row("SELECT \(Self.recordColumns) FROM place WHERE id = \(id)").map(record)
    }

    /// Entries that answer a question, in the order of their names' readings.
    func records(_ question: PlacesQuestion, in town: any Reading) throws -> [PlaceRecord] {
        try town.rows(
            """
            SELECT \(Self.recordColumns) FROM place WHERE \(SQL.joined(conditions(question), by: " AND "))
            ORDER BY pinyin, id LIMIT \(question.limit)
            """
        ).map(record)
    }

    private func conditions(_ question: PlacesQuestion) -> [SQL] {
        var conditions = [scope(question)]
        if let ids = question.ids { conditions.append("id IN \(list: ids)") }
        if let kind = question.kind { conditions.append("kind = \(kind)") }
        if let last = question.after {
            conditions.append(
                "(pinyin > \(last.pinyin) OR (pinyin = \(last.pinyin) AND id > \(last.id)))")
        }
        conditions.append(question.state == .archived ? "archived_at IS NOT NULL" : "archived_at IS NULL")
        switch question.state {
        case .unplaced: conditions.append("latitude IS NULL")
        case .stale: conditions.append("(verified_at IS NULL OR verified_at < \(question.staleBefore))")
        case .withoutHours:
            let kinds = PlaceKind.allCases.filter(\.keepsHours)
            conditions.append("hours = '' AND kind IN \(list: kinds)")
        case .doubted, .archived, nil: break
        }
        return conditions
    }

    /// One's areas, and one's own places.
    private func scope(_ question: PlacesQuestion) -> SQL {
        let areas = SQL.within(question.areas, seesNowhere: question.seesNowhere, column: "area_code")
        let parts = areas + ["id IN \(list: question.own)"]
        return "(\(SQL.joined(parts, by: " OR ")))"
    }

    /// The entries another stands for.
    func merged(into id: ID<Place>, in town: any Reading) throws -> [PlaceRecord] {
        try town.rows("SELECT \(Self.recordColumns) FROM place WHERE merged_into = \(id) ORDER BY id").map(record)
    }

    func add(_ record: PlaceRecord, in town: any Writing) throws {
        try PlaceStore().save([record.place], in: town)
        try town.run("UPDATE place SET kept = \(kept(record)) WHERE id = \(record.place.id)")
    }

    /// - Returns: whether the entry was still of the version that was read.
    func update(
        _ record: PlaceRecord, from version: Int64, by actor: ID<Account>, in town: any Writing
    ) throws -> Bool {
        let place = record.place
        let count = try town.run(
            """
            UPDATE place SET kind = \(place.kind), name = \(place.name), name_en = \(place.nameEn),
                pinyin = \(place.pinyin), initials = \(place.initials), latitude = \(place.point?.latitude),
                longitude = \(place.point?.longitude), point_basis = \(place.pointBasis),
                area_code = \(place.areaCode), area_basis = \(place.areaBasis ?? "none"),
                address = \(place.address), hours = \(place.hours), phone = \(place.phone),
                facilities = \(place.facilities.joined(separator: " ")), verified_at = \(place.verifiedAt),
                archived_at = \(record.archivedAt), merged_into = \(record.mergedInto), kept = \(kept(record)),
                version = \(record.version), updated_at = \(town.now)
            WHERE id = \(place.id) AND version = \(version)
            """)
        guard count > 0 else { return false }
        try setPhoto(record.photo, of: place.id, by: actor, in: town)
        try town.announce(PlaceStore.changed)
        return true
    }

    func photo(of place: ID<Place>, in town: any Reading) throws -> PlacePhoto? {
        try town.row("SELECT hash, width, height FROM place_photo WHERE place_id = \(place)").map { row in
            PlacePhoto(hash: try row.text("hash"), width: try row.int("width"), height: try row.int("height"))
        }
    }

    private func setPhoto(
        _ photo: PlacePhoto?, of place: ID<Place>, by actor: ID<Account>, in town: any Writing
    ) throws {
        guard try self.photo(of: place, in: town) != photo else { return }
        try town.run("DELETE FROM place_photo WHERE place_id = \(place)")
        guard let photo else { return }
        try town.run(
            """
            INSERT INTO place_photo (place_id, hash, width, height, added_at, added_by)
            VALUES (\(place), \(photo.hash), \(photo.width), \(photo.height), \(town.now), \(actor))
            """)
    }

    private func kept(_ record: PlaceRecord) -> String {
        let names = PlaceField.allCases.filter(record.kept.contains).map(\.rawValue)
        return names.isEmpty ? "" : "|" + names.joined(separator: "|") + "|"
    }

    func add(_ change: PlaceChange, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO place_change (\(Self.changeColumns))
            VALUES (\(change.id), \(change.place), \(change.at), \(change.actor), \(change.kind), \(change.version),
                \(FactsText.write(change.before)), \(FactsText.write(change.after)), \(change.reason),
                \(FactsText.write(moved: change.moved)), \(change.undoes))
            """)
    }

    /// Newest first.
    func changes(of place: ID<Place>, in town: any Reading) throws -> [PlaceChange] {
        try town.rows(
            """
            SELECT \(Self.changeColumns) FROM place_change WHERE place_id = \(place)
            ORDER BY version DESC, id DESC LIMIT \(Limits.historyShownMax)
            """
        ).map(change)
    }

    func change(_ id: ID<PlaceChange>, in town: any Reading) throws -> PlaceChange? {
        try town.row("SELECT \(Self.changeColumns) FROM place_change WHERE id = \(id)").map(change)
    }

    func isUndone(_ id: ID<PlaceChange>, in town: any Reading) throws -> Bool {
        try town.row("SELECT 1 AS one FROM place_change WHERE undoes = \(id)") != nil
    }

    private func record(_ row: Row) throws -> PlaceRecord {
        let kept = try row.text("kept").split(separator: "|").compactMap { PlaceField(rawValue: String($0)) }
        return PlaceRecord(
            place: try PlaceStore().place(row), version: try row.int64("version"), kept: Set(kept),
            archivedAt: try row.optionalInstant("archived_at"),
            mergedInto: try row.optionalText("merged_into").flatMap { ID($0) },
            photo: try row.optionalText("photo").flatMap { PlacePhoto($0) })
    }

    private func change(_ row: Row) throws -> PlaceChange {
        PlaceChange(
            id: try row.id("id"), place: try row.id("place_id"), at: try row.instant("at"),
            actor: try row.id("actor"), kind: try row.choice("kind"), version: try row.int64("version"),
            before: FactsText.read(try row.text("before")), after: FactsText.read(try row.text("after")),
            reason: try row.text("reason"), moved: FactsText.readMoved(try row.text("moved")),
            undoes: try row.optionalText("undoes").flatMap { ID($0) })
    }
}

/// Which entries somebody wants to see, among those they may edit.
struct PlacesQuestion: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable {
        case unplaced, stale, doubted
        case withoutHours = "no-hours"
        case archived
    }

    var areas: [String]
    /// Entries that lie in no area are the city's.
    var seesNowhere = false
    var own: [String]
    /// Only these; nil asks for nothing.
    var ids: [String]?
    var kind: PlaceKind?
    var state: State?
    var staleBefore = Instant(milliseconds: 0)
    var after: (pinyin: String, id: String)?
    var limit = Limits.placesPageMax

    static func == (left: PlacesQuestion, right: PlacesQuestion) -> Bool {
        left.areas == right.areas && left.own == right.own && left.ids == right.ids && left.kind == right.kind
            && left.state == right.state && left.after?.id == right.after?.id
    }
}
