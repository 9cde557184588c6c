import Foundation
import Kernel
import Testing

@Suite struct JSONTests {
    private func text(_ json: JSON) -> String { String(decoding: json.bytes, as: UTF8.self) }

    @Test("members keep the order they were written in")
    func order() {
        let json: JSON = ["z": 1, "a": [true, false, "二"], "m": .null, "empty": .object([]), "none": []]
        #expect(text(json) == #"{"z":1,"a":[true,false,"二"],"m":null,"empty":{},"none":[]}"#)
    }

    @Test("quotes, backslashes and control characters are escaped in values and in names")
    func escapes() {
        #expect(text("a\"b\\c/d") == #""a\"b\\c/d""#)
        #expect(text("\n\t\r\u{0}\u{1F}\u{7F}") == #""\u000a\u0009\u000d\u0000\u001f"# + "\u{7F}\"")
        #expect(text(.object([("\"\n", 1)])) == #"{"\"\u000a":1}"#)
    }

    @Test("every text comes back as it was when another reader reads it")
    func roundTrip() throws {
        let control = String(String.UnicodeScalarView((0..<128).compactMap { Unicode.Scalar($0) }))
        for original in [control, "宁波 👩‍👩‍👧 \u{2028}\u{2029}", "</script>", "\u{10FFFF}", ""] {
            let data = Data(JSON.array([.string(original)]).bytes)
            let read = try #require(JSONSerialization.jsonObject(with: data) as? [String])
            #expect(read == [original])
        }
    }

    @Test(
        "a whole number is written without a point, another as the shortest text that reads back the same",
        arguments: [
            (0.0, "0"), (-0.0, "0"), (3.0, "3"), (-120.0, "-120"), (121.55, "121.55"), (0.1, "0.1"),
            (1e14, "100000000000000"),
            (1e15, "1000000000000000"), (1e16, "1e+16"), (1e300, "1e+300"),
            (.leastNonzeroMagnitude, "5e-324"), (-29.868301, "-29.868301"),
        ])
    func numbers(_ number: Double, _ written: String) throws {
        #expect(text(.number(number)) == written)
        #expect(Double(text(.number(number))) == number)
    }

    @Test("a number that is not finite is null")
    func notFinite() {
        for number in [Double.nan, .infinity, -.infinity] { #expect(text(.number(number)) == "null") }
    }

    @Test("integers are written whole to the last digit")
    func integers() {
        #expect(text(.integer(.max)) == "9223372036854775807")
        #expect(text(.integer(.min)) == "-9223372036854775808")
        #expect(text(JSON(42)) == "42")
    }

    @Test("an absent value is null")
    func absent() {
        let noText: String? = nil
        let noNumber: Double? = nil
        #expect(text(JSON(noText)) == "null")
        #expect(text(JSON(noNumber)) == "null")
        #expect(text(JSON("x" as String?)) == "\"x\"")
        #expect(text(JSON(2.5)) == "2.5")
    }

    @Test("prepared bytes are put in as they are")
    func prepared() {
        let part = JSON.prepared(Array(#"{"already":"json"}"#.utf8))
        #expect(text(["items": [part, part]]) == #"{"items":[{"already":"json"},{"already":"json"}]}"#)
    }
}
