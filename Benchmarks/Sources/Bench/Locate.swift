import CGEOSPeer
import Foundation
import Geo

private let pointCount = 200_000
private let rounds = 7

/// Which area a point lies in: the raster of outlines against GEOS, an STRtree of prepared polygons behind its C
/// interface, on one thread. Both answer every point first, and must answer alike.
func locate() throws {
    let partition = try Partition(streets: 160, communities: 3500, columns: 1600)
    var dice = ViewDice(3)
    let points = partition.points(pointCount, &dice)
    print("\(pointCount) points, \(rounds) rounds, ns a point (medians)")
    print("polygons   vertices each     ours     GEOS    ratio   wanted   ours built in ms")
    try race(partition.streets.map(\.outline), points, wanted: 3)
    try race(partition.communities.map(\.outline), points, wanted: 2)
}

private func race(_ outlines: [MultiPolygon], _ points: [Coordinate], wanted: Double) throws {
    var built: OutlineIndex<Int32>?
    let buildTime = ContinuousClock().measure {
        built = OutlineIndex(outlines.enumerated().map { (key: Int32($0), outline: $1) })
    }
    guard let index = built, let peer = GEOSPeer(outlines) else { return }
    let ours = points.map { index.firstKey(containing: $0) ?? -1 }
    let found = peer.locate(points.flatMap { [$0.longitude, $0.latitude] })
    guard ours == found else {
        let first = zip(ours, found).enumerated().first { $0.element.0 != $0.element.1 }
        throw PeerFault(description: "Ours and GEOS differ: \(String(describing: first)).")
    }
    let xy = points.flatMap { [$0.longitude, $0.latitude] }
    var (mine, its): ([Double], [Double]) = ([], [])
    for _ in 0..<rounds {
        var hits = 0
        let time = ContinuousClock().measure {
            for point in points where index.firstKey(containing: point) != nil { hits += 1 }
        }
        precondition(hits == ours.count { $0 >= 0 })
        mine.append(seconds(time) / Double(points.count) * 1e9)
        its.append(seconds(ContinuousClock().measure { _ = peer.locate(xy) }) / Double(points.count) * 1e9)
    }
    let vertices = outlines.reduce(0) {
        $0 + $1.polygons.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.vertices.count } }
    }
    print(
        column(Double(outlines.count), width: 8), column(Double(vertices) / Double(outlines.count), width: 15),
        column(median(mine), decimals: 1, width: 8), column(median(its), decimals: 1, width: 8),
        column(median(its) / median(mine), decimals: 1, width: 8), column(wanted, width: 8),
        column(seconds(buildTime) * 1000, width: 18))
}

/// GEOS over the same outlines, whose positions are the keys.
final class GEOSPeer {
    private let peer: OpaquePointer

    init?(_ outlines: [MultiPolygon]) {
        guard let peer = geos_peer_new() else { return nil }
        self.peer = peer
        for (key, outline) in outlines.enumerated() {
            for polygon in outline.polygons {
                let rings = polygon.rings.map { $0.vertices + $0.vertices.prefix(1) }
                let lengths = rings.map { Int32($0.count) }
                geos_peer_add(
                    peer, Int32(key), rings.flatMap(\.self).flatMap { [$0.longitude, $0.latitude] }, lengths,
                    Int32(rings.count))
            }
        }
    }

    /// - Parameter xy: longitude and latitude of each point.
    func locate(_ xy: [Double]) -> [Int32] {
        var found = [Int32](repeating: -1, count: xy.count / 2)
        var hits: Int64 = 0
        geos_peer_locate(peer, xy, Int64(found.count), &found, &hits)
        return found
    }
}
