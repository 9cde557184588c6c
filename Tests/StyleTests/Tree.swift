import Foundation

/// The texts of the repository that the rules are about.
struct Tree: Sendable {
    let files: [SourceFile]
    let exceptions: Exceptions

    /// This file stands in `Tests/StyleTests/`.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    static let read = Tree()

    private init() {
        let folders = ["Sources", "Tests", "Benchmarks", "script", "docs", "Schema", "Web"]
        let top = (try? FileManager.default.contentsOfDirectory(atPath: Tree.root)) ?? []
        let paths = folders.flatMap(Tree.paths(below:)) + top.filter(Tree.isText)
        files = paths.sorted().compactMap { path in
            guard let data = FileManager.default.contents(atPath: Tree.root + "/" + path) else { return nil }
            return SourceFile(path: path, bytes: Array(data))
        }
        let list = FileManager.default.contents(atPath: Tree.root + "/docs/style-exceptions.txt") ?? Data()
        exceptions = Exceptions(String(decoding: list, as: UTF8.self))
    }

    private static func paths(below folder: String) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: root + "/" + folder) else { return [] }
        return walk.compactMap { entry in
            guard let name = entry as? String, isText(name) || folder == "script" && !name.contains(".") else {
                return nil
            }
            return isForeign(name) ? nil : folder + "/" + name
        }
    }

    /// Third-party files, and what tools leave behind.
    private static func isForeign(_ name: String) -> Bool {
        name.split(separator: "/").contains {
            ["vendor", "node_modules", "__pycache__"].contains($0) || $0.hasPrefix(".")
        }
    }

    private static func isText(_ name: String) -> Bool {
        ["swift", "md", "txt", "py", "sh", "yml", "yaml", "sql", "js", "css", "h", "c"].contains {
            name.hasSuffix("." + $0)
        }
    }
}
