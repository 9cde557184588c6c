import Base64URL
import Crypto
import Testing

@testable import PassToken

@Suite("The code at a gate")
struct GateCodeTests {
    private static let key = P256.Signing.PrivateKey()
    private static let keys = [PassPublicKey(key.publicKey)]
    private static let gate: [UInt8] = (0..<16).map { $0 * 11 }

    private func made(number: UInt16 = 258, city: String = "3302") throws -> GateCode {
        try GateCode(signing: Self.gate, number: number, city: city, by: Self.key)
    }

    private func fault(_ text: String, city: String = "3302", keys: [PassPublicKey] = GateCodeTests.keys)
        -> GateCode.Fault?
    {
        do throws(GateCode.Fault) {
            _ = try GateCode(reading: text, city: city, keys: keys)
            return nil
        } catch {
            return error
        }
    }

    @Test("What was signed is read again, by any of the trusted keys", arguments: [0, 1, 258, 65_535] as [UInt16])
    func read(_ number: UInt16) throws {
        let code = try made(number: number)
        #expect(code.text.utf8.count == GateCode.lettersCount)
        let other = PassPublicKey(P256.Signing.PrivateKey().publicKey)
        let again = try GateCode(reading: code.text, city: "3302", keys: [other] + Self.keys)
        #expect(again == code && again.gate == Self.gate && again.number == number)
    }

    @Test("With any bit flipped it is refused: its gate, its number and its signature")
    func everyBit() throws {
        let bytes = try #require(Base64URL.decode(try made().text))
        #expect(bytes.count == 82)
        for bit in 0..<(bytes.count * 8) {
            var wrong = bytes
            wrong[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(fault(Base64URL.encode(wrong)) == .signature, "bit \(bit)")
        }
    }

    @Test("Cut short, lengthened, or in other letters it is no code")
    func otherForms() throws {
        let text = try made().text
        for count in 0..<text.count { #expect(fault(String(text.prefix(count))) == .form, "\(count) letters") }
        for wrong in [text + "A", text + "=", "A" + text, text.replacing("A", with: "+") + " ", "", "门"] {
            #expect(fault(wrong) == .form)
        }
        // The last letter has four bits that no byte has.
        let letters = Array(text)
        let other = String(letters.dropLast()) + (letters.last == "B" ? "C" : "B")
        #expect(fault(other) != nil)
    }

    @Test("Of another city, or by a key nobody trusts, it is not the city's")
    func foreign() throws {
        let text = try made().text
        #expect(fault(text, city: "3301") == .signature)
        #expect(fault(text, keys: []) == .signature)
        #expect(fault(text, keys: [PassPublicKey(P256.Signing.PrivateKey().publicKey)]) == .signature)
        #expect(throws: GateCode.Fault.form) {
            try GateCode(signing: [1, 2, 3], number: 1, city: "3302", by: Self.key)
        }
    }
}
