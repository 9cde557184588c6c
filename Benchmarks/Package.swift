// swift-tools-version: 6.2
// Measurements, apart from the house so that building it never waits for them: `swift run -c release bench`.
import PackageDescription

let package = Package(
    name: "Benchmarks",
    dependencies: [
        .package(name: "YongAi", path: ".."),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
    ],
    targets: [
        // Peers
        .target(name: "CNanoflann"),
        .target(name: "CBoostPeer"),
        .target(name: "CGEOSPeer", linkerSettings: [.linkedLibrary("geos_c")]),
        .executableTarget(
            name: "bench",
            dependencies: [
                .product(name: "YongAiHouse", package: "YongAi"), .product(name: "Geo", package: "YongAi"),
                .product(name: "NameSearch", package: "YongAi"), .product(name: "Pinyin", package: "YongAi"),
                .product(name: "OpeningHours", package: "YongAi"),
                .product(name: "PassToken", package: "YongAi"), .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CompoundPlan", package: "YongAi"),
                "CNanoflann", "CBoostPeer", "CGEOSPeer", "CSQLite",
            ],
            path: "Sources/Bench", swiftSettings: [.swiftLanguageMode(.v6)]),
        .systemLibrary(
            name: "CSQLite", path: "Sources/CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    ],
    cxxLanguageStandard: .cxx17
)
