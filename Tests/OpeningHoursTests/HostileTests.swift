import OpeningHours
import Testing

@Suite struct HostileTests {
    @Test("a text of 500 bytes is read, one of 501 is refused")
    func length() throws {
        let filler = String(repeating: "x", count: 500 - 9)
        #expect(try OpeningHours(parsing: "Mo off \"\(filler)\"").canonical.utf8.count == 500)
        #expect(throws: OpeningHoursError(reason: .tooLong, byteOffset: 500)) {
            try OpeningHours(parsing: "Mo off \"\(filler)x\"")
        }
        #expect(OpeningHours.normalising(String(repeating: "周一", count: 100_000)) == nil)
    }

    @Test("32 rules are read, a 33rd is refused")
    func manyRules() throws {
        let rules = Array(repeating: "Mo off", count: 33)
        #expect(throws: Never.self) { try OpeningHours(parsing: rules.dropLast().joined(separator: ";")) }
        #expect(throws: OpeningHoursError(reason: .tooManyRules, byteOffset: 224)) {
            try OpeningHours(parsing: rules.joined(separator: ";"))
        }
    }

    @Test("random bytes and random pieces of the grammar never crash, and what is read has one spelling")
    func noise() throws {
        let pieces = [
            "Mo", "-", "Fr", " ", ",", ";", "||", "10:00", "-18:00", "+", "24/7", "off", "\"a\"", "\"", "Jan", "31",
            "2026", "week", "53", "[", "1", "]", "PH", "SH", "Feb 29", "/2", " +1 day", "：", "周一", "9点", "至", "\u{0}",
            "unknown", "open", ":", "99", "26:00", "休息", "🛵", "e\u{301}",
        ]
        var random = SeededGenerator(state: 20_261_123)
        var readable = 0
        for round in 0..<5_000 {
            var text = ""
            if round % 4 == 0 {
                let bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                text = String(decoding: bytes, as: UTF8.self)
            } else {
                for _ in 0..<Int.random(in: 1..<9, using: &random) {
                    text += pieces[Int.random(in: 0..<pieces.count, using: &random)]
                }
            }
            _ = OpeningHours.normalising(text)
            guard let hours = try? OpeningHours(parsing: text) else { continue }
            readable += 1
            let again = try OpeningHours(parsing: hours.canonical)
            #expect(again == hours, "\(text)")
            _ = hours.description(in: .english)
        }
        #expect(readable > 150)
    }

    @Test("the ends of time are answered")
    func endsOfTime() throws {
        let hours = try OpeningHours(parsing: "2026-2027 week 10-20 Mo[1] 22:00-26:00; PH off")
        for epoch in [Int64.min, -1, 0, 1, Int64.max] {
            for offset in [Int.min, 0, 28_800, Int.max] {
                let instant = CivilInstant(epochSeconds: epoch, offsetSeconds: offset)
                let state = hours.state(at: instant, calendar: .china2026())
                #expect(state.kind == hours.kind(at: instant, calendar: .china2026()))
                #expect(!state.words(at: instant, in: .chinese).isEmpty)
            }
        }
    }
}
