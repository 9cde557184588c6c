import Areas
import Geo
import Kernel
import Pinyin

/// What became of an imported file.
public struct ImportReport: Sendable, Equatable {
    public var rowsRead = 0
    public var added = 0
    public var updated = 0
    public var unchanged = 0
    /// Entries kept without a point, to be placed by staff.
    public var unplaced = 0
    public var datum: Datum = .wgs84
    /// The rows that did not go in, and why.
    public var problems: [SheetProblem] = []
    /// Rows that went in, with something to be told.
    public var notes: [SheetProblem] = []
    /// About the file as a whole.
    public var suspicion: String?
    public var nearDuplicates: [NearDuplicate] = []

    public var allWentIn: Bool { problems.isEmpty }
}

extension Places {
    /// Imports a sheet: good rows go in, bad ones are reported, and running it twice changes nothing.
    ///
    /// Rows are read outside the transaction; what is written is one transaction, so a file is in as a whole or not
    /// at all. Entries that are no longer in the file stay.
    public func importPlaces(
        _ sheet: Sheet, columns: ImportColumns, settings: ImportSettings, into database: any Database, now: Instant,
        isDryRun: Bool = false, progress: @Sendable (Double) -> Void = { _ in }
    ) async throws -> ImportReport {
        try check(columns, settings)
        let (drafts, report) = drafts(sheet, columns: columns, settings: settings, now: now, progress: progress)
        let store = store
        if isDryRun {
            return try await database.read { town in
                var report = report
                _ = try Self.decide(drafts, against: store, in: town, newID: { ID(high: 0, low: 0) }, &report)
                return report
            }
        }
        return try await database.write { town in
            var report = report
            let changed = try Self.decide(
                drafts, against: store, in: town, newID: { town.newID(of: Place.self) }, &report)
            try store.save(changed, in: town)
            return report
        }
    }

    private func check(_ columns: ImportColumns, _ settings: ImportSettings) throws(ImportRefusal) {
        guard columns.positions[.name] != nil || columns.positions[.id] != nil else {
            throw ImportRefusal(
                "No column was recognised as the name. The file has: \(columns.names.joined(separator: ", ")). "
                    + "Say which one it is, as in --columns name=\(columns.names.first ?? "店名").")
        }
        guard settings.kind != nil || columns.positions[.kind] != nil else {
            throw ImportRefusal("The file has no column 'kind'. Say what its rows are, as in --kind merchant.")
        }
        let mayLackPoints = settings.keepUnplaced || settings.kind?.mayBeUnplaced ?? true
        guard mayLackPoints || columns.positions[.lng] != nil && columns.positions[.lat] != nil else {
            throw ImportRefusal(
                "No columns were recognised as coordinates. The file has: \(columns.names.joined(separator: ", ")). "
                    + "Say which they are, as in --columns lng=经度,lat=纬度.")
        }
    }

    private func drafts(
        _ sheet: Sheet, columns: ImportColumns, settings: ImportSettings, now: Instant,
        progress: (Double) -> Void
    ) -> ([Place], ImportReport) {
        var report = ImportReport(rowsRead: sheet.rows.count + sheet.problems.count, problems: sheet.problems)
        report.datum = columns.datum
        var reader = ImportRow(
            columns: columns, settings: settings, map: areas.map, vocabulary: vocabulary, pinyin: pinyin, moment: now)
        var suspicion = DatumSuspicion()
        var lines: [String: Int] = [:]
        var drafts: [Place] = []
        drafts.reserveCapacity(sheet.rows.count)
        for (index, row) in sheet.rows.enumerated() {
            if index % 500 == 0 { progress(Double(index) / Double(sheet.rows.count)) }
            suspicion.compare(row, columns, reader.map)
            do {
                let place = try reader.place(row)
                let key = place.source + "\u{1F}" + place.sourceKey
                if let earlier = lines[key] {
                    report.problems.append(Self.duplicate(of: earlier, row, columns, place))
                } else {
                    lines[key] = row.line
                    drafts.append(place)
                }
            } catch {
                report.problems.append(error.row)
            }
        }
        report.notes = reader.notes
        if columns.positions[.name] == nil {
            report.notes.insert(
                SheetProblem(
                    line: 1, reason: "The file has no names; its places are named after their kind and id. "
                        + "If one of its columns holds names, say so with --columns name=…."), at: 0)
        }
        report.suspicion = suspicion.sentence(used: columns.datum)
        report.problems.sort { $0.line < $1.line }
        return (drafts, report)
    }

    private static func duplicate(
        of line: Int, _ row: SheetRow, _ columns: ImportColumns, _ place: Place
    ) -> SheetProblem {
        let hasID = columns.positions[.id] != nil
        return SheetProblem(
            line: row.line, column: columns.heading(hasID ? .id : .name) ?? "name",
            value: String(place.sourceKey.prefix(Limits.shownValueCharactersMax)),
            reason: hasID
                ? "Line \(line) has the same id." : "Line \(line) has the same name, district and address.")
    }

    /// Which drafts are new or changed, counted into the report.
    private static func decide(
        _ drafts: [Place], against store: PlaceStore, in town: any Reading, newID: () -> ID<Place>,
        _ report: inout ImportReport
    ) throws -> [Place] {
        var known: [String: Place] = [:]
        for source in Set(drafts.map(\.source)).sorted() {
            for place in try store.places(from: source, in: town) {
                known[place.source + "\u{1F}" + place.sourceKey] = place
            }
        }
        var changed: [Place] = []
        var seen: [Place] = []
        for var draft in drafts {
            if draft.point == nil { report.unplaced += 1 }
            let present = known[draft.source + "\u{1F}" + draft.sourceKey]
            if let present {
                draft.id = present.id
                draft.isDemonstration = present.isDemonstration
                draft.verifiedAt = draft.verifiedAt ?? present.verifiedAt
            } else if draft.id == ID(high: 0, low: 0) {
                draft.id = newID()
            }
            seen.append(draft)
            if present == draft {
                report.unchanged += 1
            } else {
                changed.append(draft)
                if present == nil { report.added += 1 } else { report.updated += 1 }
            }
        }
        report.nearDuplicates = try nearDuplicates(of: seen, store, in: town)
        return changed
    }

    private static func nearDuplicates(
        of drafts: [Place], _ store: PlaceStore, in town: any Reading
    ) throws -> [NearDuplicate] {
        let keys = Set(drafts.map { $0.source + "\u{1F}" + $0.sourceKey })
        let kinds = Set(drafts.map(\.kind))
        var all = drafts
        try store.each(in: town) { place in
            if kinds.contains(place.kind), !keys.contains(place.source + "\u{1F}" + place.sourceKey) {
                all.append(place)
            }
        }
        return NearDuplicates.find(in: all) { keys.contains($0.source + "\u{1F}" + $0.sourceKey) }
    }
}
