import Foundation
import OpeningHours
import Testing

/// Compares with another implementation: `Tests/oracle/opening_hours_oracle.py` writes the cases.
@Suite struct OracleTests {
    private static let file = ProcessInfo.processInfo.environment["YONGAI_HOURS_CASES"]

    @Test(
        "our states and next changes are those of the Rust implementation",
        .enabled(if: file != nil, "YONGAI_HOURS_CASES does not name a file of cases."))
    func agreesWithTheOracle() throws {
        let text = try String(contentsOfFile: try #require(Self.file), encoding: .utf8)
        var chinese = HolidayCalendar.none
        var disagreements: [String] = []
        var count = 0
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t").map(String.init)
            if fields[0] == "#holidays" {
                let days = Set(fields[1].split(separator: ",").compactMap { CivilDay(iso8601: $0) })
                chinese = HolidayCalendar(holidays: days, workdays: [], makeUpDays: .byCalendar)
                continue
            }
            count += 1
            let found = answer(fields, fields[2] == "CN" ? chinese : .none)
            if found != "\(fields[3])\t\(fields[4])" { disagreements.append("\(line) but ours is \(found)") }
        }
        for line in disagreements.prefix(40) { Issue.record("\(line)") }
        #expect(disagreements.isEmpty, "\(disagreements.count) of \(count) cases disagree")
        #expect(count >= 10_000)
    }

    private func answer(_ fields: [String], _ calendar: HolidayCalendar) -> String {
        do throws(OpeningHoursError) {
            let hours = try OpeningHours(parsing: fields[0])
            guard let instant = CivilInstant(local: fields[1]) else { return "no such time" }
            let state = hours.state(at: instant, calendar: calendar)
            guard hours.kind(at: instant, calendar: calendar) == state.kind else { return "two kinds" }
            var next = "-"
            if let change = state.nextChange, change - instant.epochSeconds <= 365 * 86_400 {
                next = CivilInstant(epochSeconds: change, offsetSeconds: instant.offsetSeconds).local
            }
            return "\(state.kind)\t\(next)"
        } catch {
            return "refused: \(error)"
        }
    }
}
