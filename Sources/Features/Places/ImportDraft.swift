import Kernel

/// A row on its way into the directory. An identifier of zeros waits for one.
struct Draft {
    var place: Place
    let line: Int

    var hasID: Bool { place.id != ID(high: 0, low: 0) }
    var key: String { Self.key(of: place) }
    /// What no other row of the file may share.
    var names: [String] { hasID ? [key, place.id.description] : [key] }

    static func key(of place: Place) -> String { place.source + "\u{1F}" + place.sourceKey }

    func belongsToAnother(_ other: Place) -> SheetProblem {
        SheetProblem(
            line: line, column: ImportField.id.rawValue, value: place.id.description,
            reason: "This id belongs to the entry of \(other.source) with the source_id \(other.sourceKey).")
    }
}
