import Kernel
import Testing

@testable import Sheets

@Suite("Reading GeoJSON")
struct GeoJSONReadingTests {
    private func collection(_ features: String...) -> String {
        " {\"features\":[\(features.joined(separator: ","))],\"type\":\"FeatureCollection\",\"crs\":{\"a\":[1,{}]}}\n"
    }

    private func feature(_ properties: String, point: String = "[121.5,29.8]", id: String? = nil) -> String {
        let name = id.map { "\"id\":\($0)," } ?? ""
        return "{\"type\":\"Feature\",\(name)\"properties\":{\(properties)},"
            + "\"geometry\":{\"type\":\"Point\",\"coordinates\":\(point)}}"
    }

    @Test("columns are the properties in the order they appear, then id, lng and lat")
    func columns() throws {
        let sheet = try read(
            collection(
                feature("\"z\":\"1\",\"a\":2", id: "\"n1\""), feature("\"a\":null,\"m\":true", point: "[1.50,-2e0,9]")))
        #expect(sheet.columns == ["z", "a", "m", "id", "lng", "lat"])
        #expect(sheet.texts == [["1", "2", "", "n1", "121.5", "29.8"], ["", "", "true", "", "1.5", "-2"]])
        #expect(sheet.lines == [1, 2])
    }

    @Test("a property id stays, and the feature's own fills its gaps")
    func ids() throws {
        let sheet = try read(collection(feature("\"id\":\"p\"", id: "1"), feature("\"b\":1", id: "2")))
        #expect(sheet.columns == ["id", "b", "lng", "lat"])
        #expect(sheet.texts.map { $0[0] } == ["p", "2"])
    }

    @Test("the point wins over properties lng and lat, which count where there is no geometry")
    func coordinates() throws {
        let sheet = try read(
            collection(
                feature("\"lng\":1,\"lat\":2"),
                "{\"type\":\"Feature\",\"properties\":{\"lng\":\"3\",\"lat\":4},\"geometry\":null}",
                "{\"type\":\"Feature\",\"properties\":null,\"geometry\":null,\"id\":7}"))
        #expect(sheet.columns == ["id", "lng", "lat"])
        #expect(sheet.texts == [["", "121.5", "29.8"], ["", "3", "4"], ["7", "", ""]])
    }

    @Test("lists of texts are joined, other nested values become compact JSON, escapes and numbers stay exact")
    func values() throws {
        let properties = #"""
            "l":["water", "wifi"],"o":{ "k" : [1, null, "q\""] },"e":"\u6d77\ud83d\ude00\n\/",
            "n":12345678901234567890,"f":0.30000000000000004,"=x":"=1"
            """#
        let sheet = try read(collection(feature(properties)))
        #expect(
            sheet.texts.first?.dropLast(2) == [
                "water wifi", "{\"k\":[1,null,\"q\\\"\"]}", "海😀\n/", "12345678901234567890", "0.3", "=1",
            ])
    }

    @Test("a feature without a point is a problem with its number, the others go in")
    func otherGeometries() throws {
        let line = "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[]}}"
        let sheet = try read(
            collection(feature("\"a\":1"), line, "7", feature("\"a\":1", point: "[\"1\",2]"), feature("\"a\":2")))
        #expect(sheet.lines == [1, 5])
        #expect(sheet.problems.map(\.line) == [2, 3, 4])
        #expect(sheet.problems.first?.value == "LineString")
    }

    @Test("JSON that is not a FeatureCollection is called what it is")
    func notACollection() {
        for (text, found) in [
            ("{\"type\":\"Feature\",\"properties\":{}}", "a Feature"), ("{}", "an object without a type"),
            ("{\"type\":\"FeatureCollection\"}", "one without features"), ("[1]", "an array"),
            ("{\"type\":\"FeatureCollection\",\"features\":{}}", "one whose features are not an array"),
            ("{\"type\":7}", "of a type that is no text"),
        ] {
            #expect(refusal(of: Array(text.utf8), name: "a.geojson") == .notAFeatureCollection(found: found))
        }
    }

    @Test(
        "malformed JSON is refused with line and byte",
        arguments: [
            ("{\n\"type\":\"FeatureCollection\",,", 2, 29), ("{\"a\":01}", 1, 5), ("{\"a\":tru}", 1, 5),
            ("{\"a\":\"\n\"}", 1, 6), ("{\"a\":\"\\q\"}", 1, 8), ("{\"a\":\"\\ud800x\"}", 1, 12),
            ("{\"a\":[1,]}", 1, 8),
            ("{\"a\":1", 1, 6), ("{\"a\" 1}", 1, 5), ("{a:1}", 1, 1), ("{\"a\":-}", 1, 5),
            ("{\"type\":\"FeatureCollection\",\"features\":[]} x", 1, 43),
        ])
    func malformed(_ text: String, _ line: Int, _ offset: Int) {
        guard case .badJSON(line, offset, _) = refusal(of: Array(text.utf8)) else {
            Issue.record("\(text) gave \(String(describing: refusal(of: Array(text.utf8))))")
            return
        }
    }

    @Test("a million opening brackets are refused at once, not by a full stack")
    func depth() {
        let text = "{\"a\":" + String(repeating: "[", count: 1_000_000)
        guard case .badJSON(1, _, let reason) = refusal(of: Array(text.utf8)) else {
            Issue.record("not refused")
            return
        }
        #expect(reason.contains("64"))
    }

    @Test("too many features and too many properties are refused")
    func bounds() {
        let two = Array(collection(feature("\"a\":1"), feature("\"b\":1")).utf8)
        #expect(refusal(of: two, limits: smaller { $0.rowsMax = 1 }) == .tooManyRows(rowsMax: 1))
        #expect(refusal(of: two, limits: smaller { $0.columnsMax = 1 }) == .tooManyColumns(line: 2, columnsMax: 1))
    }
}

@Suite("Reading areas")
struct GeoJSONAreaTests {
    private func areas(_ geometry: String, limits: SheetLimits = .standard) throws(SheetRefusal) -> [GeoJSONArea] {
        let text =
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":9,\"geometry\":\(geometry),"
            + "\"properties\":{\"adcode\":330203,\"name\":\"海曙区\"}}]}"
        return try GeoJSONFile.readAreas(bytes: Array(text.utf8), limits: limits)
    }

    private static let ring = "[[0,0],[1,0],[1,1.5,7],[0,0]]"

    @Test("polygons and multipolygons give rings and properties")
    func outlines() throws {
        let one = try areas("{\"type\":\"Polygon\",\"coordinates\":[\(Self.ring),\(Self.ring)]}")
        #expect(one.first?.properties == ["id": "9", "adcode": "330203", "name": "海曙区"])
        #expect(one.first?.polygons.map(\.count) == [2])
        #expect(one.first?.polygons.first?.first?[2] == GeoJSONPosition(lng: 1, lat: 1.5))
        let two = try areas("{\"type\":\"MultiPolygon\",\"coordinates\":[[\(Self.ring)],[\(Self.ring)]]}")
        #expect(two.first?.polygons.count == 2)
    }

    @Test(
        "what is no outline refuses the file with the feature's number",
        arguments: [
            "null", "{\"type\":\"Point\",\"coordinates\":[1,2]}", "{\"type\":\"Polygon\",\"coordinates\":[]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,0]]]}",
            "{\"type\":\"MultiPolygon\",\"coordinates\":[]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[181,0],[1,1],[0,0]]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1e999,0],[1,1],[0,0]]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],\"x\",[1,1],[0,0]]]}",
        ])
    func refused(_ geometry: String) {
        do throws(SheetRefusal) {
            _ = try areas(geometry)
            Issue.record("\(geometry) was read")
        } catch {
            guard case .badArea(feature: 1, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test("corners are bounded over the whole file")
    func bounded() {
        #expect(throws: SheetRefusal.tooManyPositions(positionsMax: 3)) {
            try areas("{\"type\":\"Polygon\",\"coordinates\":[\(Self.ring)]}", limits: smaller { $0.positionsMax = 3 })
        }
        #expect(throws: SheetRefusal.empty) { try GeoJSONFile.readAreas(bytes: []) }
    }
}
