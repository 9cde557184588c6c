import ArgumentParser
import ChargerFeeds
import Chargers
import Geo
import Kernel

struct Feeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Operators' feeds of chargers: which there are, how they are doing.",
        discussion: """
            `yongai serve` reads each feed on its schedule. Secrets stand in the file that YONGAI_FEEDS_SECRETS \
            names: a JSON object with a member for each feed.
            """,
        subcommands: [AddFeed.self, ListFeeds.self, PullOneFeed.self, RemoveFeed.self])
}

extension FeedFormat: ExpressibleByArgument {}
extension Charger.Vehicle: ExpressibleByArgument {}

struct AddFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds a feed, or changes one of this name.")

    @OptionGroup var flags: SettingsFlags

    @Argument(help: "A name of small letters, digits and hyphens. Its places are kept under feed-NAME.")
    var name: String

    @Option(help: "What it speaks: tcec102, ocpi or gbfs.")
    var format: FeedFormat

    @Option(
        help: """
            Where it is asked: for T/CEC 102 the address before /query_token, for OCPI that of the locations, for \
            GBFS that of gbfs.json; or a file:/ address.
            """)
    var address: String

    @Option(help: "The operator's name as riders see it.")
    var `operator`: String

    @Option(help: "For T/CEC 102: the OperatorID by which the partner names itself when it pushes.")
    var operatorID = ""

    @Option(help: "The datum of its coordinates: gcj02 by default for T/CEC 102, wgs84 for the others; or bd09.")
    var datum: Datum?

    @Option(help: "Whom its slots are for where the feed does not say: ebike or car.")
    var vehicle: Charger.Vehicle = .ebike

    @Option(help: "Seconds between two readings, 30 to 86400.")
    var interval = 300

    func run() async throws {
        try await Spoken.faults {
            let feed = try Feed(
                name: name, format: format, address: address, operator: `operator`, operatorID: operatorID,
                datum: datum, vehicle: vehicle, intervalSeconds: interval)
            let house = try await House.open(flags)
            try await house.prepare()
            let feeds = house.feeds
            try await house.database.write { try feeds.add(feed, in: $0) }
            await house.database.close()
            Spoken.say("The feed \(name) is configured; `yongai feeds pull \(name)` reads it now.")
            if !house.feedSecrets.isComplete(for: feed) {
                Spoken.say("It has no secrets yet: T/CEC 102 cannot do without. See `yongai feeds --help`.")
            }
        }
    }
}

struct ListFeeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the feeds and how they are doing.")

    @OptionGroup var flags: SettingsFlags

    func run() async throws {
        try await Spoken.faults {
            let house = try await House.open(flags)
            try await house.prepare()
            let lines = try await house.feedHealth()
            await house.database.close()
            if lines.isEmpty { Spoken.say("There are no feeds.") }
            for line in lines { Spoken.say("\(line.isWell ? "ok  " : "CARE") \(line.name): \(line.value)") }
        }
    }
}

struct PullOneFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Reads a feed now, stations and states.",
        discussion: "The exit status is 0 when all went in, 1 when some records did not, 2 when it could not be read.")

    @OptionGroup var flags: SettingsFlags

    @Argument(help: "Its name.")
    var name: String

    func run() async throws {
        try await Spoken.faults {
            let house = try await House.open(flags)
            try await house.prepare()
            let feeds = house.feeds
            guard
                let feed = try await house.database.read({ try feeds.feeds(in: $0) }).first(where: { $0.name == name })
            else { throw SettingsFault(description: "There is no feed '\(name)'.") }
            let report = try await feeds.pull(feed, withSites: true, into: house.database)
            await house.database.close()
            guard let report else {
                throw SettingsFault(description: "The feed '\(name)' is being read by another process.")
            }
            speak(report)
            if let failure = report.failure {
                throw SettingsFault(description: "The feed '\(name)' \(failure.words.english).")
            }
            if !report.problems.isEmpty { throw ExitCode(1) }
        }
    }

    private func speak(_ report: PullReport) {
        for problem in report.problems {
            Spoken.complain(
                "record \(problem.line), \(problem.column ?? "record") '\(problem.value)': \(problem.reason)")
        }
        for note in report.notes { Spoken.say("note: record \(note.line): \(note.reason)") }
        Spoken.say(
            "\(report.sitesRead) stations read: \(report.added) added, \(report.updated) updated. "
                + "\(report.statesRead) states read, \(report.statesChanged) chargers changed. "
                + "\(report.problems.count) records left out.")
    }
}

struct RemoveFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Removes a feed.")

    @OptionGroup var flags: SettingsFlags

    @Argument(help: "Its name.")
    var name: String

    @Flag(help: "Take its places out of the directory too; otherwise they stay and grow stale.")
    var withPlaces = false

    func run() async throws {
        try await Spoken.faults {
            let house = try await House.open(flags)
            try await house.prepare()
            let feeds = house.feeds
            let removed = try await house.database.write { try feeds.remove(name, withPlaces: withPlaces, in: $0) }
            await house.database.close()
            guard let removed else { throw SettingsFault(description: "There is no feed '\(name)'.") }
            Spoken.say("The feed \(name) is removed, and \(removed) places with it.")
        }
    }
}
