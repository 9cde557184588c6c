/// One thing that is not as the house wants it.
struct Finding: Sendable, Equatable {
    let path: String
    /// 1-based; 0 when the file as a whole is meant.
    let line: Int
    /// Columns or lines for the rules that measure, 1 for the others.
    var figure = 1
    let what: String
}

extension SourceFile {
    func finding(at place: Int, _ what: String) -> Finding {
        Finding(path: path, line: line(at: place), what: what)
    }
}
