import Testing

@testable import Kernel

@Suite("Parts of a whole")
struct ByteRangeTests {
    @Test(
        "A range header names a part, nothing, or the whole",
        arguments: [
            (nil, .whole), ("", .whole), ("bytes=0-0", .part(0..<1)), ("bytes=0-9", .part(0..<10)),
            ("bytes=5-", .part(5..<100)), ("bytes=99-", .part(99..<100)), ("bytes=90-1000", .part(90..<100)),
            ("bytes=-1", .part(99..<100)), ("bytes=-100", .part(0..<100)), ("bytes=-1000", .part(0..<100)),
            ("Bytes=0-1", .part(0..<2)), ("bytes= 0 - 1", .part(0..<2)),
            ("bytes=100-", .unsatisfiable), ("bytes=100-200", .unsatisfiable), ("bytes=-0", .unsatisfiable),
            ("bytes=99999999999999999999999-", .unsatisfiable),
            ("bytes=0-99999999999999999999999", .part(0..<100)), ("bytes=-99999999999999999999999", .part(0..<100)),
            ("bytes=9-5", .whole), ("bytes=-", .whole), ("bytes=", .whole), ("bytes=a-b", .whole),
            ("bytes=0x1-2", .whole), ("bytes=+1-2", .whole), ("bytes=--1", .whole), ("bytes=1-2-3", .whole),
            ("bytes=0-1,3-4", .whole), ("bytes=0-1,", .whole), ("items=0-1", .whole), ("bytes 0-1", .whole),
            ("bytes=１-2", .whole), ("bytes=1.0-2", .whole),
        ] as [(String?, ByteRange)])
    func ranges(header: String?, range: ByteRange) {
        #expect(ByteRange(header, length: 100) == range)
    }

    @Test("Of nothing there is no part")
    func empty() {
        #expect(ByteRange("bytes=0-", length: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-5", length: 0) == .unsatisfiable)
        #expect(ByteRange(nil, length: 0) == .whole)
    }

    @Test("A header without end is not read")
    func long() {
        #expect(ByteRange("bytes=" + String(repeating: "0", count: 500) + "-", length: 100) == .whole)
    }
}
