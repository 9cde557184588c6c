// swift-tools-version: 6.2
// The architecture: every target, and the targets it may import. Arrows go one way, downwards in `docs/decisions`.
import PackageDescription

let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let metrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")

/// Source files of ours: warnings we have decided to live without, and nothing ambient left to defaults.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6)]

/// A pure library: values and algorithms, no server, no files, no clock.
func pure(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A room of the house: one capability, in the words of the product.
func feature(_ name: String, _ below: [Target.Dependency]) -> Target {
    .target(
        name: name, dependencies: ["Kernel", hummingbird] + below, path: "Sources/Features/\(name)",
        swiftSettings: strict)
}

/// A door to the outside world.
func driver(_ name: String, _ dependencies: [Target.Dependency], folder: String) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Drivers/\(folder)", swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: strict)
}

let package = Package(
    name: "YongAi",
    products: [
        .executable(name: "yongai", targets: ["Server"]),
        .library(name: "Geo", targets: ["Geo"]),
        .library(name: "OpeningHours", targets: ["OpeningHours"]),
        .library(name: "Pinyin", targets: ["Pinyin"]),
        .library(name: "NameSearch", targets: ["NameSearch"]),
        .library(name: "PassToken", targets: ["PassToken"]),
        .library(name: "GatePolicy", targets: ["GatePolicy"]),
        .library(name: "CompoundPlan", targets: ["CompoundPlan"]),
        .library(
            name: "YongAiHouse",
            targets: ["Kernel", "SQLiteDriver", "PostgreSQLDriver", "Areas", "Places", "Audit", "Sealing"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // Pure libraries
        .target(name: "CNearest"),
        pure("Geo", ["CNearest"]),
        pure("OpeningHours"),
        pure("Pinyin"),
        pure("NameSearch", ["Geo"]),
        pure("Hexadecimal"),
        pure("Sealing", ["Hexadecimal", crypto]),
        pure("OneTimePassword", [crypto]),
        pure("MerkleLog", ["Hexadecimal", crypto]),
        pure("CBOR"),
        pure("Base64URL"),
        pure("WebAuthn", ["Base64URL", "CBOR", crypto]),
        pure("PassToken", ["Base64URL", "CBOR", crypto]),
        pure("GatePolicy", ["Geo", "OpeningHours"]),
        pure("Dice"),
        pure("CompoundPlan", ["Dice", "Geo"]),
        pure(
            "TCEC102",
            [
                "Hexadecimal",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),

        // What every feature speaks
        pure(
            "Kernel",
            [
                "Hexadecimal", hummingbird, logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        // The outside world
        .systemLibrary(
            name: "CPostgres", path: "Sources/Drivers/CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CArchive", path: "Sources/Drivers/CArchive", pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(
            name: "CXLSXWriter", path: "Sources/Drivers/CXLSXWriter", pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CMalloc", path: "Sources/Drivers/CMalloc"),
        .systemLibrary(
            name: "CZlib", path: "Sources/Drivers/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        driver("SQLiteDriver", ["Kernel", .product(name: "GRDB", package: "GRDB.swift"), logging], folder: "SQLite"),
        driver("PostgreSQLDriver", ["Kernel", "CPostgres", logging], folder: "PostgreSQL"),
        driver("Sheets", ["Kernel", "CArchive", "CXLSXWriter"], folder: "Sheets"),
        driver(
            "Fetcher", ["Kernel", .product(name: "AsyncHTTPClient", package: "async-http-client")],
            folder: "HTTPClient"),
        .systemLibrary(
            name: "CSodium", path: "Sources/Drivers/CSodium", pkgConfig: "libsodium",
            providers: [.apt(["libsodium-dev"])]),
        driver(
            "OpenID", ["Accounts", "Kernel", "WebAuthn", .product(name: "JWTKit", package: "jwt-kit"), crypto],
            folder: "OpenID"),
        driver("Passwords", ["Accounts", "Kernel", "CSodium"], folder: "Passwords"),
        driver("SMS", ["Accounts", "Hexadecimal", "Kernel", crypto, logging], folder: "SMS"),
        driver("Compression", ["Kernel", "CZlib", hummingbird], folder: "Compression"),
        .systemLibrary(
            name: "CVips", path: "Sources/Drivers/CVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),
        .target(name: "CImages", dependencies: ["CVips"], path: "Sources/Drivers/CImages"),
        .systemLibrary(
            name: "CQREncode", path: "Sources/Drivers/CQREncode", pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(
            name: "CRsvg", path: "Sources/Drivers/CRsvg", pkgConfig: "librsvg-2.0",
            providers: [.apt(["librsvg2-dev"])]),
        .target(name: "CPosters", dependencies: ["CQREncode", "CRsvg"], path: "Sources/Drivers/CPosters"),
        driver("Posters", ["CPosters", "Gates"], folder: "Posters"),
        driver("Programs", [], folder: "Programs"),
        driver("Extracts", ["Compression"], folder: "Extracts"),

        driver(
            "Basemap", ["Compression", "Extracts", "Programs", .product(name: "GRDB", package: "GRDB.swift")],
            folder: "Basemap"),

        // Features, lowest first
        feature("Areas", ["Geo"]),
        feature("Places", ["Areas", "Geo", "NameSearch", "OpeningHours", "Pinyin"]),
        feature("Compounds", ["Places"]),
        feature("Stations", ["Places"]),
        feature("Merchants", ["Places"]),
        feature("Chargers", ["Places"]),
        feature("Console", []),
        feature("Audit", ["Console", "MerkleLog", "Sealing"]),
        feature("CitySettings", ["Audit", "Console"]),
        feature(
            "Accounts",
            ["Audit", "CitySettings", "Console", "Hexadecimal", "Sealing", "OneTimePassword", "WebAuthn", crypto]),
        feature(
            "PlaceEditing",
            [
                "Accounts", "Areas", "Audit", "Console", "Geo", "Hexadecimal", "OpeningHours", "Places", "Sealing",
                crypto,
            ]),
        feature(
            "Gates",
            [
                "Accounts", "Areas", "Audit", "Base64URL", "CitySettings", "Compounds", "Console", "GatePolicy", "Geo",
                "OpeningHours", "PassToken", "PlaceEditing", "Places", crypto,
            ]),
        feature(
            "Passes",
            [
                "Accounts", "Audit", "Base64URL", "CBOR", "CitySettings", "Compounds", "Console", "GatePolicy", "Gates",
                "OneTimePassword", "PassToken", "Places", "Sealing", crypto,
            ]),
        feature(
            "Blocked",
            [
                "Accounts", "Audit", "Base64URL", "CitySettings", "Compounds", "Console", "Gates", "PassToken",
                "Passes", "PlaceEditing", "Places",
            ]),
        feature(
            "Plans",
            [
                "Accounts", "Areas", "Audit", "CompoundPlan", "Compounds", "Console", "GatePolicy", "Gates", "Geo",
                "Hexadecimal", "PlaceEditing", "Places", "Sealing", crypto,
            ]),
        feature("Coverage", ["Areas", "Console", "Geo", "Places"]),
        feature("OpenData", ["Areas", "Places", "Stations", "Chargers", "Geo", "OpeningHours"]),
        feature("Confirmations", ["Places", "Sealing"]),
        feature("Roads", ["Areas", "Compounds", "GatePolicy", "Gates", "Geo", "OpeningHours", "Places"]),
        feature("ChargerFeeds", ["Places", "Chargers", "Geo", "TCEC102"]),
        feature(
            "Demonstration",
            [
                "Areas", "Places", "Compounds", "Stations", "Merchants", "Chargers", "Confirmations", "Dice",
                "GatePolicy", "Geo", "OpeningHours", "Pinyin",
            ]),

        // Photos encoded anew, and the folder of those of `PlaceEditing`
        driver("Images", ["CImages", "Kernel", "PlaceEditing"], folder: "Images"),

        // The engine that finds ways for `Roads`
        driver(
            "Valhalla",
            [
                "Extracts", "Geo", "Kernel", "Programs", "Roads", logging,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ], folder: "Valhalla"),

        // The executable: configuration, wiring, schedule, commands
        .executableTarget(
            name: "Server",
            dependencies: [
                "Geo", "NameSearch", "OpeningHours", "Pinyin", "Kernel", "SQLiteDriver", "PostgreSQLDriver", "Sheets",
                "Compression", "Areas", "Places", "Compounds", "Stations", "Merchants", "Chargers", "Confirmations",
                "Accounts", "Audit", "CitySettings", "Console", "Images", "PlaceEditing", "Sealing", "Demonstration",
                "Blocked", "Coverage", "Gates", "GatePolicy", "OpenData", "PassToken", "Passes", "Plans", "Posters",
                crypto,
                "ChargerFeeds",
                "Fetcher",
                "Roads", "Programs", "Extracts", "Valhalla", "Basemap", "SMS", "Passwords", "OpenID",
                "CMalloc", hummingbird, logging, metrics,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),

        // Tests mirror the sources
        .target(
            name: "TestTown",
            dependencies: [
                "Kernel", "SQLiteDriver", "PostgreSQLDriver", "Sheets", "Areas", "Places", "Geo", "OpeningHours",
                "Pinyin",
            ],
            path: "Tests/TestTown", exclude: ["Cities"], swiftSettings: strict),
        tests("GeoTests", ["Geo", "TestTown"]),
        tests("OpeningHoursTests", ["OpeningHours"]),
        tests("PinyinTests", ["Pinyin", "TestTown"]),
        tests("NameSearchTests", ["NameSearch", "Geo", "Pinyin", "TestTown"]),
        tests("HexadecimalTests", ["Hexadecimal"]),
        tests("SealingTests", ["Hexadecimal", "Sealing"]),
        tests("OneTimePasswordTests", ["OneTimePassword"]),
        tests("MerkleLogTests", ["MerkleLog", "TestTown"]),
        tests("CBORTests", ["CBOR", "TestTown"]),
        tests("WebAuthnTests", ["WebAuthn", "CBOR", crypto]),
        .testTarget(
            name: "PassTokenTests", dependencies: ["PassToken", "Base64URL", "CBOR", crypto],
            path: "Tests/PassTokenTests",
            exclude: ["vectors.json", "foreign.json"], swiftSettings: strict),
        tests("GatePolicyTests", ["GatePolicy", "Geo", "OpeningHours"]),
        .testTarget(
            name: "CompoundPlanTests", dependencies: ["CompoundPlan", "Dice", "Geo"], path: "Tests/CompoundPlanTests",
            exclude: ["door-addresses.json", "editor-vectors.json", "plan-vectors.json"], swiftSettings: strict),
        tests("KernelTests", ["Kernel", "TestTown", hummingbird]),
        tests("DriversTests", ["Kernel", "SQLiteDriver", "PostgreSQLDriver", "TestTown"]),
        tests("SheetsTests", ["Sheets", "Kernel", "TestTown"]),
        tests("AreasTests", ["Areas", "Geo", "Kernel", "TestTown"]),
        tests("TCEC102Tests", ["TCEC102", "TestTown"]),
        tests(
            "ChargerFeedsTests",
            [
                "ChargerFeeds", "OpenData", "Places", "Chargers", "Stations", "Geo", "Kernel", "TCEC102",
                "Fetcher", "TestTown", hummingbird, logging,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
        tests(
            "OpenDataTests",
            ["OpenData", "Places", "Chargers", "Stations", "Geo", "Kernel", "TestTown", "OpeningHours"]),
        tests("AuditTests", ["Audit", "Kernel", "MerkleLog", "Sealing", "TestTown"]),
        tests(
            "AccountsTests",
            [
                "Accounts", "Audit", "Areas", "CBOR", "CitySettings", "Console", "Images", "OneTimePassword",
                "Passwords", "Places", "Kernel", "Sealing", "TestTown", "WebAuthn", hummingbird, crypto,
            ]),
        tests(
            "PlaceEditingTests",
            [
                "PlaceEditing", "Accounts", "Audit", "Areas", "Compounds", "Console", "Images", "Geo", "OpeningHours",
                "Places",
                "Kernel",
                "Sealing", "TestTown", hummingbird,
            ]),
        .testTarget(
            name: "GatesTests",
            dependencies: [
                "Gates", "Accounts", "Areas", "Audit", "CitySettings", "Compounds", "Console", "GatePolicy", "Geo",
                "Kernel", "OpeningHours", "PassToken", "Places", "Posters", "Sealing", "TestTown", hummingbird, crypto,
            ],
            path: "Tests/GatesTests", exclude: ["kit-vectors.json"], swiftSettings: strict),
        tests(
            "PassesTests",
            [
                "Passes", "Accounts", "Audit", "Areas", "CBOR", "CitySettings", "Compounds", "Gates", "Kernel",
                "OneTimePassword", "PassToken", "Places", "Sealing", "TestTown", "WebAuthn", hummingbird, crypto,
            ]),
        tests(
            "BlockedTests",
            [
                "Blocked", "Accounts", "Areas", "Audit", "Base64URL", "CitySettings", "Compounds", "Console",
                "GatePolicy", "Geo",
                "Kernel",
                "PassToken", "Passes", "Places", "Sealing", "TestTown", hummingbird, crypto,
            ]),
        .testTarget(
            name: "PlansTests",
            dependencies: [
                "Plans", "Accounts", "Areas", "Audit", "CitySettings", "CompoundPlan", "Compounds", "Console",
                "GatePolicy", "Gates", "Geo", "Kernel", "OpeningHours", "PassToken", "Places", "Sealing", "TestTown",
                hummingbird, crypto,
            ],
            path: "Tests/PlansTests", exclude: ["plan-words.json"], swiftSettings: strict),
        tests("CoverageTests", ["Coverage", "Places", "Kernel", "TestTown"]),
        tests("ConfirmationsTests", ["Confirmations", "Places", "Kernel", "Sealing", "TestTown", hummingbird]),
        .testTarget(
            name: "PlacesTests",
            dependencies: [
                "Places", "Areas", "Geo", "NameSearch", "OpeningHours", "Kernel", "Sheets", "TestTown", hummingbird,
            ],
            path: "Tests/PlacesTests", exclude: ["Snapshots"], swiftSettings: strict),
        tests(
            "ServerTests",
            [
                "Server", "Kernel", "Accounts", "Audit", "Base64URL", "CBOR", "CompoundPlan", "PassToken", "Passes",
                crypto,
                "Areas",
                "Places", "Compounds", "Stations", "Merchants",
                "Chargers", "Images", "PlaceEditing",
                "Confirmations", "Demonstration", "Dice", "Geo", "OpeningHours", "Pinyin", "Sealing", "TestTown",
                hummingbird,
                logging,
                metrics,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
        tests(
            "RoadsTests",
            [
                "Roads", "Compounds", "GatePolicy", "Gates", "Geo", "Kernel", "OpeningHours", "Places", "TestTown",
                hummingbird,
            ]),
        tests("ValhallaTests", ["Valhalla", "Roads", "Geo", "Kernel", logging]),
        tests("BasemapTests", ["Basemap", "TestTown"]),
        tests("ExtractsTests", ["Extracts", "TestTown"]),
        tests("StyleTests", []),
    ]
)
