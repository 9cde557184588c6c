import Geo
import TestTown
import Testing

@testable import Server

@Suite("Converting a CSV that passes by")
struct CoordinateStreamTests {
    /// What comes out when the text arrives in pieces of so many bytes.
    private func converted(
        _ text: String, from: Datum = .bd09, to: Datum = .wgs84, pieces: Int = .max
    ) throws -> (text: String, problems: [String]) {
        var stream = CoordinateStream(from: from, to: to)
        var output: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            output += try stream.take(Array(rest.prefix(pieces)))
            rest = rest.dropFirst(pieces)
        }
        output += try stream.end()
        return (String(decoding: output, as: UTF8.self), stream.problems)
    }

    /// A point in BD-09 and what it is in WGS-84, as the stream writes it.
    private static let bd09 = ("121.56", "29.88")
    private static let wgs84: (lng: String, lat: String) = {
        let point = Datum.convert(
            Coordinate(uncheckedLatitude: 29.88, longitude: 121.56), from: .bd09, to: .wgs84)
        return ("\((point.longitude * 1e9).rounded() / 1e9)", "\((point.latitude * 1e9).rounded() / 1e9)")
    }()

    private static let mixed =
        "\u{FEFF}id,\"LNG\",name,Lat\r\n1,121.56,\"a,\"\"b\"\"\r\nc\",29.88\r\n"
        + "2, 121.56 ,5\" tv,\"29.88\"\n\n3,,x,29.88\n4,121.56,末行,29.88"

    private static let mixedConverted: String = {
        let (lng, lat) = wgs84
        return "\u{FEFF}id,\"LNG\",name,Lat\r\n1,\(lng),\"a,\"\"b\"\"\r\nc\",\(lat)\r\n2,\(lng),5\" tv,\(lat)\n\n"
            + "3,,x,29.88\n4,\(lng),末行,\(lat)"
    }()

    @Test("Only the two columns change, wherever the pieces are cut", arguments: Array(1...20) + [.max])
    func pieces(count: Int) throws {
        let result = try converted(Self.mixed, pieces: count)
        #expect(result.text == Self.mixedConverted)
        #expect(result.problems.count == 1)
        #expect(result.problems.first?.hasPrefix("line 6:") == true)
    }

    @Test("Every cut into two gives the same")
    func cuts() throws {
        let bytes = Array(Self.mixed.utf8)
        for cut in 0...bytes.count {
            var stream = CoordinateStream(from: .bd09, to: .wgs84)
            let output = try stream.take(Array(bytes[..<cut])) + stream.take(Array(bytes[cut...])) + stream.end()
            #expect(String(decoding: output, as: UTF8.self) == Self.mixedConverted, "cut at \(cut)")
        }
    }

    @Test("There and back is where it was, and the same datum changes no number's value")
    func andBack() throws {
        let text = "lng,lat\n121.5478,29.869\n121.6,29.9\n"
        let there = try converted(text, from: .wgs84, to: .gcj02).text
        #expect(there != text)
        #expect(try converted(there, from: .gcj02, to: .wgs84).text == text)
        #expect(try converted(text, from: .bd09, to: .bd09).text == text)
    }

    @Test("A quote in the middle of a field is text, and swallows no line")
    func inches() throws {
        let (lng, lat) = Self.wgs84
        let result = try converted("name,lng,lat\n5\" tv,121.56,29.88\n6\" tv,121.56,29.88\n")
        #expect(result.text == "name,lng,lat\n5\" tv,\(lng),\(lat)\n6\" tv,\(lng),\(lat)\n")
        #expect(result.problems.isEmpty)
    }

    @Test(
        "Rows whose coordinates cannot be read pass as they were, each told with its line",
        arguments: ["x,29", "121", "", "121,", "200,29", "121,91", "nan,29", "0x1F,29", "121;29", "１２１,29"])
    func badRows(row: String) throws {
        let text = "lng,lat\n\"\n\"\n\(row),\n"
        let result = try converted(text)
        #expect(result.text == text)
        let told = result.problems.filter { $0.hasPrefix("line 4:") }
        #expect(told.count == 1)
    }

    @Test("Only so many problems are kept, and all are counted")
    func manyProblems() throws {
        var stream = CoordinateStream(from: .bd09, to: .wgs84)
        _ = try stream.take(Array(("lng,lat\n" + String(repeating: "x,y\n", count: 250)).utf8))
        _ = try stream.end()
        #expect(stream.problemCount == 250)
        #expect(stream.problems.count == CoordinateStream.problemsShownMax)
    }

    @Test("A header without the columns, and no input at all, are refused in a sentence")
    func headers() throws {
        for text in ["lon,lat\n1,2\n", "lng\n1\n", "\n", "x", "lng;lat\n"] {
            let fault = #expect(throws: SettingsFault.self) { try converted(text) }
            #expect(fault?.description.hasPrefix("The first line must name the columns lng and lat") == true)
        }
        let empty = #expect(throws: SettingsFault.self) { try converted("") }
        #expect(empty?.description.hasPrefix("The input is empty") == true)
        #expect(try converted("lat,lng").text == "lat,lng")
    }

    @Test("A line without end is refused before it fills the memory, in one piece and in many")
    func longLines() throws {
        let long = String(repeating: "1", count: CoordinateStream.recordBytesMax + 10)
        for (text, pieces) in [("lng,lat\n1,2\n" + long, 1 << 16), ("lng,lat\n1,2\n" + long + ",3\n", Int.max)] {
            let fault = #expect(throws: SettingsFault.self) { try converted(text, pieces: pieces) }
            #expect(fault?.description == "Line 3 is longer than 1000000 bytes.")
        }
    }
}
