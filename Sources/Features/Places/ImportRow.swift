import Areas
import Geo
import Kernel
import OpeningHours
import Pinyin

/// What a person said about a file when importing it.
public struct ImportSettings: Sendable {
    /// The kind of every row, for files without a column that says it.
    public var kind: PlaceKind?
    public var source: String
    /// Accept points outside the city.
    public var anywhere = false
    /// Keep rows without coordinates as entries to be placed later, also for kinds that normally have a point.
    public var keepUnplaced = false

    public init(kind: PlaceKind?, source: String, anywhere: Bool = false, keepUnplaced: Bool = false) {
        self.kind = kind
        self.source = source
        self.anywhere = anywhere
        self.keepUnplaced = keepUnplaced
    }
}

/// Reads one row into a place, or says what is wrong with it.
struct ImportRow {
    let columns: ImportColumns
    let settings: ImportSettings
    let map: AreaMap
    let vocabulary: Vocabulary
    let pinyin: Pinyin
    /// Things worth telling that do not keep the row out.
    var notes: [SheetProblem] = []

    init(
        columns: ImportColumns, settings: ImportSettings, map: AreaMap, vocabulary: Vocabulary, pinyin: Pinyin
    ) {
        self.columns = columns
        self.settings = settings
        self.map = map
        self.vocabulary = vocabulary
        self.pinyin = pinyin
    }

    /// - Throws: the problem that keeps this row out.
    mutating func place(_ row: SheetRow) throws(RowProblem) -> Place {
        let kind = try kind(row)
        let name = try name(row, kind)
        let point = try point(row, kind: kind)
        let basis: PointBasis = point == nil ? .none : pointBasis(row)
        let address = try text(.address, row, max: Limits.addressCharactersMax)
        let district = try text(.district, row, max: Limits.districtCharactersMax)
        let area = area(at: point, row, district: district)
        let reading = pinyin.reading(of: name)
        let key = try key(row, parts: [name, district, address])
        return Place(
            id: key.id ?? ID(high: 0, low: 0), kind: kind, name: name,
            nameEn: try text(.nameEn, row, max: Limits.englishNameCharactersMax), pinyin: reading.full,
            initials: reading.initials, point: point, pointBasis: basis, areaCode: area?.code,
            areaBasis: area?.basis.rawValue, address: address, hours: hours(row),
            phone: try text(.phone, row, max: Limits.phoneCharactersMax), facilities: facilities(row),
            source: key.source, sourceKey: key.key,
            isDemonstration: columns.cell(.demonstration, row) == "yes", verifiedAt: verifiedAt(row))
    }

    /// Feeds of chargers often know their sites by number only.
    private func name(_ row: SheetRow, _ kind: PlaceKind) throws(RowProblem) -> String {
        let name = try text(.name, row, max: Limits.nameCharactersMax)
        if !name.isEmpty { return name }
        let id = columns.positions[.name] == nil ? columns.cell(.id, row) : ""
        guard !id.isEmpty, id.count <= Limits.nameCharactersMax / 2 else {
            throw problem(.name, row, "The row has no name.")
        }
        return vocabulary.words(for: kind).name.chinese + " " + id
    }

    private func problem(_ field: ImportField, _ row: SheetRow, _ reason: String) -> RowProblem {
        RowProblem(
            SheetProblem(
                line: row.line, column: columns.heading(field) ?? field.rawValue,
                value: String(columns.cell(field, row).prefix(Limits.shownValueCharactersMax)), reason: reason))
    }

    private func text(_ field: ImportField, _ row: SheetRow, max: Int) throws(RowProblem) -> String {
        let text = columns.cell(field, row)
        // Code points, as the database counts: one letter may carry dozens of combining marks.
        if text.utf8.count > max, text.unicodeScalars.count > max {
            throw problem(field, row, "The text is longer than \(max) characters.")
        }
        if text.utf8.first == UInt8(ascii: "=") {
            throw problem(field, row, "The cell holds a spreadsheet formula, not a text.")
        }
        if text.unicodeScalars.contains(where: \.isForbiddenControl) {
            throw problem(field, row, "The text holds control characters.")
        }
        return text.unicodeScalars.contains(where: { $0.value < 32 })
            ? text.split(whereSeparator: \.isWhitespace).joined(separator: " ") : text
    }

    private func kind(_ row: SheetRow) throws(RowProblem) -> PlaceKind {
        let text = columns.cell(.kind, row)
        guard columns.positions[.kind] != nil, !text.isEmpty else {
            guard let kind = settings.kind else { throw problem(.kind, row, "The row does not say its kind.") }
            return kind
        }
        let found = PlaceKind(rawValue: text) ?? vocabulary.kinds.first { $0.name.chinese == text }?.kind
        // A column called "type" may hold something else entirely; the person's word about the file counts.
        if let kind = settings.kind, found != kind {
            if found == nil { return kind }
            throw problem(.kind, row, "The row says another kind than --kind \(kind.rawValue).")
        }
        guard let found else {
            let known = PlaceKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw problem(.kind, row, "This is not a kind of place. Known: \(known).")
        }
        return found
    }

    private func pointBasis(_ row: SheetRow) -> PointBasis {
        PointBasis(rawValue: columns.cell(.pointBasis, row)) ?? (columns.isApproximate ? .approximate : .given)
    }

    private func area(
        at point: Coordinate?, _ row: SheetRow, district: String
    ) -> (code: String, basis: AreaBasis)? {
        if let point {
            return map.locate(point).last.map { ($0.area.code, $0.basis) }
        }
        let code = columns.cell(.areaCode, row)
        if map.area(code) != nil { return (code, .given) }
        return map.areas(of: .district).first { $0.name.chinese == district }.map { ($0.code, .given) }
    }

    private func key(
        _ row: SheetRow, parts: [String]
    ) throws(RowProblem) -> (id: ID<Place>?, source: String, key: String) {
        let given = try text(.id, row, max: Limits.sourceKeyCharactersMax)
        let source = try text(.source, row, max: Limits.sourceCharactersMax)
        let sourceID = try text(.sourceID, row, max: Limits.sourceKeyCharactersMax)
        // A file we exported ourselves names the entry and where it once came from.
        if let id = ID<Place>(given), !source.isEmpty, !sourceID.isEmpty { return (id, source, sourceID) }
        if !given.isEmpty { return (nil, settings.source, given) }
        return (nil, settings.source, parts.filter { !$0.isEmpty }.joined(separator: "|"))
    }

    private mutating func hours(_ row: SheetRow) -> String {
        let text = columns.cell(.hours, row)
        if text.isEmpty { return "" }
        let understood = (try? OpeningHours(parsing: text))?.canonical ?? OpeningHours.normalising(text)
        if let understood, understood.utf8.count <= Limits.hoursBytesMax { return understood }
        notes.append(
            problem(.hours, row, "These opening hours could not be read; the place is kept without hours.").row)
        return ""
    }

    private mutating func facilities(_ row: SheetRow) -> [String] {
        let (codes, unknown) = vocabulary.facilities(named: columns.cell(.facilities, row))
        for word in unknown {
            let shown = word.prefix(Limits.shownValueCharactersMax)
            notes.append(problem(.facilities, row, "The facility '\(shown)' is not in the city's vocabulary.").row)
        }
        return codes
    }

    private mutating func verifiedAt(_ row: SheetRow) -> Instant? {
        let text = columns.cell(.verifiedAt, row)
        if text.isEmpty { return nil }
        let moment = Instant(rfc3339: text) ?? Instant(rfc3339: text + "T00:00:00Z")
        if moment == nil { notes.append(problem(.verifiedAt, row, "This is not a date such as 2026-11-23.").row) }
        return moment
    }
}

extension Unicode.Scalar {
    /// C0, DEL and C1, but for line ends and tabs, which become spaces.
    fileprivate var isForbiddenControl: Bool {
        properties.generalCategory == .control && self != "\n" && self != "\r" && self != "\t"
    }
}

/// The problem that keeps a row out.
struct RowProblem: Error {
    let row: SheetProblem
    init(_ row: SheetProblem) { self.row = row }
}
