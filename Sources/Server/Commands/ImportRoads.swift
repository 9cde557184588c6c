import ArgumentParser
import Extracts
import Foundation
import Kernel
import Valhalla

struct ImportRoadsFile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roads",
        abstract: "Prepares the roads of an extract of OpenStreetMap, so that routes can be found.",
        discussion: """
            The graph is made beside the one in use and takes its place when it is whole; a server that runs changes \
            over within seconds. Everything lies in the folder of the setting roads.folder: beside the database when \
            nothing is said. The exit status is 2 when the file could not be used; the old roads then stay.
            """)

    @OptionGroup var flags: SettingsFlags

    @Argument(help: "The extract, in PBF form (.osm.pbf).")
    var file: String

    @Option(help: "How many processors may work on it.")
    var threads = 2

    func run() async throws {
        try await Spoken.faults {
            let extract = try ExtractFile(file)
            let settings = try await Settings.read(flags)
            let home = try HomeFolder(settings.home)
            let folder = settings.roads
            let build = ValhallaBuild(
                programs: settings.roadPrograms(home), folder: folder, threads: min(max(threads, 1), 64))
            let moment = Clock.system.now().milliseconds
            try await ProgressBar.during("Preparing roads") { try await build.run(extract, moment: moment) }
            Spoken.say("The roads of \(URL(fileURLWithPath: file).lastPathComponent) are in \(folder.path).")
            if let source = extract.source.nonEmpty { Spoken.say("The file comes from \(source).") }
            Spoken.say("Every route shows: \(ExtractFile.attribution).")
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
