import ArgumentParser
import Basemap
import Extracts
import Foundation
import Kernel

struct ImportBasemapFile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "basemap",
        abstract: "Makes the offline map of an extract of OpenStreetMap: streets, water, buildings and names.",
        discussion: """
            The map is made beside the one in use and takes its place when it is whole; a server that runs serves it \
            at once. It lies in the file of the setting basemap.file: beside the database when nothing is said. The \
            exit status is 2 when the file could not be used; the old map then stays.
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
            let build = BasemapBuild(
                rules: home.path + "/Basemap", path: settings.basemap, threads: min(max(threads, 1), 64))
            let moment = Clock.system.now().milliseconds
            try await ProgressBar.during("Making the map") { try await build.run(extract, moment: moment) }
            Spoken.say("The map of \(URL(fileURLWithPath: file).lastPathComponent) is in \(settings.basemap).")
            Spoken.say("It shows: \(ExtractFile.attribution).")
        }
    }
}
