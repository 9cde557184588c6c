import Areas
import Geo
import Kernel

/// Where a row's point lies, and what is probably wrong when it lies nowhere in the city.
extension ImportRow {
    func point(_ row: SheetRow, kind: PlaceKind) throws(RowProblem) -> Coordinate? {
        let lngText = columns.cell(.lng, row)
        let latText = columns.cell(.lat, row)
        if lngText.isEmpty || latText.isEmpty {
            if lngText.isEmpty, latText.isEmpty, kind.mayBeUnplaced || settings.keepUnplaced { return nil }
            throw problem(at: .lng, row, "The row has no coordinates.")
        }
        guard let lng = DecimalText.number(lngText) else {
            throw problem(at: .lng, row, "The longitude is not a number.")
        }
        guard let lat = DecimalText.number(latText) else {
            throw problem(at: .lat, row, "The latitude is not a number.")
        }
        if lng == 0, lat == 0 {
            throw problem(at: .lng, row, "The row has no coordinates (0, 0 stands in their place).")
        }
        return try placed(lat, lng, row)
    }

    private func placed(_ lat: Double, _ lng: Double, _ row: SheetRow) throws(RowProblem) -> Coordinate {
        let used = columns.datum(of: row)
        if let given = Coordinate(latitude: lat, longitude: lng) {
            let point = Datum.convert(given, from: used, to: .wgs84)
            if settings.anywhere || map.locate(point).isInside { return point.roundedToCentimetre }
            for datum in Datum.allCases where datum != used {
                if map.locate(Datum.convert(given, from: datum, to: .wgs84)).isInside {
                    throw problem(
                        at: .lng, row,
                        "The point lies outside the city as \(used.rawValue) but inside as \(datum.rawValue): "
                            + "the wrong datum is suspected.")
                }
            }
        }
        if let swapped = Coordinate(latitude: lng, longitude: lat),
            map.locate(Datum.convert(swapped, from: used, to: .wgs84)).isInside
        {
            throw problem(at: .lng, row, "Latitude and longitude look swapped.")
        }
        guard abs(lat) <= 90 else { throw problem(at: .lat, row, "A latitude lies between -90 and 90.") }
        guard abs(lng) <= 180 else { throw problem(at: .lng, row, "A longitude lies between -180 and 180.") }
        throw problem(at: .lng, row, "The point lies outside the city.")
    }

    private func problem(at field: ImportField, _ row: SheetRow, _ reason: String) -> RowProblem {
        let pair = "\(columns.cell(.lng, row)), \(columns.cell(.lat, row))"
        return RowProblem(
            SheetProblem(
                line: row.line, column: columns.heading(field) ?? field.rawValue,
                value: String(pair.prefix(Limits.shownValueCharactersMax)), reason: reason))
    }
}

extension Coordinate {
    /// Seven decimals: what is stored comes back the same after an export in any datum.
    public var roundedToCentimetre: Coordinate {
        Coordinate(
            uncheckedLatitude: (latitude * 1e7).rounded() / 1e7, longitude: (longitude * 1e7).rounded() / 1e7)
    }
}

/// Compares the districts a file names with the districts its points lie in, under each datum: a file in the wrong
/// datum mostly stays inside the city, but not inside its districts.
struct DatumSuspicion {
    private var agreeing: [Datum: Int] = [:]
    private var agreeingAsUsed = 0
    private var compared = 0
    private var rows: [Datum: Int] = [:]
    static let rowsMin = 50
    static let advantageMin = 0.03

    /// The datum most of the rows were read in; nil without rows.
    var used: Datum? { Datum.allCases.filter { rows[$0] != nil }.max { rows[$0, default: 0] < rows[$1, default: 0] } }

    mutating func compare(_ row: SheetRow, _ columns: ImportColumns, _ map: AreaMap) {
        let used = columns.datum(of: row)
        rows[used, default: 0] += 1
        let district = columns.cell(.district, row)
        guard !district.isEmpty, let lng = DecimalText.number(columns.cell(.lng, row)),
            let lat = DecimalText.number(columns.cell(.lat, row)), let given = Coordinate(latitude: lat, longitude: lng)
        else { return }
        compared += 1
        for datum in Datum.allCases {
            let chain = map.locate(Datum.convert(given, from: datum, to: .wgs84))
            if chain.links.contains(where: { $0.area.level == .district && $0.area.name.chinese == district }) {
                agreeing[datum, default: 0] += 1
                if datum == used { agreeingAsUsed += 1 }
            }
        }
    }

    /// A sentence when another datum agrees clearly better than the one used.
    func sentence() -> String? {
        guard compared >= Self.rowsMin, let used,
            let best = Datum.allCases.max(by: { agreeing[$0, default: 0] < agreeing[$1, default: 0] }), best != used
        else { return nil }
        let usedShare = Double(agreeingAsUsed) / Double(compared)
        let bestShare = Double(agreeing[best, default: 0]) / Double(compared)
        guard bestShare - usedShare >= Self.advantageMin else { return nil }
        return "The wrong datum is suspected: \(percent(usedShare)) of the rows lie in the district they name as "
            + "\(used.rawValue), but \(percent(bestShare)) as \(best.rawValue). Check --datum."
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
