import Areas
import Geo
import Kernel
import Testing

/// A point as addresses say it.
struct PointQueryTests {
    private func refusal(_ query: String) -> Refusal? {
        do throws(Refusal) {
            _ = try PointQuery.point(Query(query))
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "Decimal degrees are read",
        arguments: [
            ("lat=29.869&lng=121.5478", 29.869, 121.5478), ("lat=-90&lng=180", -90, 180), ("lat=0&lng=-0.0", 0, 0),
            ("lng=1e2&lat=%2B5", 5, 100), ("lat=.5&lng=5.", 0.5, 5), ("lat=1E1&lng=-1.5e-3", 10, -0.0015),
        ])
    func good(_ query: String, _ latitude: Double, _ longitude: Double) throws {
        let point = try PointQuery.point(Query(query))
        #expect(point.latitude == latitude && point.longitude == longitude)
    }

    @Test(
        "What is no decimal number within bounds is refused with the parameter, what came and what is accepted",
        arguments: [
            "nan", "inf", "-inf", "infinity", "0x1p3", "0x1d", "29,8", "29.8.6", "29°", "", " 29", "１", "--1", "e",
            "1e",
            "90.0000001", "-91", "1e999", "1_0", String(repeating: "1", count: 41),
        ])
    func badLatitude(_ text: String) {
        guard case .parameter(let name, let found, let accepted)? = refusal("lat=\(text)&lng=121.5") else {
            Issue.record("Nothing was refused.")
            return
        }
        #expect(name == "lat" && found == text)
        #expect(accepted.english == "Give degrees from −90 to 90, such as 29.8683.")
        #expect(accepted.chinese == "请填 −90 到 90 之间的度数，例如 29.8683。")
    }

    @Test(
        "A longitude has its own bounds, and both are needed once",
        arguments: [
            ("lat=1&lng=180.1", "lng", "180.1"), ("lat=1&lng=-1000", "lng", "-1000"), ("lat=1", "lng", nil),
            ("lng=1", "lat", nil), ("", "lat", nil), ("lat=1&lat=2&lng=3", "lat", "2"),
            ("lat=1&lng=2&lng=2", "lng", "2"),
        ] as [(String, String, String?)])
    func badLongitude(_ query: String, _ name: String, _ came: String?) {
        guard case .parameter(let foundName, let foundCame, let accepted)? = refusal(query) else {
            Issue.record("Nothing was refused.")
            return
        }
        #expect(foundName == name && foundCame == came)
        #expect(!accepted.chinese.isEmpty && !accepted.english.isEmpty)
    }

    @Test("A point is read in the datum it is said to be in", arguments: Datum.allCases)
    func datum(_ datum: Datum) throws {
        let tianyi = Coordinate(uncheckedLatitude: 29.869, longitude: 121.5478)
        let given = Datum.convert(tianyi, from: .wgs84, to: datum)
        let point = try PointQuery.point(
            Query("lat=\(given.latitude)&lng=\(given.longitude)&datum=\(datum.rawValue)"))
        #expect(point.distanceMetres(to: tianyi) < 0.01)
    }

    @Test("An unknown datum is refused with those that are known", arguments: ["gcj", "WGS84", "", "cgcs2000"])
    func unknownDatum(_ text: String) {
        #expect(
            refusal("lat=1&lng=2&datum=\(text)")
                == .parameter(
                    name: "datum", came: text,
                    accepted: Phrase("可用：wgs84、gcj02、bd09。", "Accepted: wgs84, gcj02, bd09.")))
    }

    @Test(
        "Numbers are those people write in decimal",
        arguments: [
            ("12.5", 12.5), ("-0.25", -0.25), ("+5", 5), ("1e2", 100), ("nan", nil), ("inf", nil), ("0x10", nil),
            ("", nil), ("1e400", nil), (String(repeating: "9", count: 40), 1e40),
            (String(repeating: "9", count: 41), nil),
        ] as [(String, Double?)])
    func decimalText(_ text: String, _ number: Double?) {
        #expect(DecimalText.number(text) == number)
    }
}
