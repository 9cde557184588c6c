import Kernel
import Testing

@Suite struct AddressTextTests {
    @Test("only the unreserved characters of RFC 3986 stand for themselves", arguments: 0..<128)
    func ascii(_ code: Int) throws {
        let scalar = try #require(Unicode.Scalar(code))
        let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
        let digits = Array("0123456789ABCDEF")
        let escaped = "%\(digits[code / 16])\(digits[code % 16])"
        #expect(
            AddressText.encode(String(scalar))
                == (unreserved.unicodeScalars.contains(scalar) ? String(scalar) : escaped))
    }

    @Test("other characters are written byte by byte in UTF-8")
    func others() {
        #expect(AddressText.encode("厕所") == "%E5%8E%95%E6%89%80")
        #expect(AddressText.encode("a b&c=d/é"[...]) == "a%20b%26c%3Dd%2F%C3%A9")
        #expect(AddressText.encode("").isEmpty)
    }

    @Test("what is encoded is read back by a query")
    func roundTrip() {
        for text in ["100% + 1 = 2&3", "厕所\n👩‍👧", "%41", "#?/"] {
            let query = Query("\(AddressText.encode(text))=\(AddressText.encode(text))")
            #expect(query.items.first?.name == text)
            #expect(query.items.first?.value == text)
        }
    }
}
