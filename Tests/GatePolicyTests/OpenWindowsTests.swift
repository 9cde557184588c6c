import OpeningHours
import Testing

@testable import GatePolicy

@Suite("Open windows for a page without a network")
struct OpenWindowsTests {
    @Test("A week of the north gate: working days, without the holiday, with the Saturday worked")
    func week() {
        let visitor = Visitor(trade: .truck, vehicle: .car)
        let windows = Estate.north.policy.openWindows(for: visitor, from: moment("2026-10-07", "12:00"), days: 5)
        #expect(
            windows == [
                seconds("2026-10-08", "08:00")..<seconds("2026-10-08", "18:00"),
                seconds("2026-10-09", "08:00")..<seconds("2026-10-09", "18:00"),
                seconds("2026-10-10", "08:00")..<seconds("2026-10-10", "18:00"),
                seconds("2026-10-12", "08:00")..<seconds("2026-10-12", "12:00"),
            ])
    }

    @Test("Admissions that overlap or touch are one window; it is cut where it is asked from and to")
    func joined() {
        let policy = GatePolicy(admissions: [
            Admission(vehicles: [.bike], hours: hours("08:00-12:00")),
            Admission(vehicles: [.bike], hours: hours("11:00-14:00")),
            Admission(vehicles: [.bike], hours: hours("14:00-15:00")),
            Admission(vehicles: [.foot]),
        ])
        let from = moment("2026-11-24", "09:00")
        let bike = policy.openWindows(for: Visitor(trade: .courier, vehicle: .bike), from: from, days: 1)
        #expect(
            bike == [
                seconds("2026-11-24", "09:00")..<seconds("2026-11-24", "15:00"),
                seconds("2026-11-25", "08:00")..<seconds("2026-11-25", "09:00"),
            ])
        let foot = policy.openWindows(for: Visitor(trade: .courier, vehicle: .foot), from: from, days: 99)
        #expect(foot == [from.instant.epochSeconds..<(from.instant.epochSeconds + 31 * 86_400)])
        #expect(Estate.east.policy.openWindows(for: Visitor(trade: .other, vehicle: .foot), from: from, days: 1) == [])
    }

    @Test("At every minute of a fortnight, the windows say what the verdict says")
    func everyMinute() {
        let visitor = Visitor(trade: .courier, vehicle: .bike)
        let from = moment("2026-09-28", "00:00")
        for gate in Estate.gates {
            let windows = gate.policy.openWindows(for: visitor, from: from, days: 14)
            for minute in stride(from: 0, to: 14 * 1440, by: 7) {
                let second = from.instant.epochSeconds + Int64(minute) * 60
                var at = from
                at.instant = CivilInstant(epochSeconds: second, offsetSeconds: 28_800)
                let isIn = gate.policy.terms(for: visitor, at) != nil
                #expect(windows.contains { $0.contains(second) } == isIn)
            }
        }
    }
}
