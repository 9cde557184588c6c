import Geo
import Kernel

/// One column of an exported table.
public struct ExportColumn: Sendable, Equatable {
    public var name: String
    public var isNumber: Bool
}

/// A cell of an exported table.
public enum ExportCell: Sendable, Equatable {
    case text(String)
    case number(Double)
    case empty
}

/// The directory as a table that a spreadsheet shows and `yongai import places` reads back.
public enum PlaceExport {
    public static let columns: [ExportColumn] = [
        column("id"), column("kind"), column("name"), column("name_en"), column("lng", isNumber: true),
        column("lat", isNumber: true), column("datum"), column("point_basis"), column("address"), column("area_code"),
        column("area"), column("hours"), column("phone"), column("facilities"), column("source"), column("source_id"),
        column("verified_at"), column("demonstration"),
    ]

    private static func column(_ name: String, isNumber: Bool = false) -> ExportColumn {
        ExportColumn(name: name, isNumber: isNumber)
    }

    /// - Parameter datum: what the coordinates are written in; GeoJSON is always WGS-84 (RFC 7946, section 4).
    public static func row(_ place: Place, datum: Datum, areaName: String) -> [ExportCell] {
        let point = place.point.map { Datum.convert($0, from: .wgs84, to: datum) }
        return [
            .text(place.id.description), .text(place.kind.rawValue), .text(place.name), text(place.nameEn),
            number(point?.longitude), number(point?.latitude), point == nil ? .empty : .text(datum.rawValue),
            .text(place.pointBasis.rawValue), text(place.address), text(place.areaCode ?? ""), text(areaName),
            text(place.hours), text(place.phone), text(place.facilities.joined(separator: " ")), .text(place.source),
            .text(place.sourceKey), text(place.verifiedAt?.rfc3339() ?? ""),
            place.isDemonstration ? .text("yes") : .empty,
        ]
    }

    private static func text(_ text: String) -> ExportCell { text.isEmpty ? .empty : .text(text) }

    /// Nine decimals, a tenth of a millimetre: a value comes back as it went, within the conversions' own accuracy.
    private static func number(_ degrees: Double?) -> ExportCell {
        degrees.map { .number(($0 * 1e9).rounded() / 1e9) } ?? .empty
    }
}

extension Places {
    /// Hands every entry of these kinds as a row of the table, in the order of identifiers.
    public func export(
        kinds: Set<PlaceKind>, datum: Datum, in town: any Reading, _ visit: ([ExportCell]) throws -> Void
    ) throws {
        let map = areas.map
        try store.each(in: town) { place in
            guard kinds.isEmpty || kinds.contains(place.kind) else { return }
            let area = place.areaCode.flatMap { map.area($0)?.name.chinese } ?? ""
            try visit(PlaceExport.row(place, datum: datum, areaName: area))
        }
    }
}
