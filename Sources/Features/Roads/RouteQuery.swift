import Areas
import Geo
import Kernel
import Places

/// `from`, `to` (a point or a place), `datum` and `mode` of a query.
struct RouteQuery: Sendable {
    enum Target: Sendable, Equatable {
        case point(Coordinate)
        case place(ID<Place>)
    }

    static let parameters = ["from", "to", "datum", "mode", "lang"]

    let from: Coordinate
    let target: Target
    let mode: TravelMode

    init(_ query: Query) throws(Refusal) {
        try query.accept(only: Self.parameters)
        let datum = try PointQuery.datum(query)
        from = try Self.point(query, "from", try query.value("from"), datum, accepted: Self.pointAccepted)
        let to = try query.value("to")
        if let id = to.flatMap({ ID<Place>($0) }) {
            target = .place(id)
        } else {
            target = .point(try Self.point(query, "to", to, datum, accepted: Self.targetAccepted))
        }
        mode = try Self.mode(query)
    }

    static func mode(_ query: Query) throws(Refusal) -> TravelMode {
        guard let text = try query.value("mode") else { return .bicycle }
        guard let mode = TravelMode(rawValue: text) else {
            let list = TravelMode.allCases.map(\.rawValue).joined(separator: ", ")
            throw .parameter(
                name: "mode", came: text, accepted: Phrase("可用：\(list)。", "Accepted: \(list)."))
        }
        return mode
    }

    private static let pointAccepted = Phrase(
        "请填“纬度,经度”，例如 29.8683,121.5440。", "Give latitude,longitude, such as 29.8683,121.5440.")
    private static let targetAccepted = Phrase(
        "请填“纬度,经度”，例如 29.8683,121.5440，或地点的编号。",
        "Give latitude,longitude, such as 29.8683,121.5440, or the identifier of a place.")

    private static func point(
        _ query: Query, _ name: String, _ text: String?, _ datum: Datum, accepted: Phrase
    ) throws(Refusal) -> Coordinate {
        let parts = (text ?? "").split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let latitude = degrees(parts[0]), let longitude = degrees(parts[1]),
            let point = Coordinate(latitude: latitude, longitude: longitude)
        else { throw .parameter(name: name, came: text, accepted: accepted) }
        return Datum.convert(point, from: datum, to: .wgs84)
    }

    /// `-12.5`: a sign, up to three digits, and up to twelve after a point.
    private static func degrees(_ text: Substring) -> Double? {
        let pieces = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        let isSigned = text.hasPrefix("-")
        guard text.count - (isSigned ? 1 : 0) == pieces.map(\.count).reduce(pieces.count - 1, +), pieces.count <= 2,
            (1...3).contains(pieces[0].count), pieces.count == 1 || (1...12).contains(pieces[1].count),
            pieces.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        return Double(text)
    }
}
