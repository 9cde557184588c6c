import Geo
import Kernel
import TestTown
import Testing

@testable import Places

/// Which column of a file is what.
struct ImportColumnsTests {
    private func columns(
        _ names: [String], _ mapping: [String: String] = [:], _ datum: Datum? = nil
    ) throws -> ImportColumns { try ImportColumns(names, mapping: mapping, datum: datum) }

    @Test("Every name an export writes is known")
    func ownNames() throws {
        let names = PlaceExport.columns.map(\.name)
        let columns = try columns(names)
        // The area's name is for people: it follows from the point.
        for field in ImportField.allCases where field != .district {
            #expect(columns.heading(field) == field.rawValue)
        }
        #expect(names.filter { ImportField(rawValue: $0) == nil } == ["area"])
        #expect(columns.datum == .wgs84 && !columns.isApproximate)
    }

    @Test(
        "Headings in Chinese and English are recognised, whatever their case and spaces",
        arguments: [
            (["店名", "经度", "纬度", "地址", "营业时间", "电话"], [.name, .lng, .lat, .address, .hours, .phone]),
            (["Name *", "Longitude", " LATITUDE", "Opening_Hours", "Tel"], [.name, .lng, .lat, .hours, .phone]),
            (["小区名称", "区县", "X", "Y", "设施"], [.name, .district, .lng, .lat, .facilities]),
            (
                ["编号", "类型", "名 称", "英文名", "来源", "来源编号", "核实时间"],
                [.id, .kind, .name, .nameEn, .source, .sourceID, .verifiedAt]
            ),
            (["compound", "district", "坐标系", "坐标精度"], [.name, .district, .datum, .pointBasis]),
        ] as [([String], [ImportField])])
    func headings(_ names: [String], _ fields: [ImportField]) throws {
        let columns = try columns(names)
        #expect(fields.map { columns.positions[$0] } == Array(names.indices))
        #expect(columns.positions.count == names.count)
    }

    @Test(
        "Coordinate columns say their datum, and whether they are approximate",
        arguments: [
            (["lng", "lat"], Datum.wgs84, false), (["lng_gcj02", "lat_gcj02"], .gcj02, false),
            (["lng_bd09", "lat_bd09"], .bd09, false), (["经度(GCJ-02)", "纬度(GCJ-02)"], .gcj02, false),
            (["经度（BD09）", "纬度（BD09）"], .bd09, false), (["approx_lng_wgs84", "approx_lat_wgs84"], .wgs84, true),
            (["approx_lng_gcj02", "approx_lat_gcj02"], .gcj02, true), (["大致经度", "大致纬度"], .wgs84, true),
            (["lat", "lng"], .wgs84, false), (["Longitude-WGS84", "Latitude-WGS84"], .wgs84, false),
        ])
    func datumOfHeadings(_ names: [String], _ datum: Datum, _ isApproximate: Bool) throws {
        let columns = try columns(["name"] + names)
        #expect(columns.datum == datum && columns.isApproximate == isApproximate)
        #expect(Set([columns.positions[.lng], columns.positions[.lat]]) == [1, 2])
        #expect(columns.heading(.lng)?.lowercased().contains { "lnx经".contains($0) } == true)
    }

    @Test(
        "Of several pairs WGS-84 is taken, or the one --datum asks for; longitude and latitude are never of two pairs")
    func severalPairs() throws {
        let names = ["lng_bd09", "lat_bd09", "lng_gcj02", "lat_gcj02", "lng_wgs84", "lat_wgs84", "name"]
        #expect(try columns(names).heading(.lng) == "lng_wgs84" && columns(names).heading(.lat) == "lat_wgs84")
        for datum in Datum.allCases {
            let chosen = try columns(names, [:], datum)
            #expect(chosen.heading(.lng) == "lng_\(datum.rawValue)" && chosen.heading(.lat) == "lat_\(datum.rawValue)")
            #expect(chosen.datum == datum)
        }
        #expect(try columns(["lng_bd09", "lat_gcj02", "name"]).positions[.lng] == nil)
        #expect(try columns(["lng", "lat", "lng_bd09", "lat_bd09"], [:], .gcj02).heading(.lng) == "lng")
    }

    @Test("A datum the file has no columns for is refused with those it has")
    func otherDatum() {
        let refusal = #expect(throws: ImportRefusal.self) {
            _ = try columns(["name", "lng_bd09", "lat_bd09"], [:], .gcj02)
        }
        #expect(refusal?.description.hasPrefix("The file has coordinates in bd09, but --datum says gcj02.") == true)
    }

    @Test("--columns says what a heading means, over what it looks like")
    func mapping() throws {
        let columns = try columns(
            ["title", "招牌", "X1", "Y1", "lng", "lat"], ["name": "招牌", "lng": "X1", "lat": "Y1"], .bd09)
        #expect(columns.heading(.name) == "招牌" && columns.heading(.lng) == "X1" && columns.heading(.lat) == "Y1")
        #expect(columns.datum == .bd09)
        let described = try self.columns(
            ["a", "lng_gcj02", "lat_gcj02", "lng", "lat"], ["lng": "lng_gcj02", "lat": "lat_gcj02"])
        #expect(described.datum == .gcj02)
    }

    @Test("--columns with a field or heading that does not exist is refused with the list")
    func unknownMapping() {
        let field = #expect(throws: ImportRefusal.self) { _ = try columns(["a"], ["title": "a"]) }
        #expect(
            field?.description.hasPrefix("--columns does not know the field 'title'. It knows: id, kind, name,") == true
        )
        let heading = #expect(throws: ImportRefusal.self) { _ = try columns(["a", "b"], ["name": "c"]) }
        #expect(heading?.description == "--columns: the file has no column 'c'. It has: a, b.")
    }

    @Test("A row's own datum counts, unless --datum was given")
    func datumOfRow() throws {
        let names = ["name", "lng", "lat", "datum"]
        let row = SheetRow(line: 2, cells: ["A", "1", "2", "BD-09"])
        #expect(try columns(names).datum(of: row) == .bd09)
        #expect(try columns(names, [:], .gcj02).datum(of: row) == .gcj02)
        #expect(try columns(names).datum(of: SheetRow(line: 3, cells: ["A", "1", "2", ""])) == .wgs84)
    }

    @Test("Cells come without the spaces of any script round them")
    func trimming() throws {
        let row = SheetRow(line: 2, cells: ["\u{3000} 湖滨 面馆\u{A0}\t"])
        #expect(try columns(["name"]).cell(.name, row) == "湖滨 面馆")
        #expect(try columns(["name"]).cell(.phone, row) == "")
        #expect(" \u{3000}".trimmingSpaces() == "" && "".trimmingSpaces() == "")
    }
}
