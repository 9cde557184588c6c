/// How much a file may hold before it is refused. Each bound is inclusive.
public struct SheetLimits: Sendable {
    /// Bytes of the file as it lies on the disk.
    public var fileBytesMax = 200_000_000
    /// Bytes of one physical line of a CSV file, and of one quoted cell with its line breaks.
    public var lineBytesMax = 1_000_000
    /// UTF-8 bytes of one cell; a longer one is a problem of its row, not a refusal of the file.
    public var cellBytesMax = 65_536
    /// Columns of the header, cells of an XLSX row, different property names of a GeoJSON file.
    public var columnsMax = 512
    /// Rows below the header.
    public var rowsMax = 2_000_000
    /// Bytes that the parts of an XLSX file may unpack to, in total.
    public var expandedBytesMax = 1_000_000_000
    /// How many times its packed size an XLSX file may unpack to; looked at above `expandedFreeBytes`.
    public var expansionRatioMax = 200
    /// Bytes that may always be unpacked, so that a tiny honest file is not measured by its ratio.
    public var expandedFreeBytes = 16_000_000
    /// Entries in the ZIP of an XLSX file.
    public var zipEntriesMax = 10_000
    /// Arrays and objects inside one another in a GeoJSON file.
    public var jsonDepthMax = 64
    /// Corners of all outlines of a GeoJSON file of areas.
    public var positionsMax = 5_000_000
    /// Cells that merged ranges of an XLSX file fill.
    public var mergedCellsMax = 1_000_000
    /// Problems kept; a file where nearly every line is wrong needs no longer list.
    public var problemsMax = 100_000

    public init() {}
    public static let standard = SheetLimits()
}
