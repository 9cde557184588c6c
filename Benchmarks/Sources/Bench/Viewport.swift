import Foundation
import Geo

private let zooms = 8...17
private let viewsPerZoom = 100
private let rounds = 7
/// Of the peer, in pixels of 256-pixel tiles. Its clusters gather what lies within so much of a place. With 40, the
/// fair equal, they keep the distance that our marks of several places keep, and are about as many; with 60 they are a
/// third to a half of ours.
private let radii = [40, 60]

/// Places of a view of 1024 by 768 pixels, gathered where they are many: the marks with counts and positions. Ours
/// against supercluster, for the same places, views and zooms, each in its own process and timed inside it.
func viewport() throws {
    print("Views of 1024 x 768 pixels, \(viewsPerZoom) a zoom, \(rounds) rounds, µs a view (medians)")
    for count in [25_723, 1_000_000] {
        let town = ViewTown(count)
        let clock = ContinuousClock()
        var built: ClusterIndex?
        let time = clock.measure { built = ClusterIndex(town.points, groups: town.groups) }
        guard let index = built else { return }
        print("\n\(count) places, ours built in \(column(seconds(time) * 1000, width: 0)) ms")
        for radius in radii {
            try race(town, index, radius)
        }
    }
}

private func race(_ town: ViewTown, _ index: ClusterIndex, _ radius: Int) throws {
    let peer = try SuperclusterPeer(town, radius: radius)
    print("supercluster with a radius of \(radius) px, built in \(column(peer.buildSeconds * 1000, width: 0)) ms")
    print(" zoom   ours µs   marks   places   ours, 1 kind   its µs   marks   places   ratio   ratio a mark")
    var ratios: [Double] = []
    for zoom in zooms {
        let views = town.views(zoom)
        var (ours, kind, its): ([Double], [Double], [Double]) = ([], [], [])
        var answer = SuperclusterPeer.Answer(seconds: 0, features: 0, places: 0)
        for _ in 0..<rounds {
            ours.append(time(views) { index.marks(in: $0, zoom: zoom).count })
            answer = try peer.run(zoom)
            its.append(answer.seconds / Double(views.count))
            kind.append(time(views) { index.marks(in: $0, zoom: zoom, groups: 8).count })
        }
        let marks = views.map { index.marks(in: $0, zoom: zoom) }
        let shown = Double(marks.reduce(0) { $0 + $1.count }) / Double(views.count)
        let places = Double(marks.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }) / Double(views.count)
        let itsShown = Double(answer.features) / Double(views.count)
        let ratio = median(its) / median(ours)
        ratios.append(ratio)
        print(
            column(Double(zoom), width: 5), column(median(ours) * 1e6, decimals: 2, width: 9),
            column(shown, decimals: 1, width: 7), column(places, width: 8),
            column(median(kind) * 1e6, decimals: 2, width: 12), column(median(its) * 1e6, decimals: 1, width: 10),
            column(itsShown, decimals: 1, width: 7), column(Double(answer.places) / Double(views.count), width: 8),
            column(ratio, decimals: 1, width: 7), column(ratio * shown / itsShown, decimals: 1, width: 10))
    }
    print("least ratio \(column(ratios.min() ?? 0, decimals: 1, width: 0)) (wanted: 3 or more)")
}

/// Seconds a view, of one run over all.
private func time(_ views: [BoundingBox], _ ask: (BoundingBox) -> Int) -> Double {
    var found = 0
    let time = ContinuousClock().measure {
        for view in views { found &+= ask(view) }
    }
    precondition(found >= 0)
    return seconds(time) / Double(views.count)
}

/// Places along the streets of a city, in the proportions of the kinds, and what people look at.
struct ViewTown {
    private(set) var points: [Coordinate] = []
    private(set) var groups: [UInt8] = []
    private var allViews: [[BoundingBox]] = []

    init(_ count: Int) {
        var dice = ViewDice(11)
        let streets = (0..<160).map { _ in
            (north: 29.3 + dice.fraction() * 1.0, east: 121.0 + dice.fraction() * 1.0, weight: dice.fraction())
        }
        for _ in 0..<count {
            let street = streets[Int(dice.fraction() * dice.fraction() * 160)]
            let spread = 0.01 + 0.03 * street.weight
            points.append(
                Coordinate(
                    uncheckedLatitude: street.north + spread * (dice.fraction() - dice.fraction()),
                    longitude: street.east + spread * (dice.fraction() - dice.fraction())))
            let share = dice.fraction()
            groups.append(share < 0.14 ? 0 : share < 0.23 ? 1 : share < 0.56 ? 2 : 3)
        }
        for zoom in zooms {
            let width = 360 / Double(1 << zoom) * 4
            let height = width * 0.75 * 0.868
            allViews.append(
                (0..<viewsPerZoom).compactMap { _ in
                    let middle = points[Int(dice.fraction() * Double(count))]
                    return BoundingBox(
                        south: middle.latitude - height / 2, west: middle.longitude - width / 2,
                        north: middle.latitude + height / 2, east: middle.longitude + width / 2)
                })
        }
    }

    func views(_ zoom: Int) -> [BoundingBox] { allViews[zoom - zooms.lowerBound] }

    /// As `supercluster.py` reads them.
    var bytes: Data {
        let places = points.flatMap { [$0.longitude, $0.latitude] }
        let views = allViews.flatMap(\.self).flatMap { [$0.west, $0.south, $0.east, $0.north] }
        return (places + views).withUnsafeBytes { Data($0) }
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014), so that every run measures the same.
struct ViewDice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 ..< 1.
    mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }
}

/// `supercluster.py`, which times itself.
private final class SuperclusterPeer {
    struct Answer {
        var seconds: Double
        var features: Int
        var places: Int
    }

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var rest = Data()
    private(set) var buildSeconds = 0.0

    init(_ town: ViewTown, radius: Int) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("yongai-views-\(UUID().uuidString)")
        try town.bytes.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        process.executableURL = URL(fileURLWithPath: ".venv/bin/python")
        process.arguments =
            ["Benchmarks/peers/supercluster.py", file.path]
            + [town.points.count, viewsPerZoom, zooms.lowerBound, zooms.upperBound, radius, 256].map(String.init)
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        buildSeconds = try numbers().first ?? 0
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    func run(_ zoom: Int) throws -> Answer {
        try input.fileHandleForWriting.write(contentsOf: Data("\(zoom)\n".utf8))
        let numbers = try numbers()
        guard numbers.count == 3 else { throw PeerFault(description: "supercluster.py ended.") }
        return Answer(seconds: numbers[0], features: Int(numbers[1]), places: Int(numbers[2]))
    }

    private func numbers() throws -> [Double] {
        while true {
            if let end = rest.firstIndex(of: 10) {
                let line = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
                rest = Data(rest[(end + 1)...])
                return line.split(separator: " ").compactMap { Double($0) }
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else {
                throw PeerFault(description: "supercluster.py ended; are the packages of script/setup bench there?")
            }
            rest += more
        }
    }
}

struct PeerFault: Error, CustomStringConvertible {
    let description: String
}
