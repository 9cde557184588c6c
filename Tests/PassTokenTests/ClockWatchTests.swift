import Testing

@testable import PassToken

@Suite("Pictures and clocks")
struct ClockWatchTests {
    private let now = Sample.now

    @Test("A picture stands still; a phone that is behind moves on")
    func phone() {
        var watch = ClockWatch()
        let late = PassStep.at(now - 300)
        #expect(watch.note(serial: 1, step: late, now: now) == nil)
        #expect(watch.note(serial: 1, step: late, now: now + 30) == nil)
        #expect(watch.note(serial: 1, step: late, now: now + 33) == nil)
        var other = ClockWatch()
        _ = other.note(serial: 1, step: late, now: now)
        #expect(other.note(serial: 1, step: late + 2, now: now + 30) == .phone(seconds: -300))
        #expect(other.note(serial: 2, step: late + 2, now: now + 30) == nil)
    }

    @Test("A phone that is ahead is known at once, and one in time is never spoken of")
    func ahead() {
        var watch = ClockWatch()
        #expect(watch.note(serial: 1, step: PassStep.at(now + 300), now: now) == .phone(seconds: 300))
        for serial in 2..<9 { #expect(watch.note(serial: UInt32(serial), step: PassStep.at(now), now: now) == nil) }
    }

    @Test("Three phones that are off by the same: it is the gate's own clock")
    func own() {
        var watch = ClockWatch()
        let step = PassStep.at(now - 600)
        #expect(watch.note(serial: 1, step: step, now: now) == nil)
        #expect(watch.note(serial: 2, step: step + 1, now: now + 20) == nil)
        #expect(watch.note(serial: 3, step: step + 2, now: now + 30) == .own(seconds: -600))
        #expect(watch.note(serial: 4, step: PassStep.at(now + 45), now: now + 45) == nil)
        #expect(watch.note(serial: 5, step: step + 3, now: now + 45) == nil)
    }

    @Test("However many come, it remembers so many and no more")
    func bounded() {
        var watch = ClockWatch()
        for serial in 0..<500 { _ = watch.note(serial: UInt32(serial), step: .max, now: .max) }
        #expect(watch.note(serial: 1, step: 0, now: .min) == nil)
    }
}
