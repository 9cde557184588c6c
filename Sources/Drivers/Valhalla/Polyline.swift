import Geo

/// Google's encoded polyline with six decimals, as Valhalla writes it
/// (developers.google.com/maps/documentation/utilities/polylinealgorithm).
enum Polyline {
    /// Nil when the text breaks off, or holds a character or a point that cannot be.
    static func decode(_ text: String) -> [Coordinate]? {
        var points: [Coordinate] = []
        var (latitude, longitude) = (0, 0)
        var bytes = text.utf8.makeIterator()
        while let first = bytes.next() {
            guard let north = value(first, &bytes), let second = bytes.next(), let east = value(second, &bytes) else {
                return nil
            }
            latitude += north
            longitude += east
            guard let point = Coordinate(latitude: Double(latitude) / 1e6, longitude: Double(longitude) / 1e6) else {
                return nil
            }
            points.append(point)
        }
        return points
    }

    private static func value(_ first: UInt8, _ bytes: inout String.UTF8View.Iterator) -> Int? {
        var (bits, shift, byte) = (0, 0, first)
        while true {
            guard (63...126).contains(byte), shift <= 30 else { return nil }
            let five = Int(byte) - 63
            bits |= (five & 0x1F) << shift
            shift += 5
            if five < 0x20 { break }
            guard let next = bytes.next() else { return nil }
            byte = next
        }
        return bits & 1 == 1 ? ~(bits >> 1) : bits >> 1
    }
}
