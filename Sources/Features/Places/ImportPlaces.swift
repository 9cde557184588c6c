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
        _ sheet: Sheet, columns: ImportColumns, settings: ImportSettings, into database: any Database,
        isDryRun: Bool = false, progress: @Sendable (Double) -> Void = { _ in }
    ) async throws -> ImportReport {
        try check(columns, settings)
        let (drafts, report) = drafts(sheet, columns: columns, settings: settings, progress: progress)
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
        guard (1...Limits.sourceCharactersMax).contains(settings.source.unicodeScalars.count) else {
            throw ImportRefusal(
                "The name of the source has 1 to \(Limits.sourceCharactersMax) characters. "
                    + "Say one, as in --source shops.")
        }
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
        _ sheet: Sheet, columns: ImportColumns, settings: ImportSettings,
        progress: (Double) -> Void
    ) -> ([Draft], ImportReport) {
        var report = ImportReport(rowsRead: sheet.rows.count + sheet.problems.count, problems: sheet.problems)
        var reader = ImportRow(
            columns: columns, settings: settings, map: areas.map, vocabulary: vocabulary, pinyin: pinyin)
        var suspicion = DatumSuspicion()
        var lines: [String: Int] = [:]
        var drafts: [Draft] = []
        drafts.reserveCapacity(sheet.rows.count)
        for (index, row) in sheet.rows.enumerated() {
            if index % 500 == 0 { progress(Double(index) / Double(sheet.rows.count)) }
            suspicion.compare(row, columns, reader.map)
            do {
                let draft = Draft(place: try reader.place(row), line: row.line)
                if let earlier = draft.names.lazy.compactMap({ lines[$0] }).first {
                    report.problems.append(Self.duplicate(of: earlier, row, columns, draft.place))
                } else {
                    for name in draft.names { lines[name] = row.line }
                    drafts.append(draft)
                }
            } catch {
                report.problems.append(error.row)
            }
        }
        report.datum = suspicion.used ?? columns.datum
        report.notes = reader.notes
        if columns.positions[.name] == nil {
            report.notes.insert(
                SheetProblem(
                    line: 1,
                    reason: "The file has no names; its places are named after their kind and id. "
                        + "If one of its columns holds names, say so with --columns name=…."), at: 0)
        }
        report.suspicion = suspicion.sentence()
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
        _ drafts: [Draft], against store: PlaceStore, in town: any Reading, newID: () -> ID<Place>,
        _ report: inout ImportReport
    ) throws -> [Place] {
        var directory: [Place] = []
        try store.eachKnown(in: town) { directory.append($0) }
        let known = known(drafts, in: directory)
        var changed: [Place] = []
        var seen: [Place] = []
        for var draft in drafts {
            let present = known.byKey[draft.key]
            if let present {
                draft.place.id = present.id
                draft.place.isDemonstration = present.isDemonstration
                draft.place.verifiedAt = draft.place.verifiedAt ?? present.verifiedAt
            } else if !draft.hasID {
                draft.place.id = newID()
            } else if let other = known.byID[draft.place.id] {
                report.problems.append(draft.belongsToAnother(other))
                continue
            }
            if draft.place.point == nil { report.unplaced += 1 }
            seen.append(draft.place)
            if present == draft.place {
                report.unchanged += 1
            } else {
                changed.append(draft.place)
                if present == nil { report.added += 1 } else { report.updated += 1 }
            }
        }
        report.problems.sort { $0.line < $1.line }
        report.nearDuplicates = nearDuplicates(of: seen, in: directory)
        return changed
    }

    /// What the directory knows of these drafts: by source and key, and by identifier where drafts bring their own.
    private static func known(
        _ drafts: [Draft], in directory: [Place]
    ) -> (byKey: [String: Place], byID: [ID<Place>: Place]) {
        let sources = Set(drafts.map(\.place.source))
        let ids = Set(drafts.filter(\.hasID).map(\.place.id))
        var byKey: [String: Place] = [:]
        var byID: [ID<Place>: Place] = [:]
        for place in directory {
            if sources.contains(place.source) { byKey[Draft.key(of: place)] = place }
            if ids.contains(place.id) { byID[place.id] = place }
        }
        return (byKey, byID)
    }

    private static func nearDuplicates(of drafts: [Place], in directory: [Place]) -> [NearDuplicate] {
        let keys = Set(drafts.map { Draft.key(of: $0) })
        let kinds = Set(drafts.map(\.kind))
        let others = directory.filter { kinds.contains($0.kind) && !keys.contains(Draft.key(of: $0)) }
        return NearDuplicates.find(in: drafts + others) { keys.contains(Draft.key(of: $0)) }
    }
}
