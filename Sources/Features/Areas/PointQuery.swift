import Geo
import Kernel

/// `lat`, `lng` and `datum` of a query: a point in any datum, read as WGS-84.
public enum PointQuery {
    public static let parameters = ["lat", "lng", "datum", "lang"]

    /// The point, converted to WGS-84.
    public static func point(_ query: Query) throws(Refusal) -> Coordinate {
        let latitude = try degrees(query, "lat", within: 90)
        let longitude = try degrees(query, "lng", within: 180)
        let datum = try datum(query)
        return Datum.convert(
            Coordinate(uncheckedLatitude: latitude, longitude: longitude), from: datum, to: .wgs84)
    }

    static func degrees(_ query: Query, _ name: String, within bound: Double) throws(Refusal) -> Double {
        let text = try query.value(name)
        guard let text, !text.isEmpty, let value = DecimalText.number(text), abs(value) <= bound else {
            throw .parameter(
                name: name, came: text,
                accepted: Phrase(
                    "请填 −\(Int(bound)) 到 \(Int(bound)) 之间的度数，例如 29.8683。",
                    "Give degrees from −\(Int(bound)) to \(Int(bound)), such as 29.8683."))
        }
        return value
    }

    public static func datum(_ query: Query) throws(Refusal) -> Datum {
        guard let text = try query.value("datum") else { return .wgs84 }
        guard let datum = Datum(rawValue: text) else {
            throw .parameter(
                name: "datum", came: text,
                accepted: Phrase("可用：wgs84、gcj02、bd09。", "Accepted: wgs84, gcj02, bd09."))
        }
        return datum
    }
}

/// Numbers as people and programs write them in decimal; not the hexadecimal, infinite and not-a-number forms that
/// Swift would read too.
public enum DecimalText {
    static let bytesMax = 40

    public static func number(_ text: some StringProtocol) -> Double? {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.count <= bytesMax,
            bytes.allSatisfy({ (48...57).contains($0) || $0 == 46 || $0 == 45 || $0 == 43 || $0 == 69 || $0 == 101 })
        else { return nil }
        guard let number = Double(String(text)), number.isFinite else { return nil }
        return number
    }
}
