import Foundation
import Geo

/// Made-up streets and communities inside the real districts of Ningbo, for there are no open outlines of them: regions
/// that grow over a crooked lattice, each within its street, each street within its district, from seeds thrown at
/// random. Neighbours share their edges, vertex for vertex, as surveyed outlines do.
struct Partition {
    struct Area {
        var parent: Int
        var outline: MultiPolygon
    }

    let districts: [(code: String, outline: MultiPolygon)]
    private(set) var streets: [Area] = []
    private(set) var communities: [Area] = []
    private let lattice: Lattice

    init(streets streetCount: Int, communities communityCount: Int, columns: Int) throws {
        districts = try Self.readDistricts()
        let index = OutlineIndex(districts.enumerated().map { (key: Int32($0), outline: $1.outline) })
        lattice = Lattice(round: districts.map(\.outline), columns: columns)
        let lattice = lattice
        let land = (0..<lattice.count).map { index.firstKey(containing: lattice.centre($0)) ?? -1 }
        var dice = ViewDice(5)
        let streetMap = lattice.grow(streetCount, within: land, &dice)
        streets = lattice.areas(streetMap, within: land)
        communities = lattice.areas(lattice.grow(communityCount, within: streetMap, &dice), within: streetMap)
    }

    /// Anywhere in the districts.
    func points(_ count: Int, _ dice: inout ViewDice) -> [Coordinate] {
        let index = OutlineIndex(districts.map { (key: $0.code, outline: $0.outline) })
        let box = lattice.box
        var points: [Coordinate] = []
        while points.count < count {
            let point = Coordinate(
                uncheckedLatitude: box.south + dice.fraction() * (box.north - box.south),
                longitude: box.west + dice.fraction() * (box.east - box.west))
            if index.firstKey(containing: point) != nil { points.append(point) }
        }
        return points
    }

    private static func readDistricts() throws -> [(code: String, outline: MultiPolygon)] {
        let data = try Data(contentsOf: URL(fileURLWithPath: "Cities/ningbo/outlines.geojson"))
        guard let whole = try JSONSerialization.jsonObject(with: data) as? [String: Any],
            let features = whole["features"] as? [[String: Any]]
        else { throw PeerFault(description: "Cities/ningbo/outlines.geojson is no collection of features.") }
        return features.compactMap { feature in
            guard let code = (feature["properties"] as? [String: Any])?["code"] as? String,
                let geometry = feature["geometry"] as? [String: Any]
            else { return nil }
            let several = geometry["coordinates"] as? [[[[Double]]]]
            let parts = several ?? (geometry["coordinates"] as? [[[Double]]]).map { [$0] } ?? []
            let rings = parts.map { part in
                part.map { ring in ring.map { Coordinate(uncheckedLatitude: $0[1], longitude: $0[0]) } }
            }
            return (code, MultiPolygon(rings: rings))
        }
    }
}

/// Squares with crooked corners; regions are sets of them.
private struct Lattice {
    let box: BoundingBox
    let columns: Int
    let rows: Int
    private let side: Double

    var count: Int { columns * rows }

    init(round outlines: [MultiPolygon], columns: Int) {
        let corners = outlines.flatMap { outline in
            outline.boundingBox.map {
                [
                    Coordinate(uncheckedLatitude: $0.south, longitude: $0.west),
                    Coordinate(uncheckedLatitude: $0.north, longitude: $0.east),
                ]
            } ?? []
        }
        box = BoundingBox(enclosing: corners) ?? BoundingBox(south: 0, west: 0, north: 1, east: 1)!
        self.columns = columns
        side = (box.east - box.west) / Double(columns)
        rows = Int((box.north - box.south) / side) + 1
    }

    func centre(_ cell: Int) -> Coordinate {
        Coordinate(
            uncheckedLatitude: box.south + (Double(cell / columns) + 0.5) * side,
            longitude: box.west + (Double(cell % columns) + 0.5) * side)
    }

    /// A corner, moved by up to a third of a square, always the same way.
    private func corner(_ number: Int) -> Coordinate {
        var dice = ViewDice(UInt64(number) &* 0x2545_F491_4F6C_DD1D)
        let (row, column) = (number / (columns + 1), number % (columns + 1))
        return Coordinate(
            uncheckedLatitude: box.south + (Double(row) + (dice.fraction() - 0.5) * 0.66) * side,
            longitude: box.west + (Double(column) + (dice.fraction() - 0.5) * 0.66) * side)
    }

    /// Grows regions from seeds until the ground is taken, unevenly; -1 where none came.
    func grow(_ regions: Int, within ground: [Int32], _ dice: inout ViewDice) -> [Int32] {
        var owner = [Int32](repeating: -1, count: count)
        // Buckets of cells by the time they are taken, a ring of eight.
        var buckets = [[(cell: Int, region: Int32)]](repeating: [], count: 8)
        var seeded = 0
        while seeded < regions {
            let cell = Int(dice.fraction() * Double(count))
            guard ground[cell] >= 0, owner[cell] < 0 else { continue }
            owner[cell] = Int32(seeded)
            buckets[0].append((cell, Int32(seeded)))
            seeded += 1
        }
        var (time, idle) = (0, 0)
        while idle < 8 {
            let due = buckets[time & 7]
            buckets[time & 7] = []
            idle = due.isEmpty ? idle + 1 : 0
            for (cell, region) in due where owner[cell] < 0 || owner[cell] == region {
                owner[cell] = region
                for next in neighbours(cell) where ground[next] == ground[cell] && owner[next] < 0 {
                    buckets[(time + 2 + Int(dice.fraction() * 4)) & 7].append((next, region))
                }
            }
            time += 1
        }
        return owner
    }

    private func neighbours(_ cell: Int) -> [Int] {
        var found: [Int] = []
        if cell % columns > 0 { found.append(cell - 1) }
        if cell % columns < columns - 1 { found.append(cell + 1) }
        if cell >= columns { found.append(cell - columns) }
        if cell + columns < count { found.append(cell + columns) }
        return found
    }

    func areas(_ owner: [Int32], within ground: [Int32]) -> [Partition.Area] {
        var cells: [[Int]] = Array(repeating: [], count: Int(owner.max() ?? -1) + 1)
        for (cell, region) in owner.enumerated() where region >= 0 { cells[Int(region)].append(cell) }
        return cells.map { members in
            let rings = rings(members, owner)
            let outer = rings.max { abs($0.signedAreaSquareMetres) < abs($1.signedAreaSquareMetres) } ?? Ring([])
            let holes = rings.filter { $0 != outer }
            return Partition.Area(
                parent: Int(ground[members[0]]), outline: MultiPolygon([Polygon(outer: outer, holes: holes)]))
        }
    }

    private struct Side: Hashable {
        var from: Int
        var cell: Int
    }

    /// Walks round a region with it on the left.
    private func rings(_ members: [Int], _ owner: [Int32]) -> [Ring] {
        let region = owner[members[0]]
        let isOurs = { (column: Int, row: Int) in
            (0..<columns).contains(column) && (0..<rows).contains(row) && owner[row * columns + column] == region
        }
        var ends: [Side: Int] = [:]
        var startsAt: [Int: [Int]] = [:]
        for cell in members {
            let (column, row) = (cell % columns, cell / columns)
            let southWest = row * (columns + 1) + column
            let corners = [southWest, southWest + 1, southWest + columns + 2, southWest + columns + 1]
            let beyond = [(column, row - 1), (column + 1, row), (column, row + 1), (column - 1, row)]
            for number in 0..<4 where !isOurs(beyond[number].0, beyond[number].1) {
                ends[Side(from: corners[number], cell: cell)] = corners[(number + 1) % 4]
                startsAt[corners[number], default: []].append(cell)
            }
        }
        var rings: [Ring] = []
        while let start = ends.keys.min(by: { ($0.from, $0.cell) < ($1.from, $1.cell) }) {
            var line: [Coordinate] = []
            var side = start
            while let end = ends.removeValue(forKey: side) {
                line.append(corner(side.from))
                let cells = startsAt[end, default: []].filter { ends[Side(from: end, cell: $0)] != nil }
                guard let next = cells.contains(side.cell) ? side.cell : cells.first else { break }
                side = Side(from: end, cell: next)
            }
            rings.append(Ring(line))
        }
        return rings.filter { !$0.isEmpty }
    }
}
