import Hexadecimal
import Testing

@Suite("Hexadecimal digits")
struct HexadecimalTests {
    @Test("Bytes become two digits each, and the same bytes again")
    func both() {
        let bytes = (0...255).map { UInt8($0) }
        #expect([UInt8(0), 10, 255].hexadecimal == "000aff" && [UInt8]().hexadecimal.isEmpty)
        #expect([UInt8](hexadecimal: bytes.hexadecimal) == bytes)
        #expect([UInt8](hexadecimal: bytes.hexadecimal.uppercased()) == bytes)
    }

    @Test("An odd number of digits, and what are none, are no bytes", arguments: ["0", "0g", "é", "0 ", "０１", "+1"])
    func refused(_ text: String) { #expect([UInt8](hexadecimal: text) == nil) }
}
