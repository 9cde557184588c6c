import Testing

@testable import Kernel

@Suite("Forms with files")
struct MultipartTests {
    private func body(_ text: String) -> [UInt8] { Array(text.replacing("\n", with: "\r\n").utf8) }

    private let whole = """
        --xyz
        Content-Disposition: form-data; name="reason"

        新照片
        --xyz
        Content-Disposition: form-data; name="photo"; filename="a b.jpg"
        Content-Type: image/jpeg

        --xy\0\u{1}bytes
        --xyz--

        """

    @Test("Fields and files come as they were sent")
    func read() throws {
        let parts = try #require(Multipart.parts(of: body(whole), boundary: "xyz"))
        #expect(parts.map(\.name) == ["reason", "photo"])
        #expect(parts[0].fileName == nil && String(decoding: parts[0].body, as: UTF8.self) == "新照片")
        #expect(parts[1].fileName == "a b.jpg" && parts[1].body == Array("--xy\0\u{1}bytes".utf8))
        #expect(Multipart.parts(of: Array("--xyz--".utf8), boundary: "xyz")?.isEmpty == true)
    }

    @Test("What is cut short at any byte is refused whole")
    func truncated() {
        let bytes = body(whole)
        for length in 0..<(bytes.count - 2) {
            #expect(Multipart.parts(of: Array(bytes.prefix(length)), boundary: "xyz") == nil, "\(length)")
        }
    }

    @Test(
        "What is not of the form is refused",
        arguments: [
            " --xyz--", "--xyz--more", "--xyz\nContent-Type: text/plain\n\nx\n--xyz--",
            "--xyz\nContent-Disposition: attachment; name=\"a\"\n\nx\n--xyz--",
            "--xyz\nContent-Disposition: form-data; name=a\n\nx\n--xyz--", "--xyzContent\n--xyz--",
            "--xyz\n" + String(repeating: "X", count: 2000) + "\n\nx\n--xyz--",
        ])
    func refused(_ text: String) {
        #expect(Multipart.parts(of: body(text), boundary: "xyz") == nil)
    }

    @Test("More parts than a form has are refused")
    func many() {
        let part = "--xyz\nContent-Disposition: form-data; name=\"a\"\n\nx\n"
        #expect(Multipart.parts(of: body(String(repeating: part, count: 20) + "--xyz--"), boundary: "xyz")?.count == 20)
        #expect(Multipart.parts(of: body(String(repeating: part, count: 21) + "--xyz--"), boundary: "xyz") == nil)
    }

    @Test(
        "The boundary is read from the type",
        arguments: [
            ("multipart/form-data; boundary=abc", "abc"), ("multipart/form-data; charset=x; Boundary=\"a b?\"", nil),
            ("multipart/form-data; boundary=\"a=b\"", "a=b"), ("multipart/form-data", nil),
            ("multipart/form-data; boundary=", nil),
            ("multipart/form-data; boundary=" + String(repeating: "a", count: 71), nil),
        ])
    func boundary(_ type: String, _ expected: String?) { #expect(Multipart.boundary(type) == expected) }
}
