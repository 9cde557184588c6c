/// What a pair of degrees is measured against. Maps sold in China shift positions by some 300 to 600 metres.
public enum Datum: String, Sendable, CaseIterable {
    /// GPS, GeoJSON, OpenStreetMap; CGCS2000 (tianditu) agrees with it within decimetres.
    case wgs84
    /// The state's obfuscated datum: Amap, Tencent Maps.
    case gcj02
    /// Baidu's shift of GCJ-02 (`bd09ll`, degrees).
    case bd09

    /// Reads the ways people write it ("WGS-84", "wgs84", "GCJ-02", "gcj", "BD-09", "bd09ll"): case, spaces, hyphens
    /// and underscores do not count. Nil for anything else.
    public init?(name: String) {
        let letters = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
        switch letters {
        case "wgs84", "wgs": self = .wgs84
        case "gcj02", "gcj": self = .gcj02
        case "bd09", "bd09ll", "bd": self = .bd09
        default: return nil
        }
    }

    /// The same place measured in another datum.
    ///
    /// There is no official formula; these are the ones in general use (eviltransform, coordtransform, gcoord), with
    /// the inverses solved by iteration to 1e-10 degrees, so that a round trip comes back within a millimetre.
    ///
    /// Outside the customary rectangle (`isShifted`) nothing is shifted, to or from any datum. The point that is
    /// given decides, in whichever datum it is. The rectangle is far wider than China's land (it holds Taiwan, Korea,
    /// northern India and parts of Japan and Russia, where the providers do not shift), so results abroad are those of
    /// custom, not of a survey. Within two kilometres of its edge a point may be shifted across it: then the way back
    /// leaves it where it is, and the round trip is wrong by that shift (730 m for GCJ-02, 2 km for BD-09), never more.
    public static func convert(_ coordinate: Coordinate, from: Datum, to: Datum) -> Coordinate {
        guard from != to, isShifted(coordinate) else { return coordinate }
        let gcj02 =
            switch from {
            case .wgs84: DatumShift.gcj02(fromWGS84: coordinate)
            case .gcj02: coordinate
            case .bd09: DatumShift.invert(DatumShift.bd09(fromGCJ02:), at: coordinate)
            }
        return switch to {
        case .wgs84: DatumShift.invert(DatumShift.gcj02(fromWGS84:), at: gcj02)
        case .gcj02: gcj02
        case .bd09: DatumShift.bd09(fromGCJ02: gcj02)
        }
    }

    /// Whether the point lies in the customary rectangle 72.004°–137.8347° E, 0.8293°–55.8271° N, edges included.
    public static func isShifted(_ coordinate: Coordinate) -> Bool {
        (72.004...137.8347).contains(coordinate.longitude) && (0.8293...55.8271).contains(coordinate.latitude)
    }
}
