import ArgumentParser
import Kernel
import Logging

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings the database's schema and the city pack up to date.",
        discussion: "Running it again changes nothing. `yongai serve` does the same at its start.")

    @OptionGroup var flags: SettingsFlags

    func run() async throws {
        try await Spoken.faults {
            let house = try await House.open(flags)
            let applied = try await ProgressBar.during("Migrating") { try await house.prepare() }
            Spoken.say(
                applied.isEmpty
                    ? "The schema is up to date." : "Applied \(applied.joined(separator: ", ")).")
            Spoken.say("\(house.areas.map.count) areas of \(house.city.name.english) are in the database.")
            await house.database.close()
        }
    }
}

extension House {
    /// For commands: quiet logs, everything else as the server has it.
    static func open(_ flags: SettingsFlags) async throws -> House {
        let settings = try await Settings.read(flags)
        var logger = Logger(label: "yongai") { JSONLogHandler(label: $0, level: .warning, clock: .system) }
        if flags.logLevel != nil { logger.logLevel = settings.logLevel }
        return try await House(settings, logger: logger)
    }
}
