import Kernel
import Posters
import TestTown
import Testing

@testable import Gates

@Suite("Posters of gates")
struct PosterTests {
    private func poster(_ compound: String = "云湖小区", _ gate: String = "南门", colour: PosterColour? = nil) throws
        -> Poster
    {
        let address = "https://yongai.example.gov.cn/g/" + String(repeating: "Ab3_", count: 27) + "xy"
        return Poster(
            compound: compound, gate: gate, address: address, number: 3, colour: colour,
            code: try #require(PosterPress().code(of: address)))
    }

    @Test("Names in large type, three lines, the number and whose code it is; a colour where one is hung out")
    func drawing() throws {
        let svg = try poster(colour: .green).svg
        for words in ["云湖小区", "南门", "骑手扫码进门", "门口码第 3 号 · 只认 yongai.example.gov.cn", "今日：绿"] {
            #expect(svg.contains(">" + words + "<"), "\(words)")
        }
        #expect(!(try poster().svg.contains("今日")))
        #expect(svg.contains("font-size=\"34.000\""))
        #expect(PosterPress().pdf(ofSVG: svg, widthPoints: 100, heightPoints: 141) != nil)
    }

    @Test("Long and hostile names fit and are escaped")
    func names() throws {
        let svg = try poster(String(repeating: "长", count: 60), "<script>\"&'").svg
        #expect(PosterPress().pdf(ofSVG: svg, widthPoints: 100, heightPoints: 141) != nil)
        #expect(!svg.contains("<script>") && svg.contains("font-size=\"3.067\""))
    }

    @Test("The code is square, with its finders, and the page is a PDF")
    func printed() throws {
        let press = PosterPress()
        let code = try #require(press.code(of: "https://yongai.example.gov.cn/g/x"))
        #expect(code.isDark.count == code.width * code.width && code.width % 4 == 1)
        for (row, column) in [(0, 0), (0, code.width - 7), (code.width - 7, 0)] {
            #expect((0..<7).allSatisfy { code.isDark[row * code.width + column + $0] })
        }
        let page = try #require(press.pdf(ofSVG: try poster().svg, widthPoints: 595.276, heightPoints: 841.89))
        #expect(String(decoding: page.prefix(5), as: UTF8.self) == "%PDF-")
        #expect(press.pdf(ofSVG: "<no>", widthPoints: 10, heightPoints: 10) == nil)
        #expect(press.code(of: String(repeating: "x", count: 4000)) == nil)
    }

    @Test("The first poster makes the code, and says so in the audit log", arguments: TestEngine.available)
    func firstCode(_ engine: TestEngine) async throws {
        try await GateTown.open(engine) { here in
            let gates = here.gates
            let editor = GateEditor(person: GateTown.manager, visit: GateTown.visit())
            let first = try await here.database.write {
                try gates.poster(of: GateTown.south.id, site: "https://x.example", by: editor, in: $0)
            }
            #expect(first?.contains("门口码第 1 号") == true)
            _ = try await here.database.write {
                try gates.poster(of: GateTown.south.id, site: "https://x.example", by: editor, in: $0)
            }
            #expect(try await here.actions() == ["renew-gate-code"])
            let nothing = try await here.database.write {
                try gates.poster(of: ID(high: 1, low: 2), site: "https://x.example", by: editor, in: $0)
            }
            #expect(nothing == nil)
        }
    }
}
