import ArgumentParser
import Foundation
import Geo
import Kernel
import Places
import Sheets

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the directory out for spreadsheets and maps.", subcommands: [ExportPlacesFile.self])
}

extension SheetFormat: ExpressibleByArgument {}

struct ExportPlacesFile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "places",
        abstract: "Exports places as CSV, XLSX or GeoJSON, in a form that `yongai import places` reads back.",
        discussion: "CSV is UTF-8 with a byte order mark, so that Excel shows Chinese. GeoJSON is always WGS-84.")

    @OptionGroup var flags: SettingsFlags

    @Option(help: "The form of the file: csv, xlsx or geojson.")
    var format: SheetFormat = .csv

    @Option(help: "The datum to write coordinates in: wgs84, gcj02 or bd09.")
    var datum: Datum = .wgs84

    @Option(help: "Only these kinds, separated by commas.")
    var kinds: String?

    @Option(help: "The file to write; standard output when nothing is said.")
    var output: String?

    func run() async throws {
        try await Spoken.faults {
            guard format != .geojson || datum == .wgs84 else {
                throw SettingsFault(description: "GeoJSON is WGS-84 by its definition (RFC 7946); leave --datum out.")
            }
            let wanted = try Set(
                (kinds ?? "").split(separator: ",").map { word in
                    guard let kind = PlaceKind(rawValue: String(word)) else {
                        let known = PlaceKind.allCases.map(\.rawValue).joined(separator: ", ")
                        throw SettingsFault(description: "'\(word)' is not a kind of place. Known: \(known).")
                    }
                    return kind
                })
            let house = try await House.open(flags)
            try await house.prepare()
            let rows = try await ProgressBar.during("Reading places") { try await places(house, wanted) }
            await house.database.close()
            let columns = PlaceExport.columns.map { SheetColumn($0.name, $0.isNumber ? .number : .text) }
            try SheetWriter.write(
                columns: columns, rows: rows, format: format, to: output.map { .path($0) } ?? .standardOutput)
            if let output { Spoken.complain("\(rows.count) places written to \(output) in \(datum.rawValue).") }
        }
    }

    private func places(_ house: House, _ kinds: Set<PlaceKind>) async throws -> [[SheetValue]] {
        let datum = datum
        let directory = house.places
        return try await house.database.read { town in
            var rows: [[SheetValue]] = []
            try directory.export(kinds: kinds, datum: datum, in: town) { cells in
                rows.append(cells.map(Self.value))
            }
            return rows
        }
    }

    private static func value(_ cell: ExportCell) -> SheetValue {
        switch cell {
        case .text(let text): .text(text)
        case .number(let number): .number(number)
        case .empty: .empty
        }
    }
}
