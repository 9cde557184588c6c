import Geo
import Testing

@testable import Areas

/// How outlines are stored.
struct WKTTests {
    private static let outline = MultiPolygon(rings: [
        [
            [(0, 0), (0, 2), (2, 2), (2, 0)].map { Coordinate(uncheckedLatitude: $0.0, longitude: $0.1) },
            [(0.5, 0.5), (0.5, 1.5), (1.5, 1)].map { Coordinate(uncheckedLatitude: $0.0, longitude: $0.1) },
        ],
        [
            [(-10.123456789, 1e-7), (-10, 0.1), (-9.87654321, -0.1)]
                .map { Coordinate(uncheckedLatitude: $0.0, longitude: $0.1) }
        ],
    ])

    @Test("An outline with a hole, a second part and tiny degrees comes back as it went")
    func roundTrip() throws {
        let text = WKT.text(of: Self.outline)
        #expect(WKT.multiPolygon(text) == Self.outline)
        #expect(try #require(WKT.multiPolygon(text)).polygons.map(\.rings.count) == [2, 1])
    }

    @Test("The text is well-known text of a multipolygon, longitude first")
    func text() {
        let triangle = MultiPolygon(rings: [
            [[(1, 2), (3, 4), (5, 6)].map { Coordinate(uncheckedLatitude: $0.0, longitude: $0.1) }]
        ])
        #expect(WKT.text(of: triangle).hasPrefix("MULTIPOLYGON(((2.0 1.0,4.0 3.0,6.0 5.0"))
    }

    @Test(
        "Any other text is refused",
        arguments: [
            "", "MULTIPOLYGON", "MULTIPOLYGON(", "POLYGON((0 0,0 1,1 1))", "MULTIPOLYGON(((0 0,0 1,1 1))",
            "MULTIPOLYGON(((0 0,0 1,1 1)", "MULTIPOLYGON(((0 0,0 1,1))) ", "MULTIPOLYGON(((0 0,0,1 1)))",
            "MULTIPOLYGON(((0 0 0,0 1 0,1 1 0)))", "MULTIPOLYGON(((a b,0 1,1 1)))", "MULTIPOLYGON(((0 91,0 1,1 1)))",
            "MULTIPOLYGON(((181 0,0 1,1 1)))", "MULTIPOLYGON(((nan 0,0 1,1 1)))", "MULTIPOLYGON(((0 0,0 1,1 1))))",
            "MULTIPOLYGON()((0 0,0 1,1 1))", "MULTIPOLYGON(0 0,0 1,1 1)", "MULTIPOLYGON((0 0,0 1,1 1))",
            "MULTIPOLYGON(((0 0,0 1,1 1)),1 2)", "MULTIPOLYGON((((0 0,0 1,1 1))))", "MULTIPOLYGON(((0 0,0 1,1 1)),)",
            "MULTIPOLYGON((()))", "MULTIPOLYGON())(",
        ])
    func refusals(_ text: String) {
        #expect(WKT.multiPolygon(text) == nil)
    }
}
