import Foundation
import TestTown
import Testing

/// Nothing in code is about one city: another one is another folder.
struct OneCityOnlyTests {
    /// The city a house shows when nobody says which, and the seed of its demonstration.
    private static let exceptions = [
        "Settings.swift": ["ningbo by default", "\"ningbo\"", "seed: UInt64 = 3302"],
        "Demo.swift": ["seed: UInt64 = 3302"],
    ]

    @Test("No line of Sources/ names a city or its code outside comments")
    func sources() throws {
        let root = Repository.root + "/Sources"
        let files = try #require(FileManager.default.enumerator(atPath: root)).compactMap { $0 as? String }
            .filter { $0.hasSuffix(".swift") }
        #expect(files.count > 100)
        for file in files {
            let allowed = Self.exceptions[String(file.split(separator: "/").last ?? "")] ?? []
            let text = try String(contentsOfFile: root + "/" + file, encoding: .utf8)
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                var code = line.firstRange(of: "//").map { String(line[..<$0.lowerBound]) } ?? String(line)
                for phrase in allowed { code = code.replacingOccurrences(of: phrase, with: "") }
                let namesCity = ["宁波", "3302"].contains { code.contains($0) } || code.lowercased().contains("ningbo")
                #expect(!namesCity, "\(file):\(number + 1) \(line)")
            }
        }
    }
}
