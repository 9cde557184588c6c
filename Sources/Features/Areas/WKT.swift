import Geo

/// Well-known text of multipolygons (OGC 06-103r4, section 7), longitude before latitude: how outlines are stored.
enum WKT {
    private static let name = "MULTIPOLYGON"

    static func text(of outline: MultiPolygon) -> String {
        let polygons = outline.polygons.filter { !$0.isEmpty }.map { polygon in
            "(" + polygon.rings.map(ring).joined(separator: ",") + ")"
        }
        return polygons.isEmpty ? name + " EMPTY" : name + "(" + polygons.joined(separator: ",") + ")"
    }

    /// Closed as the standard wants it: the first vertex again at the end.
    private static func ring(_ ring: Ring) -> String {
        "("
            + (ring.vertices + ring.vertices.prefix(1)).map { "\($0.longitude) \($0.latitude)" }
            .joined(separator: ",") + ")"
    }

    /// Reads what `text(of:)` wrote; nil for anything else.
    static func multiPolygon(_ text: String) -> MultiPolygon? {
        if text == name + " EMPTY" { return MultiPolygon([]) }
        guard text.hasPrefix(name) else { return nil }
        var reader = Reader(bytes: Array(text.utf8.dropFirst(name.utf8.count)))
        let polygons = reader.list { $0.list { $0.list { $0.point() } } }
        guard let polygons, reader.isAtEnd else { return nil }
        return MultiPolygon(rings: polygons)
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        var isAtEnd: Bool { position == bytes.count }

        mutating func take(_ sign: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else { return false }
            position += 1
            return true
        }

        /// One element or more, in brackets and with commas between.
        mutating func list<Element>(_ element: (inout Reader) -> Element?) -> [Element]? {
            guard take("(") else { return nil }
            var elements: [Element] = []
            repeat {
                guard let next = element(&self) else { return nil }
                elements.append(next)
            } while take(",")
            return take(")") ? elements : nil
        }

        mutating func point() -> Coordinate? {
            guard let longitude = number(), take(" "), let latitude = number() else { return nil }
            return Coordinate(latitude: latitude, longitude: longitude)
        }

        mutating func number() -> Double? {
            let start = position
            while position < bytes.count, !" (),".utf8.contains(bytes[position]) { position += 1 }
            return DecimalText.number(String(decoding: bytes[start..<position], as: UTF8.self))
        }
    }
}
