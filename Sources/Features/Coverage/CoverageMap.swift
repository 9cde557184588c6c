import Areas
import Geo
import Kernel

/// The areas below one as shapes that are coloured by a measure; a circle where no outline is known. Drawn by the
/// server, so that it prints and needs no streets.
struct CoverageMap {
    let view: CoverageView
    let outlines: [String: MultiPolygon]
    let language: Language

    /// Units of the picture; one is about a pixel on a phone.
    private static let side = 400.0
    /// Corners nearer to the line between their neighbours are left out.
    private static let slack = 0.6
    private static let circleRadius = 9

    /// nil where no area lies anywhere.
    var markup: HTML? {
        guard let frame else { return nil }
        let shapes = view.reckoning.lines.compactMap { shape($0, frame) }
        let names = view.children.compactMap { name($0, frame) }
        return """
            <svg class="coverage-map" viewBox="0 0 \(frame.width) \(frame.height)" role="group" \
            aria-label="\(Phrase.mapOf(view.area.name, view.measure.words).in(language))">
            \(shapes.reduce("") { "\($0)\($1)" } as HTML)<g class="coverage-names" aria-hidden="true">
            \(names.reduce("") { "\($0)\($1)" } as HTML)</g></svg>

            """
    }

    private func shape(_ line: CoverageLine, _ frame: Frame) -> HTML? {
        guard let area = view.children.first(where: { $0.code == line.code }) else { return nil }
        let value = line.counts.value(view.measure)
        let style = value.map { CoverageStep(percent: $0).style } ?? "is-unknown"
        let said = value.map { view.measure == .friendliness ? String($0) : "\($0)%" } ?? "—"
        let title = area.name.in(language) + " " + said
        let drawn: HTML
        if let outline = outlines[area.code] {
            drawn = "<path class=\"\(style)\" d=\"\(frame.path(outline, slack: Self.slack))\"/>"
        } else if let centre = area.centre {
            let (x, y) = frame.point(centre)
            drawn = "<circle class=\"\(style)\" cx=\"\(x)\" cy=\"\(y)\" r=\"\(Self.circleRadius)\"/>"
        } else {
            return nil
        }
        let address = "?area=\(area.code)&by=\(view.measure.rawValue)"
        return "<a href=\"\(address)\" aria-label=\"\(title)\"><title>\(title)</title>\(drawn)</a>\n"
    }

    private func name(_ area: Area, _ frame: Frame) -> HTML? {
        guard view.children.count <= Limits.coverageNamesMax,
            let (x, y) = outlines[area.code].flatMap(frame.middle) ?? area.centre.map(frame.point)
        else { return nil }
        return "<text x=\"\(x)\" y=\"\(y)\">\(area.name.in(language))</text>\n"
    }

    /// Round everything that is drawn.
    private var frame: Frame? {
        let boxes = outlines.values.compactMap(\.boundingBox)
        let points = view.children.filter { outlines[$0.code] == nil }.compactMap(\.centre)
        let corners = boxes.flatMap { box in
            [(box.south, box.west), (box.north, box.east)].compactMap { Coordinate(latitude: $0.0, longitude: $0.1) }
        }
        return BoundingBox(enclosing: corners + points).flatMap { Frame($0, side: Self.side) }
    }
}

/// From degrees to the picture: equal scale both ways in the middle of the box, north up.
private struct Frame {
    let width: Int
    let height: Int
    private let west: Double
    private let north: Double
    private let scale: (x: Double, y: Double)

    private static let margin = 12.0

    init?(_ box: BoundingBox, side: Double) {
        let middle = (box.south + box.north) / 2
        guard let left = Coordinate(latitude: middle, longitude: box.west),
            let right = Coordinate(latitude: middle, longitude: box.east),
            let bottom = Coordinate(latitude: box.south, longitude: box.west),
            let top = Coordinate(latitude: box.north, longitude: box.west)
        else { return nil }
        let metres = (x: max(left.distanceMetres(to: right), 1), y: max(bottom.distanceMetres(to: top), 1))
        let unit = (side - 2 * Self.margin) / max(metres.x, metres.y)
        scale = (
            metres.x * unit / max(box.east - box.west, 1e-9), metres.y * unit / max(box.north - box.south, 1e-9)
        )
        (west, north) = (box.west, box.north)
        width = Int((metres.x * unit + 2 * Self.margin).rounded(.up))
        height = Int((metres.y * unit + 2 * Self.margin).rounded(.up))
    }

    func point(_ place: Coordinate) -> (x: Int, y: Int) {
        let (x, y) = exact(place)
        return (Int(x.rounded()), Int(y.rounded()))
    }

    private func exact(_ place: Coordinate) -> (x: Double, y: Double) {
        ((place.longitude - west) * scale.x + Self.margin, (north - place.latitude) * scale.y + Self.margin)
    }

    /// The centroid of its largest part (P. Bourke, "Calculating the area and centroid of a polygon", 1988): where a
    /// name lies best.
    func middle(_ outline: MultiPolygon) -> (x: Int, y: Int)? {
        let largest = outline.polygons.max { $0.areaSquareMetres < $1.areaSquareMetres }
        guard let corners = largest?.rings.first?.vertices.map(exact), let last = corners.last else { return nil }
        var (before, sum, x, y) = (last, 0.0, 0.0, 0.0)
        for corner in corners {
            let cross = before.x * corner.y - corner.x * before.y
            sum += cross
            x += (before.x + corner.x) * cross
            y += (before.y + corner.y) * cross
            before = corner
        }
        guard abs(sum) > 1e-9 else { return nil }
        return (Int((x / (3 * sum)).rounded()), Int((y / (3 * sum)).rounded()))
    }

    /// Outer rings alone: areas have no holes that could be seen at this size.
    func path(_ outline: MultiPolygon, slack: Double) -> String {
        outline.polygons.compactMap { polygon -> String? in
            guard let ring = polygon.rings.first else { return nil }
            let corners = thinned(ring.vertices.map(exact), slack: slack)
            guard corners.count > 2 else { return nil }
            let text = corners.map { "\(Int($0.x.rounded())) \(Int($0.y.rounded()))" }
            return "M" + text.joined(separator: "L") + "Z"
        }.joined()
    }
}

/// A line with fewer corners, nowhere farther from the old one than `slack` (D. Douglas and T. Peucker, 1973).
func thinned(_ line: [(x: Double, y: Double)], slack: Double) -> [(x: Double, y: Double)] {
    guard line.count > 2 else { return line }
    var isKept = [Bool](repeating: false, count: line.count)
    (isKept[0], isKept[line.count - 1]) = (true, true)
    var open = [(first: 0, last: line.count - 1)]
    while let (first, last) = open.popLast() {
        guard last > first + 1 else { continue }
        var farthest = (place: first, distance: -1.0)
        for place in (first + 1)..<last {
            let distance = distance(line[place], line[first], line[last])
            if distance > farthest.distance { farthest = (place, distance) }
        }
        guard farthest.distance > slack else { continue }
        isKept[farthest.place] = true
        open.append((first, farthest.place))
        open.append((farthest.place, last))
    }
    return zip(line, isKept).filter(\.1).map(\.0)
}

/// From a point to the stretch between two others.
private func distance(
    _ point: (x: Double, y: Double), _ start: (x: Double, y: Double), _ end: (x: Double, y: Double)
) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = dx * dx + dy * dy
    let along = length > 0 ? ((point.x - start.x) * dx + (point.y - start.y) * dy) / length : 0
    let share = min(max(along, 0), 1)
    let (x, y) = (point.x - start.x - share * dx, point.y - start.y - share * dy)
    return (x * x + y * y).squareRoot()
}

extension Limits {
    /// More names than this cannot be read on the map.
    static let coverageNamesMax = 24
}

extension Phrase {
    static func mapOf(_ area: Phrase, _ measure: Phrase) -> Phrase {
        Phrase("\(area.chinese)地图：\(measure.chinese)", "Map of \(area.english): \(measure.english)")
    }
}
