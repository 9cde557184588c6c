import Areas
import ArgumentParser
import Configuration
import Foundation
import Kernel
import Logging
import Places
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
    /// Addresses of proxies on other machines whose word on who is behind them is believed.
    var proxies: Set<String> = []
    /// The tiles under the map; nil when the city has none.
    var tiles: MapTiles?
    /// What the open data says of its publisher.
    var publishing = Publishing()
    /// Where prepared roads lie; nil for the folder beside the database.
    var roadsFolder: String?
    /// Where the programs of the road engine are; nil for the folder in the house.
    var roadsEngine: String?
    /// The offline map; nil for the file beside the database.
    var basemapFile: String?
    /// The file with the secrets of operators' feeds.
    var feedSecrets: String?
    /// The keys of personal data themselves, instead of a file.
    var keys: String?
    /// The file with the keys of personal data; nil for the one beside the database.
    var keysFile: String?
    /// The keys passes are signed with themselves, instead of a file.
    var passKeys: String?
    /// The file with those keys; nil for the one beside the database.
    var passKeysFile: String?
    /// Gateway of one-time codes, identity provider.
    var signIn = SignInSettings()
    /// The settings file itself; nil where there is none.
    var file: String?

    private static let secrets: SecretsSpecifier<String, String> = .specific([
        "YONGAI_METRICS_TOKEN", "YONGAI_KEYS", "YONGAI_PASS_KEYS", "YONGAI_SMS_SECRET", "YONGAI_OIDC_CLIENT_SECRET",
    ])

    /// Flags, then the environment, then the file.
    static func read(
        _ flags: SettingsFlags, host: String? = nil, port: Int? = nil,
        environment: EnvironmentVariablesProvider = EnvironmentVariablesProvider(secretsSpecifier: secrets)
    ) async throws -> Settings {
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
            throw SettingsFault(description: "The settings file '\(path)' does not hold a JSON object.")
        }
        let config = ConfigReader(providers: [flagValues(flags, host, port), environment, file]).scoped(to: "yongai")
        var settings = try settled(config)
        settings.file = FileManager.default.fileExists(atPath: path) ? path : nil
        return settings
    }

    private static func settled(_ config: ConfigReader) throws -> Settings {
        Settings(
            database: try text(config, "database") ?? "yongai.sqlite", city: try text(config, "city") ?? "ningbo",
            home: try text(config, "home"), host: try text(config, "host") ?? "127.0.0.1",
            port: try integer(config, "port", default: 8080, 0...65535), logLevel: try level(config),
            readers: try integer(config, "readers", default: 8, 1...64),
            connections: try integer(config, "connections", default: 8, 1...200),
            metricsToken: try text(config, "metrics.token", isSecret: true), proxies: try proxies(config),
            tiles: try tiles(config),
            publishing: try publishing(config), roadsFolder: try text(config, "roads.folder"),
            roadsEngine: try text(config, "roads.engine"), basemapFile: try text(config, "basemap.file"),
            feedSecrets: try text(config, "feeds.secrets"), keys: try text(config, "keys", isSecret: true),
            keysFile: try text(config, "keys.file"), passKeys: try text(config, "pass.keys", isSecret: true),
            passKeysFile: try text(config, "pass.keys.file"), signIn: try signIn(config))
    }

    private static func signIn(_ config: ConfigReader) throws -> SignInSettings {
        try SignInSettings(
            smsURL: try text(config, "sms.url"), smsSecret: try text(config, "sms.secret", isSecret: true),
            issuer: try text(config, "oidc.issuer"), clientID: try text(config, "oidc.client.id"),
            clientSecret: try text(config, "oidc.client.secret", isSecret: true),
            providerName: try text(config, "oidc.name"))
    }

    private static func proxies(_ config: ConfigReader) throws -> Set<String> {
        let addresses = (try text(config, "proxies") ?? "").split(separator: ",").map { address in
            String(address.filter { $0 != " " })
        }
        if let wrong = addresses.first(where: { !Client.isAddress($0) }) {
            throw SettingsFault(description: "The setting proxies holds '\(wrong)', which is not an IP address.")
        }
        return Set(addresses)
    }

    private static func publishing(_ config: ConfigReader) throws -> Publishing {
        try Publishing(
            address: try text(config, "public.url"), contactEmail: try text(config, "contact.email"),
            licence: try text(config, "open.data.licence"))
    }

    private static func tiles(_ config: ConfigReader) throws -> MapTiles? {
        let attribution = try text(config, "tiles.attribution") ?? ""
        let approval = try text(config, "tiles.approval") ?? ""
        let datum = try text(config, "tiles.datum") ?? "wgs84"
        let zoomMax = try integer(config, "tiles.zoom.max", default: 18, MapTiles.zooms)
        guard let url = try text(config, "tiles.url") else { return nil }
        do {
            return try MapTiles(
                url: url, attribution: attribution, approval: approval, datum: datum, zoomMax: zoomMax)
        } catch let fault as PackFault {
            throw SettingsFault(description: fault.description)
        }
    }

    private static func level(_ config: ConfigReader) throws -> Logger.Level {
        let name = try text(config, "log.level") ?? "info"
        guard let level = Logger.Level(rawValue: name.lowercased()) else {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingsFault(description: "The log level '\(name)' is not one of \(levels).")
        }
        return level
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

    /// A value that is there but is no text is said, not replaced by the default.
    private static func text(_ config: ConfigReader, _ key: ConfigKey, isSecret: Bool = false) throws -> String? {
        if let text = config.string(forKey: key, isSecret: isSecret) { return text }
        guard let other = untexted(config, key, isSecret: isSecret) else { return nil }
        let shown = isSecret ? "" : " \(other),"
        throw SettingsFault(description: "The setting \(key) is\(shown) not a text; put it in quotes.")
    }

    /// A number that is there but cannot be read is said, not replaced by the default.
    private static func integer(
        _ config: ConfigReader, _ key: ConfigKey, default fallback: Int, _ range: ClosedRange<Int>
    ) throws -> Int {
        let text = config.string(forKey: key)
        guard let number = config.int(forKey: key) ?? text.flatMap({ Int($0) }) else {
            guard let text = text ?? untexted(config, key) else { return fallback }
            throw SettingsFault(description: "The setting \(key) is '\(text)', which is not a whole number.")
        }
        guard range.contains(number) else {
            throw SettingsFault(
                description:
                    "The setting \(key) is \(number); it lies between \(range.lowerBound) and \(range.upperBound).")
        }
        return number
    }

    /// A number or a truth value as the settings file writes it.
    private static func untexted(_ config: ConfigReader, _ key: ConfigKey, isSecret: Bool = false) -> String? {
        config.int(forKey: key, isSecret: isSecret).map { String($0) }
            ?? config.double(forKey: key, isSecret: isSecret).map { String($0) }
            ?? config.bool(forKey: key, isSecret: isSecret).map { String($0) }
    }
}
