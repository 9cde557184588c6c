import ArgumentParser
import Areas
import Foundation
import Geo
import Kernel
import Places
import Sheets

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings files into the directory.",
        subcommands: [
            ImportPlacesFile.self, ImportAreasFile.self, ImportRoadsFile.self, ImportBasemapFile.self,
        ])
}

extension Datum: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
}

extension PlaceKind: ExpressibleByArgument {}

struct ImportPlacesFile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "places",
        abstract: "Imports places from a CSV (UTF-8 or GB18030), XLSX or GeoJSON file.",
        discussion: """
            Good rows go in, every bad row is reported with its line, column, value and reason. Importing the same \
            file again changes nothing; a changed row is updated. The exit status is 0 when every row went in, 1 when \
            some did not, 2 when the file could not be used at all.

            Headings in Chinese and English are recognised; map others with --columns name=店名,lng=经度,lat=纬度.
            """)

    @OptionGroup var flags: SettingsFlags

    @Argument(help: "The file to import.")
    var file: String

    @Option(help: "What the rows are: compound, station, merchant, charger, street or building.")
    var kind: PlaceKind?

    @Option(
        help: "The datum of the file's coordinates: wgs84, gcj02 or bd09. Taken from the headings when they say it.")
    var datum: Datum?

    @Option(help: "Which column is what, as in name=店名,lng=X,lat=Y.")
    var columns: String?

    @Option(help: "A name for where the rows come from; the same name later updates them. The file's name by default.")
    var source: String?

    @Option(help: "Write the possible duplicates to this file, CSV or XLSX by its name; 20 are shown otherwise.")
    var duplicates: String?

    @Flag(help: "Accept places outside the city.")
    var anywhere = false

    @Flag(help: "Keep rows without coordinates, to be placed on the map by staff. Compounds are always kept.")
    var keepUnplaced = false

    @Flag(help: "Read and check everything, and write nothing.")
    var dryRun = false

    func run() async throws {
        try await Spoken.faults {
            let mapping = try columnMapping()
            let sheet = try SheetFile.read(path: file)
            let house = try await House.open(flags)
            try await house.prepare()
            let report = try await importSheet(sheet, mapping, house)
            await house.database.close()
            ImportSpeech(report: report, isDryRun: dryRun).speak()
            if let duplicates { try DuplicateList.write(report.nearDuplicates, to: duplicates) }
            if !report.allWentIn { throw ExitCode(1) }
        }
    }

    private func importSheet(_ sheet: Sheet, _ mapping: [String: String], _ house: House) async throws -> ImportReport {
        let bar = ProgressBar("Reading rows")
        defer { bar.end() }
        let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        let settings = ImportSettings(
            kind: kind, source: String((source ?? name).prefix(Limits.sourceCharactersMax)), anywhere: anywhere,
            keepUnplaced: keepUnplaced)
        return try await house.places.importPlaces(
            sheet, columns: try ImportColumns(sheet.columns, mapping: mapping, datum: datum), settings: settings,
            into: house.database, isDryRun: dryRun, progress: bar.show)
    }

    private func columnMapping() throws -> [String: String] {
        var mapping: [String: String] = [:]
        for item in (columns ?? "").split(separator: ",") {
            let pair = item.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else {
                throw SettingsFault(description: "--columns takes pairs such as name=店名,lng=经度; '\(item)' is none.")
            }
            mapping[String(pair[0])] = String(pair[1])
        }
        return mapping
    }
}

/// Says what became of an import.
struct ImportSpeech {
    let report: ImportReport
    let isDryRun: Bool
    static let notesShownMax = 50
    static let duplicatesShownMax = 20

    func speak() {
        for line in complaints { Spoken.complain(line) }
        for line in lines { Spoken.say(line) }
    }

    /// A line for each row that did not go in.
    var complaints: [String] { report.problems.map(line) }

    var lines: [String] { notes + duplicates + (report.suspicion.map { ["warning: " + $0] } ?? []) + summary }

    private var notes: [String] {
        let more = report.notes.count - Self.notesShownMax
        return report.notes.prefix(Self.notesShownMax).map { "note: " + line($0) }
            + (more > 0 ? ["note: … and \(more) more."] : [])
    }

    private var duplicates: [String] {
        let more = report.nearDuplicates.count - Self.duplicatesShownMax
        return report.nearDuplicates.prefix(Self.duplicatesShownMax).map { "possible duplicate: " + duplicate($0) }
            + (more > 0 ? ["possible duplicate: … and \(more) more; --duplicates FILE.xlsx lists them all."] : [])
    }

    private var summary: [String] {
        let went = report.added + report.updated + report.unchanged
        return [
            "Read \(report.rowsRead) rows as \(report.datum.rawValue)\(isDryRun ? "; nothing was written" : "").",
            "\(went) good: \(report.added) added, \(report.updated) updated, \(report.unchanged) unchanged; "
                + "\(report.unplaced) of them without a point. \(report.problems.count) bad. "
                + "\(report.nearDuplicates.count) possible duplicates to look at.",
        ]
    }

    private func line(_ problem: SheetProblem) -> String {
        let column = problem.column.map { ", column \($0)" } ?? ""
        let value = problem.value.isEmpty ? "" : ", value '\(problem.value)'"
        return "line \(problem.line)\(column)\(value): \(problem.reason)"
    }

    private func duplicate(_ pair: NearDuplicate) -> String {
        let first = "\(pair.first.name) (\(pair.first.source) \(pair.first.sourceKey))"
        let second = "\(pair.second.name) (\(pair.second.source) \(pair.second.sourceKey))"
        return "\(first) and \(second), \(Int(pair.metres.rounded())) m apart"
    }
}

struct ImportAreasFile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "areas",
        abstract: "Imports outlines of districts, streets or communities from a GeoJSON file.",
        discussion: """
            Each feature names its area by the property code (or adcode), or by name and district. Imported outlines \
            replace those of the city pack, and every place is assigned to its area anew.
            """)

    @OptionGroup var flags: SettingsFlags

    @Argument(help: "The GeoJSON file with polygons.")
    var file: String

    @Option(help: "The datum of the file's coordinates: wgs84, gcj02 or bd09.")
    var datum: Datum = .wgs84

    @Option(help: "A name for where the outlines come from. The file's name by default.")
    var source: String?

    func run() async throws {
        try await Spoken.faults {
            let features = try OutlineFile.read(file)
            let house = try await House.open(flags)
            try await house.prepare()
            let source = source ?? URL(fileURLWithPath: file).lastPathComponent
            let datum = datum
            let report = try await house.database.write { town in
                try house.areas.importOutlines(features, datum: datum, source: source, in: town)
            }
            try await house.areas.refresh(from: house.database)
            let places = house.places
            let moved = try await ProgressBar.during("Assigning places") {
                try await house.database.write { try places.assignAreas(in: $0) }
            }
            await house.database.close()
            for problem in report.problems {
                Spoken.complain(
                    "feature \(problem.line), \(problem.column ?? "code") '\(problem.value)': \(problem.reason)")
            }
            Spoken.say("\(report.imported.count) outlines imported, \(report.problems.count) features not understood.")
            Spoken.say("\(moved) places were assigned to another area.")
            if !report.problems.isEmpty { throw ExitCode(1) }
        }
    }
}
