import Kernel
import Testing

@Suite struct IDTests {
    private typealias PlaceID = ID<IDTests>
    private let moment = Instant(milliseconds: 0x0193_5A2B_3C4D)

    @Test("a new identifier has the layout of UUID version 7: time, version, random, variant, random")
    func layout() {
        let none = PlaceID(at: moment, random: (0, 0))
        #expect(none.description == "01935a2b-3c4d-7000-8000-000000000000")
        let all = PlaceID(at: moment, random: (.max, .max))
        #expect(all.description == "01935a2b-3c4d-7fff-bfff-ffffffffffff")
        let some = PlaceID(at: moment, random: (0xABC, 0x0123_4567_89AB_CDEF))
        #expect(some.description == "01935a2b-3c4d-7abc-8123-456789abcdef")
    }

    @Test("the example of RFC 9562, appendix A.6 is made from its own parts")
    func published() {
        let id = PlaceID(at: Instant(milliseconds: 0x017F_22E2_79B0), random: (0xCC3, 0x18C4_DC0C_0C07_398F))
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    }

    @Test("identifiers sort by the moment they were made, as values and as text")
    func order() {
        let made = [0, 1, 65_535, 65_536, 1_795_392_000_000, 0xFFFF_FFFF_FFFF].map {
            PlaceID(at: Instant(milliseconds: $0), random: (UInt64($0) &* 0x9E37_79B9_7F4A_7C15, ~UInt64($0)))
        }
        #expect(made.reversed().sorted() == made)
        #expect(made.map(\.description).reversed().sorted() == made.map(\.description))
        #expect(PlaceID(high: 1, low: 0) < PlaceID(high: 1, low: .max))
    }

    @Test("a moment before 1970 or beyond the field does not spill into the version")
    func extremes() {
        #expect(PlaceID(at: Instant(milliseconds: -1), random: (0, 0)).high == 0x7000)
        #expect(PlaceID(at: Instant(milliseconds: .max), random: (0, 0)).high & 0xFFFF == 0x7000)
    }

    @Test("text and identifier are the same thing both ways")
    func roundTrip() throws {
        for (high, low) in [(0, 0), (UInt64.max, UInt64.max), (0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210)] {
            let id = PlaceID(high: high, low: low)
            #expect(try #require(PlaceID(id.description)) == id)
        }
        let upper = try #require(PlaceID("01935A2B-3C4D-7ABC-8123-456789ABCDEF"))
        #expect(upper.description == "01935a2b-3c4d-7abc-8123-456789abcdef")
        #expect(PlaceID("x01935a2b-3c4d-7abc-8123-456789abcdef".dropFirst()) == upper)
    }

    @Test(
        "every other form is refused",
        arguments: [
            "", "01935a2b", "01935a2b3c4d7abc8123456789abcdef", "{01935a2b-3c4d-7abc-8123-456789abcdef}",
            "urn:uuid:01935a2b-3c4d-7abc-8123-456789abcdef", " 01935a2b-3c4d-7abc-8123-456789abcde",
            "01935a2b-3c4d-7abc-8123-456789abcdef\0", "01935a2b-3c4d-7abc-8123-456789abcdeg",
            "01935a2b03c4d-7abc-8123-456789abcdef", "01935a2-b3c4d-7abc-8123-456789abcdef",
            "０1935a2b-3c4d-7abc-8123-456789abcd", "01935a2b-3c4d-7abc-8123-456789abcd_f",
        ])
    func refused(_ text: String) {
        #expect(PlaceID(text) == nil)
    }
}
