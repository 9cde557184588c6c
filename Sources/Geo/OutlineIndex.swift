/// Which outlines contain a point: an immutable index from keys to areas, the same answers as `MultiPolygon.contains`.
///
/// Every polygon keeps its box and its edges in bands of latitude, some eight edges' worth each; a question touches the
/// boxes of all outlines, and one band of the polygons whose box has the point.
public struct OutlineIndex<Key: Sendable>: Sendable {
    @usableFromInline let keys: [Key]
    /// All that knows nothing of keys, so that it is compiled once and not through the generic's indirections.
    @usableFromInline let outlines: IndexedOutlines

    /// Empty outlines contain nothing and are near nothing. Keys need not differ.
    public init(_ outlines: some Sequence<(key: Key, outline: MultiPolygon)>) {
        let pairs = Array(outlines)
        keys = pairs.map(\.key)
        self.outlines = IndexedOutlines(pairs.map(\.outline))
    }

    /// The keys of the outlines that contain the point, in the order they were given; edges by `Polygon.contains`.
    @inlinable
    public func keys(containing point: Coordinate) -> [Key] {
        var found: [Key] = []
        var next = outlines.first(containing: point, from: 0)
        while let index = next {
            found.append(keys[index])
            next = outlines.first(containing: point, from: index + 1)
        }
        return found
    }

    /// The outline whose edge is nearest to the point and the metres to that edge, from either side; the first given
    /// of equals, nil when there are no outlines.
    public func nearestEdge(to point: Coordinate) -> (key: Key, metres: Double)? {
        outlines.nearestEdge(to: point).map { (keys[$0.index], $0.metres) }
    }
}

/// The outlines of an `OutlineIndex`, known by their positions.
@usableFromInline
struct IndexedOutlines: Sendable {
    private struct Outline {
        let box: BoundingBox
        let parts: Range<Int>
    }

    private let shapes: [MultiPolygon]
    private var outlines: [Outline] = []
    private var bands = EdgeBands()

    init(_ shapes: [MultiPolygon]) {
        self.shapes = shapes
        for shape in shapes {
            let first = bands.parts.count
            for polygon in shape.polygons { bands.append(polygon) }
            // No comparison with NaN is true, so an empty outline contains nothing and keeps its position.
            let nowhere = BoundingBox(uncheckedSouth: .nan, west: .nan, north: .nan, east: .nan)
            outlines.append(Outline(box: shape.boundingBox ?? nowhere, parts: first..<bands.parts.count))
        }
    }

    /// The first outline at a position or after it that contains the point.
    @usableFromInline
    func first(containing point: Coordinate, from position: Int) -> Int? {
        for index in position..<outlines.count where outlines[index].box.contains(point) {
            for part in outlines[index].parts where bands.isIn(part, point) { return index }
        }
        return nil
    }

    func nearestEdge(to point: Coordinate) -> (index: Int, metres: Double)? {
        let cosine = Sphere.cosine(ofDegrees: point.latitude)
        var nearest: (index: Int, metres: Double)?
        var reach = Double.infinity
        for (index, outline) in outlines.enumerated() {
            let box = outline.box
            guard box.squaredChordMin(to: point, cosine: cosine, cosineMin: box.cosineMin) <= reach else { continue }
            let metres = shapes[index].distanceToEdgeMetres(from: point)
            guard metres < nearest?.metres ?? .infinity else { continue }
            nearest = (index, metres)
            reach = Sphere.squaredChord(metres: metres) * (1 + 1e-9)
        }
        return nearest
    }
}
