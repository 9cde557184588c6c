// swift-tools-version: 6.2
// Measurements, apart from the house so that building it never waits for them: `swift run -c release bench`.
import PackageDescription

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "YongAi", path: "..")],
    targets: [
        .executableTarget(
            name: "bench", dependencies: [.product(name: "YongAiHouse", package: "YongAi")], path: "Sources/Bench",
            swiftSettings: [.swiftLanguageMode(.v6)])
    ]
)
