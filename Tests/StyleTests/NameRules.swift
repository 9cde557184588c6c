/// Words that say nothing about what is inside.
private let emptyWords = ["Core", "Utils", "Util", "Helper", "Helpers", "Common", "Manager", "Service"]

func isEmptyName(_ name: some StringProtocol) -> Bool { emptyWords.contains { name.hasSuffix($0) } }

extension SourceFile {
    /// Types and folders that are called Core, Utils, Helpers and the like, or end so.
    func emptyNames() -> [Finding] {
        let types = ["struct", "class", "enum", "actor", "protocol", "typealias"].flatMap { keyword in
            code.wordPlaces(of: keyword + " ").compactMap { place -> Finding? in
                let name = word(at: place + keyword.utf8.count + 1)
                return isEmptyName(name) ? finding(at: place, "the \(keyword) is called \(name)") : nil
            }
        }
        let folders = path.split(separator: "/").dropLast().filter(isEmptyName)
        return types + folders.map { Finding(path: path, line: 0, what: "the folder is called \($0)") }
    }

    private func word(at start: Int) -> String {
        var end = start
        while end < code.count, isWordByte(code[end]) { end += 1 }
        return code.string(start..<end)
    }
}
