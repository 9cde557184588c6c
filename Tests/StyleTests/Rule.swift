/// What the house asks of its texts, by the names the list of exceptions uses.
enum Rule: String, CaseIterable, Sendable {
    case lineColumns = "line-columns"
    case functionLines = "function-lines"
    case fileLines = "file-lines"
    case readmeLines = "readme-lines"
    case ambientRead = "ambient-read"
    case forcedUnwrap = "forced-unwrap"
    case madeByHand = "made-by-hand"
    case emptyName = "empty-name"
    case strayStatement = "stray-statement"
    case inlineMarkup = "inline-markup"
    case halfPhrase = "half-phrase"
    case machinePath = "machine-path"

    /// Each finding is listed with its own figure; the other rules are listed by how often they are broken.
    var measures: Bool { [.lineColumns, .functionLines, .fileLines, .readmeLines].contains(self) }

    func findings(in file: SourceFile) -> [Finding] {
        let isSwift = file.path.hasSuffix(".swift")
        switch self {
        case .readmeLines: return file.path.hasPrefix("README") ? file.longFile(max: Bounds.readmeLinesMax) : []
        // The tests of this rule name such folders.
        case .machinePath: return file.isBelow("Tests/StyleTests") ? [] : file.machinePaths()
        default: return isSwift ? findings(inSwift: file) : []
        }
    }

    private func findings(inSwift file: SourceFile) -> [Finding] {
        switch self {
        case .lineColumns: file.longLines()
        case .functionLines: file.longFunctions()
        case .fileLines: file.longFile()
        case .ambientRead: file.ambientReads()
        case .forcedUnwrap: file.forcedUnwraps()
        case .madeByHand: file.madeByHand()
        case .emptyName: file.emptyNames()
        case .strayStatement: file.strayStatements()
        case .inlineMarkup: file.inlineMarkup()
        case .halfPhrase: file.halfPhrases()
        case .readmeLines, .machinePath: []
        }
    }
}
