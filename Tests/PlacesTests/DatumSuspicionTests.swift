import Geo
import Kernel
import TestTown
import Testing

@testable import Places

/// A file as a whole may be in another datum than was said.
struct DatumSuspicionTests {
    @Test("A file in the wrong datum is suspected as a whole when it names districts", arguments: Datum.allCases)
    func suspicion(_ datum: Datum) async throws {
        try await Town.open(.sqlite) { town in
            // A row of shops 80 m either side of the border between the districts.
            let rows = (0..<100).map { number in
                let isWest = number % 2 == 0
                let point = Datum.convert(
                    at(43.76 + 0.0003 * Double(number), isWest ? 87.599 : 87.601), from: .wgs84, to: datum)
                return ["店\(number)", "\(point.longitude)", "\(point.latitude)", isWest ? "雪岭区" : "松林区"]
            }
            let columns = ["name", "lng", "lat", "district"]
            let right = try await Importing(datum: datum).run(sheet(columns, rows), in: town)
            #expect(right.suspicion == nil && right.added == 100 && right.datum == datum)
            for wrong in Datum.allCases where wrong != datum {
                let report = try await Importing(datum: wrong, isDryRun: true).run(sheet(columns, rows), in: town)
                let sentence = try #require(report.suspicion)
                #expect(sentence.contains("as \(wrong.rawValue), but 100 % as \(datum.rawValue)"))
            }
            // A column that says the datum is believed, and told.
            let told = try await Importing(isDryRun: true).run(
                sheet(columns + ["datum"], rows.map { $0 + [datum.rawValue] }), in: town)
            #expect(told.suspicion == nil && told.datum == datum)
            let few = try await Importing(datum: datum == .bd09 ? .wgs84 : .bd09, isDryRun: true).run(
                sheet(columns, Array(rows.prefix(49))), in: town)
            #expect(few.suspicion == nil)
        }
    }
}
