import Foundation
import TestTown
import Testing

@testable import CBOR

func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.utf8.filter { $0 != 32 }.map { $0 < 58 ? $0 - 48 : $0 - 87 }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

private let appendix = "vectors/cbor_appendix_a.json"

@Suite("CBOR")
struct CBORTests {
    private let sample: CBOR = .map([
        .init(.integer(1), .integer(2)), .init(.integer(3), .integer(-7)), .init(.integer(-1), .text("水")),
        .init(.text("list"), .array([.bool(true), .null, .float(1.5), .float(1.1), .undefined, .simple(255)])),
        .init(.text("bytes"), .bytes(Array(0...40))), .init(.bytes([9]), .tagged(1, .unsigned(.max))),
    ])

    @Test("Every kind of item goes into bytes and back")
    func roundTrip() throws {
        let encoded = sample.encoded
        let read = try CBOR(decoding: encoded, strict: true)
        #expect(read.encoded == encoded)
        #expect(read[1] == .unsigned(2))
        #expect(read[3]?.integer == -7)
        #expect(read[-1]?.text == "水")
        #expect(read["list"]?.array?.count == 6)
        #expect(read["bytes"]?.bytes?.count == 41)
        #expect(read["nothing"] == nil)
        #expect(CBOR.null["x"] == nil)
    }

    @Test("Whole numbers of every size are read, within what an Int64 holds")
    func integers() throws {
        for number in [0, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296, .max, .min, -1, -24, -25] {
            let item = CBOR.integer(Int64(number))
            #expect(item.integer == Int64(number))
            #expect(try CBOR(decoding: item.encoded, strict: true) == item)
        }
        #expect(CBOR.unsigned(.max).integer == nil)
        #expect(CBOR.negative(1 << 63).integer == nil)
        #expect(CBOR.text("1").integer == nil)
    }

    private struct Vector: Decodable {
        let hex: String
        let roundtrip: Bool
    }

    @Test(
        "RFC 8949, appendix A, is decoded, and encoded alike where it is deterministic; indefinite lengths are refused",
        .enabled(if: Repository.hasShared(appendix)))
    func published() throws {
        let file = try Data(contentsOf: URL(fileURLWithPath: Repository.shared(appendix)))
        let vectors = try JSONDecoder().decode([Vector].self, from: file)
        #expect(vectors.count == 82)
        var refused: [CBORFault.Reason] = []
        for vector in vectors {
            do {
                let item = try CBOR(decoding: bytes(vector.hex))
                #expect(vector.roundtrip == (item.encoded == bytes(vector.hex)), "\(vector.hex)")
                #expect(vector.roundtrip == ((try? CBOR(decoding: bytes(vector.hex), strict: true)) != nil))
            } catch {
                refused.append(error.reason)
            }
        }
        // simple(24) was taken out by RFC 8949, section 3.3.
        #expect(refused.filter { $0 == .indefinite }.count == 11)
        #expect(refused.filter { $0 != .indefinite } == [.reserved])
    }

    @Test(
        "What the appendix means is what is read",
        arguments: [
            ("1bffffffffffffffff", CBOR.unsigned(.max)), ("3bffffffffffffffff", .negative(.max)),
            ("3903e7", .integer(-1_000)), ("f90001", .float(0x1p-24)), ("f90400", .float(0x1p-14)),
            ("f97bff", .float(65_504)), ("f9c400", .float(-4)), ("fa7f7fffff", .float(3.4028234663852886e+38)),
            ("fb7e37e43c8800759c", .float(1e300)), ("f9fc00", .float(-.infinity)), ("64f0908591", .text("𐅑")),
            ("d818456449455446", .tagged(24, .bytes(Array("dIETF".utf8)))), ("f0", .simple(16)), ("f7", .undefined),
        ])
    func meaning(hex: String, item: CBOR) throws {
        #expect(try CBOR(decoding: bytes(hex)) == item)
        #expect(item.encoded == bytes(hex))
    }

    @Test("Keys are sorted by their bytes, whatever order they were given in (RFC 8949, section 4.2.1)")
    func order() {
        let keys: [CBOR] = [
            .array([.integer(-1)]), .bool(false), .text("aa"), .integer(-1), .text("z"), .integer(100), .integer(10),
            .array([.integer(100)]),
        ]
        let map = CBOR.map(keys.map { .init($0, .null) })
        #expect(map.encoded == bytes("a8 0af6 1864f6 20f6 617af6 626161f6 811864f6 8120f6 f4f6"))
        #expect(CBOR.map([]).encoded == [0xA0])
    }

    @Test("Numbers of sixteen bits are all read exactly and written as they were")
    func halves() throws {
        for bits in UInt16.min...UInt16.max {
            let value = Half.value(of: bits)
            #expect(value.isNaN || Half.bits(of: value) == bits)
        }
        for number in [65_505, 65_536, 0x1p-25, 1.0009, 0x1.002p0, 0x1.8p-24, .nan] {
            #expect(Half.bits(of: number) == nil)
        }
        #expect(CBOR.float(-.nan).encoded == bytes("f97e00"))
        #expect(CBOR.simple(25).encoded == bytes("f7"))
    }
}
