/// The bounds of `docs`' house rule 16; half of the latter two is wanted, more than these is refused.
enum Bounds {
    static let lineColumnsMax = 120
    static let functionLinesMax = 50
    static let fileLinesMax = 400
    static let readmeLinesMax = 79
}

extension SourceFile {
    /// A column is a Unicode scalar: a Chinese character counts one, though it is shown two wide.
    func longLines() -> [Finding] {
        lineStarts.indices.compactMap { index in
            let end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
            guard end - lineStarts[index] > Bounds.lineColumnsMax else { return nil }
            let columns = bytes[lineStarts[index]..<end].count { $0 & 0xC0 != 0x80 && $0 != .newline }
            guard columns > Bounds.lineColumnsMax else { return nil }
            return Finding(path: path, line: index + 1, figure: columns, what: "\(columns) columns")
        }
    }

    func longFunctions() -> [Finding] {
        functions().filter { $0.lines > Bounds.functionLinesMax }.map {
            Finding(path: path, line: $0.line, figure: $0.lines, what: "a function of \($0.lines) lines")
        }
    }

    func longFile(max: Int = Bounds.fileLinesMax) -> [Finding] {
        guard lineStarts.count > max else { return [] }
        return [Finding(path: path, line: 0, figure: lineStarts.count, what: "a file of \(lineStarts.count) lines")]
    }
}
