import Foundation
import Kernel
import TestTown
import Testing

/// Markup kept in files beside the tests.
enum Snapshot {
    private static let folder = Repository.root + "/Tests/PlacesTests/Snapshots/"

    static func compare(_ page: Page, _ name: String, _ language: Language) throws {
        let modules = page.modules.joined(separator: " ")
        try compare("<!-- \(page.title) | \(page.description) | \(modules) -->\n\(page.main.text)\n", name, language)
    }

    static func compare(_ part: HTML, _ name: String, _ language: Language) throws {
        try compare(part.text + "\n", name, language)
    }

    private static func compare(_ text: String, _ name: String, _ language: Language) throws {
        let path = folder + name + "." + language.rawValue + ".html"
        if ProcessInfo.processInfo.environment["YONGAI_RECORD"] == "1" {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return
        }
        let kept = try String(contentsOfFile: path, encoding: .utf8)
        let difference = zip(kept.split(separator: "\n"), text.split(separator: "\n")).first { $0 != $1 }
        #expect(kept == text, "\(path): '\(difference?.0 ?? "")' is now '\(difference?.1 ?? "")'")
    }
}

/// What a person reads of a page.
enum TextNodes {
    private static let allowed = [
        "WGS-84", "English", "中文", "· YongAi", "云杉", "某地", "来源处", "km", "24 / 7", "24/7",
    ]

    static func of(_ html: String) -> [String] {
        var texts: [String] = []
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            texts.append(String(rest[..<open]))
            guard let close = rest[open...].firstIndex(of: ">") else { break }
            rest = rest[rest.index(after: close)...]
        }
        return texts.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
    }

    static func isIn(_ language: Language, _ text: String) -> Bool {
        let plain = allowed.reduce(text) { $0.replacingOccurrences(of: $1, with: "") }
        switch language {
        case .chinese: return !plain.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic }
        case .english: return !plain.unicodeScalars.contains { (0x3000...0x9FFF).contains($0.value) }
        }
    }
}
