import ArgumentParser
import CoreMetrics
import Foundation
import Hummingbird
import Kernel
import Logging

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
            let start = ContinuousClock.now
            try await house.prepare()
            try await house.refresh()
            logger.info(
                "The directory is loaded",
                metadata: [
                    "places": "\(house.places.index.places.count)",
                    "milliseconds": "\((ContinuousClock.now - start).nanoseconds / 1_000_000)",
                ])
            let server = try CityServer(house, meters: meters)
            let app = server.application { port in
                let line = "YongAi for \(house.city.name.english) is open at http://\(settings.host):\(port)/\n"
                FileHandle.standardOutput.write(Data(line.utf8))
            }
            try await app.runService(gracefulShutdownSignals: [.sigterm, .sigint])
            await house.database.close()
        }
    }
}
