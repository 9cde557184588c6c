import ArgumentParser
import Configuration
import Foundation
import Logging
import TestTown
import Testing

@testable import Server

/// One setting, as a flag, in the environment, in the file, and what it is when nobody says anything.
private struct Setting: Sendable, CustomTestStringConvertible {
    let name: String
    /// nil when there is no flag for it.
    let flag: String?
    let variable: String
    /// The file's members for a value.
    let file: @Sendable (String) -> String
    let values: (flag: String, environment: String, file: String)
    let fallback: String
    let shown: @Sendable (Settings) -> String

    var testDescription: String { name }
}

private func text(
    _ name: String, flag: Bool = true, default fallback: String, _ shown: @escaping @Sendable (Settings) -> String
) -> Setting {
    Setting(
        name: name, flag: flag ? "--\(name)" : nil, variable: "YONGAI_\(name.uppercased())",
        file: { "\"\(name)\": \"\($0)\"" }, values: ("from-flag", "from-environment", "from-file"), fallback: fallback,
        shown: shown)
}

private func number(
    _ name: String, flag: Bool = false, default fallback: Int, _ shown: @escaping @Sendable (Settings) -> Int
) -> Setting {
    Setting(
        name: name, flag: flag ? "--\(name)" : nil, variable: "YONGAI_\(name.uppercased())",
        file: { "\"\(name)\": \($0)" }, values: ("11", "12", "13"), fallback: "\(fallback)", shown: { "\(shown($0))" })
}

private let settings: [Setting] = [
    text("database", default: "yongai.sqlite") { $0.database },
    text("city", default: "ningbo") { $0.city },
    text("home", default: "nil") { $0.home ?? "nil" },
    text("host", default: "127.0.0.1") { $0.host },
    number("port", flag: true, default: 8080) { $0.port },
    number("readers", default: 8) { $0.readers },
    number("connections", default: 8) { $0.connections },
    Setting(
        name: "log level", flag: "--log-level", variable: "YONGAI_LOG_LEVEL",
        file: { "\"log\": {\"level\": \"\($0)\"}" },
        values: ("error", "debug", "trace"), fallback: "info", shown: { $0.logLevel.rawValue }),
    Setting(
        name: "metrics token", flag: nil, variable: "YONGAI_METRICS_TOKEN",
        file: { "\"metrics\": {\"token\": \"\($0)\"}" }, values: ("", "e", "f"), fallback: "nil",
        shown: { $0.metricsToken ?? "nil" }),
    Setting(
        name: "proxies", flag: nil, variable: "YONGAI_PROXIES", file: { "\"proxies\": \"\($0)\"" },
        values: ("", "10.0.0.3, 2001:db8::1", "10.0.0.4"), fallback: "",
        shown: { $0.proxies.sorted().joined(separator: ", ") }),
]

@Suite("Settings")
struct SettingsTests {
    /// Flags as a person types them; the host and the port are the server's own.
    private func read(
        _ arguments: [String] = [], _ environment: [String: String] = [:], file: String? = nil
    ) async throws -> Settings {
        var arguments = arguments
        var own: [String: String] = [:]
        for name in ["--host", "--port"] {
            guard let position = arguments.firstIndex(of: name) else { continue }
            own[name] = arguments[position + 1]
            arguments.removeSubrange(position...position + 1)
        }
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        if let file {
            try file.write(toFile: path, atomically: true, encoding: .utf8)
            arguments += ["--settings", path]
        }
        return try await Settings.read(
            try SettingsFlags.parse(arguments), host: own["--host"], port: own["--port"].flatMap { Int($0) },
            environment: EnvironmentVariablesProvider(environmentVariables: environment))
    }

    /// The sentence a reading is refused with.
    private func sentence(
        _ arguments: [String] = [], _ environment: [String: String] = [:], file: String? = nil
    ) async throws -> String {
        do {
            _ = try await read(arguments, environment, file: file)
            return "it was taken"
        } catch let fault as SettingsFault {
            return fault.description
        }
    }

    @Test("A flag wins over the environment, that over the file, and that over the default", arguments: settings)
    fileprivate func order(setting: Setting) async throws {
        let file = "{\"yongai\": {\(setting.file(setting.values.file))}}"
        let environment = [setting.variable: setting.values.environment]
        #expect(setting.shown(try await read()) == setting.fallback)
        #expect(setting.shown(try await read(file: file)) == setting.values.file)
        #expect(setting.shown(try await read([], environment, file: file)) == setting.values.environment)
        guard let flag = setting.flag else { return }
        #expect(
            setting.shown(try await read([flag, setting.values.flag], environment, file: file)) == setting.values.flag)
        #expect(setting.shown(try await read([flag, setting.values.flag])) == setting.values.flag)
    }

    @Test("The environment may name the file, a flag names another")
    func file() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yongai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("city.json").path
        try "{\"yongai\": {\"city\": \"first\"}}".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try await read([], ["YONGAI_SETTINGS": path]).city == "first")
        #expect(
            try await read([], ["YONGAI_SETTINGS": path], file: "{\"yongai\": {\"city\": \"second\"}}").city == "second"
        )
    }

    @Test("A settings file that is named and is not there, or is no JSON, is a sentence")
    func missingFile() async throws {
        #expect(
            try await sentence(["--settings", "/nowhere/yongai.json"])
                == "There is no settings file at '/nowhere/yongai.json'.")
        #expect(
            try await sentence([], ["YONGAI_SETTINGS": "/nowhere/y.json"])
                == "There is no settings file at '/nowhere/y.json'.")
        for text in ["{", "", "port: 8080", "[1]"] {
            let told = try await sentence(file: text)
            #expect(told.hasSuffix("does not hold a JSON object."), "\(text): \(told)")
        }
    }

    @Test(
        "A number that cannot be read is a sentence, never the default",
        arguments: [("PORT", "port"), ("READERS", "readers"), ("CONNECTIONS", "connections")])
    func numbers(variable: String, name: String) async throws {
        for text in ["", "abc", "80.5", "0x50", "１０", "8 080"] {
            let told = try await sentence([], ["YONGAI_\(variable)": text])
            #expect(told == "The setting \(name) is '\(text)', which is not a whole number.")
        }
        for (json, shown) in [("80.5", "80.5"), ("\"many\"", "many")] {
            let told = try await sentence(file: "{\"yongai\": {\"\(name)\": \(json)}}")
            #expect(told == "The setting \(name) is '\(shown)', which is not a whole number.")
        }
        let over = try await sentence([], ["YONGAI_\(variable)": "abc"], file: "{\"yongai\": {\"\(name)\": 9}}")
        #expect(over.contains("'abc'"))
    }

    @Test("A number out of its range is a sentence that gives the range")
    func ranges() async throws {
        for (name, low, high) in [("port", 0, 65_535), ("readers", 1, 64), ("connections", 1, 200)] {
            for value in [low - 1, high + 1] {
                let told = try await sentence([], ["YONGAI_\(name.uppercased())": "\(value)"])
                #expect(told == "The setting \(name) is \(value); it lies between \(low) and \(high).")
            }
            for value in [low, high] {
                let told = try await sentence([], ["YONGAI_\(name.uppercased())": "\(value)"])
                #expect(told == "it was taken")
            }
        }
    }

    @Test("An unknown log level is a sentence that names the known ones; capitals do not matter")
    func logLevels() async throws {
        let told = try await sentence(["--log-level", "verbose"])
        #expect(
            told
                == "The log level 'verbose' is not one of trace, debug, info, notice, warning, error, critical.")
        #expect(try await read([], ["YONGAI_LOG_LEVEL": "WARNING"]).logLevel == .warning)
    }

    private static let tiles = [
        "YONGAI_TILES_URL": "https://t.example/{z}/{x}/{y}.png", "YONGAI_TILES_ATTRIBUTION": "© 某图",
    ]

    @Test("Tiles come from the environment or the file, with WGS-84 and zoom 18 unless said otherwise")
    func tiles() async throws {
        #expect(try await read().tiles == nil)
        let plain = try #require(try await read([], Self.tiles).tiles)
        #expect(plain.origin == "https://t.example" && plain.attribution == "© 某图" && plain.approval == "")
        #expect(plain.datum == .wgs84 && plain.zoomMax == 18)
        let file = """
            {"yongai": {"tiles": {"url": "http://{s}.t.example:81/{z}/{y}/{x}", "attribution": "A", \
            "approval": "GS(2026)1", "datum": "GCJ-02", "zoom": {"max": 19}}}}
            """
        let whole = try #require(try await read(file: file).tiles)
        #expect(whole.origin == "http://*.t.example:81" && whole.approval == "GS(2026)1")
        #expect(whole.datum == .gcj02 && whole.zoomMax == 19)
        let over = try #require(try await read([], ["YONGAI_TILES_ZOOM_MAX": "16"], file: file).tiles)
        #expect(over.zoomMax == 16)
    }

    @Test(
        "Tiles that cannot be used are a sentence that names the setting",
        arguments: [
            ("URL", "t.example/{z}/{x}/{y}", "tiles.url"), ("URL", "https://t.example/{z}/{x}.png", "tiles.url"),
            ("URL", "https://t.example; script-src */{z}/{x}/{y}", "tiles.url"),
            ("URL", "https:///{z}/{x}/{y}", "tiles.url"),
            ("ATTRIBUTION", "", "tiles.attribution"), ("DATUM", "bd09", "tiles.datum"), ("DATUM", "x", "tiles.datum"),
            ("APPROVAL", String(repeating: "审", count: 201), "tiles.approval"), ("ZOOM_MAX", "23", "tiles.zoom.max"),
        ])
    func badTiles(variable: String, value: String, name: String) async throws {
        let told = try await sentence([], Self.tiles.merging(["YONGAI_TILES_" + variable: value]) { $1 })
        #expect(told.contains(name), "\(told)")
    }

    @Test("A text that is a number in the file is a sentence, and a secret is not told")
    func texts() async throws {
        #expect(
            try await sentence(file: "{\"yongai\": {\"city\": 3302}}")
                == "The setting city is 3302, not a text; put it in quotes.")
        let secret = try await sentence(file: "{\"yongai\": {\"metrics\": {\"token\": 123456}}}")
        #expect(secret.contains("metrics.token") && !secret.contains("123456"))
    }
}
