extension StaticFiles {
    /// All that each module of `Web/js` imports, also by way of others; what it may import later on is not among it.
    var imports: [String: [String]] {
        let direct = modules.mapValues(Self.named)
        return direct.mapValues { first in
            var found: Set<String> = []
            var next = first
            while let name = next.popLast() {
                if found.insert(name).inserted { next += direct[name] ?? [] }
            }
            return found.sorted()
        }
    }

    /// The names behind `from "./NAME.js"` and `import "./NAME.js"`.
    static func named(in source: String) -> [String] {
        source.split(separator: "\n").compactMap { line in
            guard line.contains("from \"./") || line.hasPrefix("import \"./") else { return nil }
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[1].hasPrefix("./"), parts[1].hasSuffix(".js") else { return nil }
            return String(parts[1].dropFirst(2).dropLast(3))
        }
    }
}
