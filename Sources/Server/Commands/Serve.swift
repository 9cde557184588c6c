import Accounts
import ArgumentParser
import CoreMetrics
import Foundation
import Hummingbird
import Kernel
import Logging
import Synchronization

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answers riders and staff over HTTP until it is told to stop.",
        discussion: """
            The schema and the city pack are brought up to date first. Logs go to standard error, one JSON object a \
            line. SIGTERM and SIGINT end it gracefully: requests under way are answered.
            """)

    @OptionGroup var flags: SettingsFlags

    @Option(help: "The port to listen on; 0 takes any free one. Also YONGAI_PORT; 8080 by default.")
    var port: Int?

    @Option(help: "The address to listen on. Also YONGAI_HOST; 127.0.0.1 by default, so that a proxy stands in front.")
    var host: String?

    func run() async throws {
        try await Spoken.faults {
            let settings = try await Settings.read(flags, host: host, port: port)
            LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: settings.logLevel, clock: .system) }
            let meters = Meters()
            MetricsSystem.bootstrap(meters)
            let logger = Logger(label: "yongai")
            let house = try await House(settings, logger: logger)
            let heard = try await load(house)
            try await answer(house, meters, heard)
            await house.database.close()
        }
    }

    /// What is announced from before the directory was read on, so that no change is missed and none is read twice.
    private func load(_ house: House) async throws -> AsyncStream<Topic?> {
        let start = ContinuousClock.now
        try await house.prepare()
        let heard = try await house.database.changes()
        try await house.refresh()
        Memory.giveBack()
        house.logger.info(
            "The directory is loaded",
            metadata: [
                "places": "\(house.places.index.places.count)",
                "milliseconds": "\((ContinuousClock.now - start).nanoseconds / 1_000_000)",
            ])
        return heard
    }

    /// The accounts one may try a demonstration with.
    private func demonstration(_ house: House) -> String {
        guard house.places.index.isDemonstration else { return "" }
        let lines = DemonstrationPerson.all.map { "  \($0.phone)  \($0.name)  \($0.role.name.english)\n" }
        return "Demonstration accounts (docs/demo.md); the page shows their codes:\n" + lines.joined()
    }

    /// Until it is told to stop.
    private func answer(_ house: House, _ meters: Meters, _ heard: AsyncStream<Topic?>) async throws {
        let settings = house.settings
        let opening = Opening()
        let app = try CityServer(house, meters: meters).application(heard: heard) { port in
            opening.isOpen.withLock { $0 = true }
            let line = "YongAi for \(house.city.name.english) is open at http://\(settings.host):\(port)/\n"
            FileHandle.standardOutput.write(Data((line + demonstration(house)).utf8))
        }
        do {
            try await app.runService(gracefulShutdownSignals: [.sigterm, .sigint])
        } catch {
            throw opening.isOpen.withLock({ $0 }) ? error : opening.fault(error, settings)
        }
    }
}

/// Whether the server ever listened: what is thrown before is about the address it was to listen on.
private final class Opening: Sendable {
    let isOpen = Mutex(false)

    func fault(_ error: any Error, _ settings: Settings) -> SettingsFault {
        let text = String(describing: error)
        let number = text.firstRange(of: "errno: ").flatMap { Int32(text[$0.upperBound...].prefix(while: \.isNumber)) }
        let reason = number.map { String(cString: strerror($0)) } ?? text
        return SettingsFault(
            description: "The server cannot listen on \(settings.host), port \(settings.port): \(reason).")
    }
}
