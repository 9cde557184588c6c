import OpeningHours
import Testing

@Suite("The ordinary week")
struct OrdinaryWeekTests {
    private func week(_ text: String) throws -> [[Int]]? {
        try OpeningHours(parsing: text).ordinaryWeek.map { $0.map { [$0.weekday, $0.start, $0.end] } }
    }

    @Test("Stretches stand on the day they begin on, also over midnight")
    func stretches() throws {
        #expect(
            try week("Mo 08:00-12:00,13:00-18:00; Su 20:00-02:00; PH off") == [
                [0, 480, 720], [0, 780, 1080], [6, 1200, 1560],
            ])
        #expect(try week("24/7") == (0..<7).map { [$0, 0, 1440] })
    }

    @Test("Hours that depend on the date are no weekly table")
    func dates() throws {
        #expect(try week("May-Sep 08:00-18:00") == nil)
        #expect(try week("Mo 08:00-12:00; Dec 25 off") == nil)
    }
}
