import Areas
import Console
import Kernel

/// 覆盖率: how far the city's compounds have come: which have a plan that guides to a door, somewhere to park, a policy
/// at a gate, and a word of somebody on the spot within 90 days. By area for those who answer for it, with a map, as a
/// table to take away, and down to the compounds that lack something. The province asks its pilot sites for a guide and
/// parking at four compounds of ten, then at seven.
public struct Coverage: Sendable {
    let city: String
    let areas: Areas
    let console: Console
    let database: any Database
    let tables: any TableWriting
    let store = CoverageStore()

    /// - Parameter city: its division code.
    public init(city: String, areas: Areas, console: Console, database: any Database, tables: any TableWriting) {
        self.city = city
        self.areas = areas
        self.console = console
        self.database = database
        self.tables = tables
    }
}

/// Files that a spreadsheet opens.
public protocol TableWriting: Sendable {
    /// The file's bytes; numbers stay numbers.
    func bytes(of table: CoverageTable, as format: CoverageTable.Format) throws -> [UInt8]
}

/// A table to take away.
public struct CoverageTable: Sendable {
    public enum Format: String, Sendable, CaseIterable {
        case csv, xlsx
    }

    public enum Cell: Sendable {
        case empty
        case text(String)
        case number(Double)
    }

    /// What is in a column: letters, or a number.
    public var columns: [(name: String, isNumber: Bool)]
    public var rows: [[Cell]]
}

extension Limits {
    static let coverageCompoundsMax = 300
    /// A word from the spot is fresh this long.
    static let verifiedSeconds: Int64 = 90 * 86_400
}

extension ConsoleItem {
    public static let coverage = ConsoleItem(
        address: "/console/coverage", name: .coverage, icon: "sum", action: .readCoverage)
}

extension Phrase {
    static let coverage = Phrase("覆盖率", "Coverage")
}
