import Testing

@testable import Sealing

enum Keys {
    static func key(_ byte: UInt8) -> [UInt8] { Array(repeating: byte, count: 32) }
    static func hex(_ byte: String) -> String { String(repeating: byte, count: 32) }
    static func ring(_ versions: Int) throws -> KeyRing {
        var ring = try KeyRing(first: key(1))
        for version in 2..<(versions + 1) { ring = try ring.adding(key(UInt8(version))) }
        return ring
    }
}

@Suite("The key ring")
struct KeyRingTests {
    @Test("Its text is read in any order, with comments and empty lines, and the highest version is current")
    func reading() throws {
        let text = "# keys of the house\n1 \(Keys.hex("aB"))\r\n\n  7\t\(Keys.hex("0c")) \n3 \(Keys.hex("00"))"
        let ring = try KeyRing(reading: text)
        #expect(ring.versions == [7, 3, 1])
        #expect(ring.currentVersion == 7)
        #expect(ring.written() == "7 \(Keys.hex("0c"))\n3 \(Keys.hex("00"))\n1 \(Keys.hex("ab"))\n")
        #expect(try KeyRing(reading: ring.written()).written() == ring.written())
    }

    @Test(
        "A line that is not VERSION HEX64 is told with its number",
        arguments: [
            ("", KeyRingFault.empty), ("# nothing\n\n", .empty),
            ("1", .words(line: 1, count: 1)), ("# x\n1 \(Keys.hex("00")) y", .words(line: 2, count: 3)),
            ("0 \(Keys.hex("00"))", .version(line: 1)), ("-1 \(Keys.hex("00"))", .version(line: 1)),
            ("+1 \(Keys.hex("00"))", .version(line: 1)), ("4294967296 \(Keys.hex("00"))", .version(line: 1)),
            ("x \(Keys.hex("00"))", .version(line: 1)),
            ("1 \(Keys.hex("00"))0", .digits(line: 1, count: 65)), ("1 00", .digits(line: 1, count: 2)),
            ("1 \(Keys.hex("0g"))", .notHexadecimal(line: 1)),
            ("1 \(Keys.hex("00"))\n1 \(Keys.hex("11"))", .versionRepeated(line: 2, first: 1)),
            ("1 \(Keys.hex("aa"))\n\n2 \(Keys.hex("AA"))", .keyRepeatedInText(line: 3, first: 1)),
        ])
    func malformed(text: String, fault: KeyRingFault) {
        #expect(throws: fault) { try KeyRing(reading: text) }
        #expect(fault.description.hasSuffix("."))
    }

    @Test("A new key becomes the current one; a key of another length or one already there does not")
    func adding() throws {
        let ring = try Keys.ring(3)
        #expect(ring.versions == [3, 2, 1])
        #expect(throws: KeyRingFault.keyRepeated(version: 2)) { try ring.adding(Keys.key(2)) }
        #expect(throws: KeyRingFault.keyLength(31)) { try ring.adding(Array(Keys.key(9).dropLast())) }
        #expect(throws: KeyRingFault.keyLength(0)) { try KeyRing(first: []) }
        let last = try KeyRing(reading: "4294967295 \(Keys.hex("00"))")
        #expect(throws: KeyRingFault.noVersionLeft) { try last.adding(Keys.key(1)) }
    }

    @Test("No description, mirror or dump tells a key")
    func unprinted() throws {
        struct Settings {
            let keys: KeyRing
            let list: [KeyRing]
            let entry: KeyRing.Entry
        }
        let ring = try KeyRing(reading: "1 \(Keys.hex("ab"))\n2 \(Keys.hex("cd"))")
        let settings = Settings(keys: ring, list: [ring], entry: ring.current)
        var dumped = ""
        dump(settings, to: &dumped)
        dump(ring, to: &dumped)
        dump(ring.entries, to: &dumped)
        let texts = [
            dumped, "\(ring)", String(reflecting: ring), "\(settings)", String(reflecting: settings),
            String(reflecting: ring.entries), "\(ring.current)", "\(Optional(ring) as Any)",
        ]
        for text in texts {
            let folded = text.lowercased()
            for trace in ["abab", "cdcd", "171", "205", "bytes", "symmetric", "secure"] {
                #expect(!folded.contains(trace), "\(trace) in \(text)")
            }
        }
        #expect(ring.description == "KeyRing(versions 2, 1)")
    }
}
