import Kernel
import Testing

@Suite struct TimeTests {
    @Test(
        "an RFC 3339 moment is read to the millisecond",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-23T18:00:00+08:00", 1_795_428_000_000),
            ("2026-11-23T10:00:00Z", 1_795_428_000_000), ("2026-11-23t10:00:00z", 1_795_428_000_000),
            ("2026-11-23 10:00:00.5Z", 1_795_428_000_500), ("2026-11-23T10:00:00.123456789Z", 1_795_428_000_123),
            ("2026-11-23T00:30:00-09:30", 1_795_428_000_000), ("1969-12-31T23:59:59.999Z", -1),
            ("2000-02-29T00:00:00Z", 951_782_400_000), ("2024-02-29T12:00:00-00:00", 1_709_208_000_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000),
            ("2016-12-31T23:59:60Z", 1_483_228_799_000),
        ])
    func reading(_ text: String, _ milliseconds: Int64) {
        #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "2026-11-23", "2026-11-23T10:00:00", "2026-11-23T10:00Z", "2026-11-23T10:00:00 Z", "26-11-23T10:00:00Z",
            "2026-11-23T10:00:00+8", "2026-11-23T10:00:00+0800", "2026-11-23T10:00:00+24:00",
            "2026-11-23T10:00:00+08:60",
            "2026-11-23T24:00:00Z", "2026-11-23T10:60:00Z", "2026-11-23T10:00:61Z", "2026-13-01T00:00:00Z",
            "2026-00-10T00:00:00Z", "2026-04-31T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
            "2026-01-00T00:00:00Z", "2026-11-23T10:00:00.Z", "2026-11-23T10:00:00,5Z", "2026-11-23T10:00:00ZZ",
            " 2026-11-23T10:00:00Z", "+2026-11-23T10:00:00Z", "-026-11-23T10:00:00Z", "２026-11-23T10:00:00Z",
            "2026-11-23T10:00:00.00000000000000000000000000000Z",
        ])
    func refused(_ text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test(
        "a moment is written with the offset of the place it is shown in",
        arguments: [
            (0, 28_800, "1970-01-01T08:00:00+08:00"), (0, 0, "1970-01-01T00:00:00Z"),
            (-1, 0, "1969-12-31T23:59:59Z"), (1_795_428_000_000, 28_800, "2026-11-23T18:00:00+08:00"),
            (1_795_428_000_999, -34_200, "2026-11-23T00:30:00-09:30"), (-86_400_000, 0, "1969-12-31T00:00:00Z"),
            (-62_135_596_800_000, 0, "0001-01-01T00:00:00Z"),
        ])
    func writing(_ milliseconds: Int64, _ offset: Int64, _ text: String) {
        #expect(Instant(milliseconds: milliseconds).rfc3339(utcOffsetSeconds: offset) == text)
    }

    @Test("what is written is read again as the same second, in every zone")
    func roundTrip() {
        for seconds in stride(from: Int64(-62_000_000_000), through: 250_000_000_000, by: 7_654_321_987) {
            let moment = Instant(seconds: seconds)
            for offset: Int64 in [0, 28_800, 20_700, -12_600, 50_400] {
                #expect(Instant(rfc3339: moment.rfc3339(utcOffsetSeconds: offset)) == moment)
            }
        }
    }

    @Test("every day of four centuries follows the one before it, and years have the right number of days")
    func calendar() throws {
        var expected = try #require(CivilTime.daysSinceEpoch(year: 1900, month: 1, day: 1))
        #expect(expected == -25_567)
        for year in 1900..<2300 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            for (month, length) in zip(1..., lengths) {
                let first = CivilTime.daysSinceEpoch(year: year, month: month, day: 1)
                let last = CivilTime.daysSinceEpoch(year: year, month: month, day: length)
                #expect(first == expected && last == expected + length - 1)
                #expect(CivilTime.daysSinceEpoch(year: year, month: month, day: length + 1) == nil)
                expected += length
            }
        }
    }

    @Test("civil time shows the date and the clock of the place")
    func civil() {
        let time = CivilTime(Instant(milliseconds: 1_795_390_500_000), utcOffsetSeconds: 28_800)
        #expect(time.date == "2026-11-23")
        #expect(time.clock == "07:35")
        #expect(time == CivilTime(Instant(seconds: 1_795_390_500), utcOffsetSeconds: 28_800))
        #expect(CivilTime(Instant(seconds: -1), utcOffsetSeconds: 0).date == "1969-12-31")
        #expect(CivilTime(Instant(seconds: 951_782_400), utcOffsetSeconds: 0).date == "2000-02-29")
    }

    @Test("whole seconds are rounded down, also before 1970")
    func seconds() {
        #expect(Instant(milliseconds: 1999).seconds == 1)
        #expect(Instant(milliseconds: -1).seconds == -1)
        #expect(Instant(milliseconds: -1000).seconds == -1)
        #expect(Instant(milliseconds: -1001).seconds == -2)
        #expect(Instant(seconds: 5).adding(seconds: -6) == Instant(seconds: -1))
        #expect(Instant(seconds: -6) < Instant(seconds: 5))
    }

    @Test("a stopped clock shows one moment for ever")
    func stopped() {
        let clock = Clock.stopped(at: Instant(seconds: 42))
        #expect(clock.now() == Instant(seconds: 42))
        #expect(clock.now() == clock.now())
    }
}
