import Testing

@testable import CBOR

@Suite("What is no CBOR")
struct CBORRefusalTests {
    private func reason(_ hex: String, strict: Bool = false) -> CBORFault.Reason? {
        do {
            _ = try CBOR(decoding: bytes(hex), strict: strict)
            return nil
        } catch { return error.reason }
    }

    @Test(
        "Each way to be wrong has its name",
        arguments: [
            ("", CBORFault.Reason.truncated), ("18", .truncated), ("1bffffffffffffff", .truncated),
            ("42 00", .truncated), ("62 61", .truncated), ("82 01", .truncated), ("a1 01", .truncated),
            ("c1", .truncated), ("f9 00", .truncated), ("f8", .truncated),
            ("5bffffffffffffffff00", .truncated), ("7bffffffffffffffff00", .truncated),
            ("9bffffffffffffffff00", .truncated), ("bbffffffffffffffff0000", .truncated), ("9a00100000 00", .truncated),
            ("00 00", .trailing), ("f6 f6", .trailing),
            ("1c", .reserved), ("1d", .reserved), ("1e", .reserved), ("fc", .reserved), ("f800", .reserved),
            ("f81f", .reserved), ("5f", .indefinite), ("9fff", .indefinite), ("bfff", .indefinite), ("ff", .indefinite),
            ("1f", .indefinite), ("61ff", .utf8), ("62c080", .utf8), ("63eda080", .utf8), ("61c3", .utf8),
            ("a2 0100 0100", .duplicateKey), ("a2 6161f6 6161f6", .duplicateKey), ("a3 0200 0100 0200", .duplicateKey),
            ("a2 0100 180100", .duplicateKey), ("a2 f97e0000 fa7fc0000000", .duplicateKey),
            ("a1 00 a2 0100 0100", .duplicateKey),
        ])
    func refused(hex: String, wanted: CBORFault.Reason) {
        #expect(reason(hex) == wanted)
    }

    @Test(
        "Strictly read, what the encoder writes otherwise is refused too",
        arguments: [
            ("1817", CBORFault.Reason.notShortest), ("1900ff", .notShortest), ("1a0000ffff", .notShortest),
            ("1b00000000ffffffff", .notShortest), ("580100", .notShortest), ("780161", .notShortest),
            ("980100", .notShortest), ("b8010000", .notShortest), ("d80100", .notShortest),
            ("fa3fc00000", .notShortest), ("fb3ff8000000000000", .notShortest), ("fb47efffffe0000000", .notShortest),
            ("fa7fc00000", .notShortest), ("f97e01", .notShortest), ("a2 0200 0100", .keyOrder),
        ])
    func strict(hex: String, wanted: CBORFault.Reason) {
        #expect(reason(hex) == nil)
        #expect(reason(hex, strict: true) == wanted)
    }

    @Test("It is not read deeper than it is allowed to nest, whatever it nests by")
    func deep() {
        for head in ["81", "c1", "a100"] {
            let fits = String(repeating: head, count: CBOR.depthMax) + "00"
            #expect(reason(fits) == nil)
            #expect(reason(head + fits) == .depth)
            #expect(reason(String(repeating: head, count: 100_000)) == .depth)
        }
        #expect(reason(String(repeating: "a1", count: 100_000)) == .depth)
    }

    @Test("No truncation and no changed bit of an item crashes, and no truncation is read")
    func mutilated() throws {
        let sample = CBOR.map([
            .init(.integer(1), .array([.text("水"), .bytes([1, 2, 3]), .float(1.1)])), .init(.text("x"), .integer(-500)),
            .init(.array([.null]), .map([.init(.bool(true), .tagged(55_799, .simple(40)))])),
        ]).encoded
        for length in sample.indices {
            #expect(throws: CBORFault.self) { try CBOR(decoding: Array(sample[..<length])) }
        }
        for bit in 0..<(sample.count * 8) {
            var other = sample
            other[bit / 8] ^= 1 << (bit % 8)
            if let item = try? CBOR(decoding: other, strict: true) { #expect(item.encoded == other) }
            if let item = try? CBOR(decoding: other) { _ = try CBOR(decoding: item.encoded, strict: true) }
        }
    }

    @Test("Any three bytes are read or refused; read strictly, they are what is written")
    func exhaustive() throws {
        for number in 0..<(1 << 16) {
            for tail in [[], [0], [0x61], [0xFF]] as [[UInt8]] {
                let input = [UInt8(number >> 8), UInt8(number & 255)] + tail
                if let item = try? CBOR(decoding: input, strict: true), item.encoded != input {
                    Issue.record("\(input)")
                }
            }
        }
    }

    @Test("An item with something behind it is read to its end")
    func first() throws {
        let (item, end) = try CBOR.first(in: [0xFF, 0x82, 1, 2, 0xFF], from: 1)
        #expect(item == .array([.unsigned(1), .unsigned(2)]))
        #expect(end == 4)
        for start in [-1, 5, 6] {
            #expect(throws: CBORFault.self) { try CBOR.first(in: [0, 0, 0, 0, 0], from: start) }
        }
    }
}
