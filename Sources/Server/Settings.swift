import ArgumentParser
import Configuration
import Foundation
import Logging
import SystemPackage

/// Flags every command takes.
struct SettingsFlags: ParsableArguments {
    @Option(
        help: """
            The database: a file for the embedded SQLite, or a postgres:// address. Also YONGAI_DATABASE; \
            yongai.sqlite in the working folder when nothing is said.
            """)
    var database: String?

    @Option(help: "The city pack: the name of a folder in Cities, or a path. Also YONGAI_CITY; ningbo by default.")
    var city: String?

    @Option(
        help: """
            The folder that holds Schema, Web and Cities. Also YONGAI_HOME; by default the nearest one above the \
            working folder or above the program.
            """)
    var home: String?

    @Option(help: "A JSON file with settings. Also YONGAI_SETTINGS; yongai.json in the working folder by default.")
    var settings: String?

    @Option(help: "How much is logged: trace, debug, info, notice, warning, error or critical. Also YONGAI_LOG_LEVEL.")
    var logLevel: String?
}

/// A setting that cannot be used, in one sentence.
struct SettingsFault: Error, CustomStringConvertible {
    let description: String
}

/// Everything that can be set, each with a default that works on a laptop.
struct Settings: Sendable {
    var database: String
    var city: String
    var home: String?
    var host: String
    var port: Int
    var logLevel: Logger.Level
    /// Readers of the embedded database.
    var readers: Int
    /// Connections of the pool to PostgreSQL.
    var connections: Int
    /// What a client must show to read `/metrics` from another machine; nil keeps it to this one.
    var metricsToken: String?

    /// Flags, then the environment, then the file.
    static func read(_ flags: SettingsFlags, host: String? = nil, port: Int? = nil) async throws -> Settings {
        let environment = EnvironmentVariablesProvider(secretsSpecifier: .specific(["YONGAI_METRICS_TOKEN"]))
        let first = ConfigReader(providers: [flagValues(flags, host, port), environment]).scoped(to: "yongai")
        let given = first.string(forKey: "settings")
        let path = given ?? "yongai.json"
        if given != nil, !FileManager.default.fileExists(atPath: path) {
            throw SettingsFault(description: "There is no settings file at '\(path)'.")
        }
        let file: FileProvider<JSONSnapshot>
        do {
            file = try await FileProvider<JSONSnapshot>(filePath: FilePath(path), allowMissing: true)
        } catch {
            throw SettingsFault(description: "The settings file '\(path)' is not a JSON object: \(error)")
        }
        let config = ConfigReader(providers: [flagValues(flags, host, port), environment, file]).scoped(to: "yongai")
        return try Settings(config)
    }

    private init(_ config: ConfigReader) throws {
        database = config.string(forKey: "database", default: "yongai.sqlite")
        city = config.string(forKey: "city", default: "ningbo")
        home = config.string(forKey: "home")
        host = config.string(forKey: "host", default: "127.0.0.1")
        port = try Self.integer(config, "port", default: 8080, 0...65535)
        readers = try Self.integer(config, "readers", default: 8, 1...64)
        connections = try Self.integer(config, "connections", default: 8, 1...200)
        metricsToken = config.string(forKey: "metrics.token", isSecret: true)
        let level = config.string(forKey: "log.level", default: "info")
        guard let logLevel = Logger.Level(rawValue: level.lowercased()) else {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingsFault(description: "The log level '\(level)' is not one of \(levels).")
        }
        self.logLevel = logLevel
    }

    private static func flagValues(_ flags: SettingsFlags, _ host: String?, _ port: Int?) -> InMemoryProvider {
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        func set(_ key: [String], _ content: ConfigContent?) {
            if let content { values[AbsoluteConfigKey(["yongai"] + key)] = ConfigValue(content, isSecret: false) }
        }
        set(["database"], flags.database.map(ConfigContent.string))
        set(["city"], flags.city.map(ConfigContent.string))
        set(["home"], flags.home.map(ConfigContent.string))
        set(["settings"], flags.settings.map(ConfigContent.string))
        set(["log", "level"], flags.logLevel.map(ConfigContent.string))
        set(["host"], host.map(ConfigContent.string))
        set(["port"], port.map(ConfigContent.int))
        return InMemoryProvider(name: "flags", values: values)
    }

    /// A number that is there but cannot be read is said, not replaced by the default.
    private static func integer(
        _ config: ConfigReader, _ key: ConfigKey, default fallback: Int, _ range: ClosedRange<Int>
    ) throws -> Int {
        let text = config.string(forKey: key)
        let number = config.int(forKey: key) ?? text.flatMap { Int($0) }
        guard let number else {
            if let text { throw SettingsFault(description: "The setting \(key) is '\(text)', which is not a number.") }
            return fallback
        }
        guard range.contains(number) else {
            throw SettingsFault(
                description: "The setting \(key) is \(number); it lies between \(range.lowerBound) and \(range.upperBound).")
        }
        return number
    }
}
