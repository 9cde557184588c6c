import Foundation
import Kernel
import TestTown
import Testing

@testable import Places

@Suite("Symbols")
struct SymbolsTests {
    private let sheet: Set<String>

    init() throws {
        let text = try Repository.text("Web/icons/symbols.svg")
        sheet = Set(text.components(separatedBy: "<symbol id=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) })
    }

    @Test("Every kind and every facility and service of every city has its symbol", arguments: ["Cities/ningbo"])
    func cities(_ city: String) throws {
        for file in ["facilities.csv", "place-kinds.csv"] {
            let lines = try Repository.text(city + "/" + file).split(separator: "\n").map { $0.split(separator: ",") }
            let column = try #require(lines.first?.firstIndex(of: "icon"))
            #expect(lines.count > 5)
            for line in lines.dropFirst() { #expect(sheet.contains(String(line[column])), "\(file): \(line[column])") }
        }
    }

    @Test("Every symbol the sources name is there")
    func sources() throws {
        var named = 0
        let files = try #require(FileManager.default.enumerator(atPath: Repository.root + "/Sources"))
        for case let file as String in files where file.hasSuffix(".swift") {
            let text = try Repository.text("Sources/" + file)
            for opening in ["icon(\"", "icon: \""] {
                for piece in text.components(separatedBy: opening).dropFirst() {
                    let name = String(piece.prefix { $0 != "\"" })
                    named += 1
                    #expect(sheet.contains(name), "\(file): \(name)")
                }
            }
        }
        #expect(named > 10)
    }
}
