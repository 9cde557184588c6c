/// Which outlines contain a point: an immutable index from keys to areas, the same answers as `MultiPolygon.contains`.
///
/// A raster knows for each cell the outlines that hold all of it, and those with an edge near. Of these every polygon
/// keeps its edges in bands of latitude, some eight edges' worth each; a question looks at one cell, and at one band of
/// the polygons that have an edge there.
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

    /// The key of the first outline given that contains the point.
    @inlinable
    public func firstKey(containing point: Coordinate) -> Key? {
        outlines.first(containing: point, from: 0).map { keys[$0] }
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
    private let shapes: [MultiPolygon]
    private let bands: EdgeBands
    private let raster: OutlineRaster

    init(_ shapes: [MultiPolygon]) {
        self.shapes = shapes
        // A multipolygon keeps no empty polygons, so parts and bands have the same positions.
        let parts = shapes.enumerated().flatMap { outline, shape in shape.polygons.map { (outline, $0) } }
        var bands = EdgeBands()
        for (_, polygon) in parts { bands.append(polygon) }
        self.bands = bands
        raster = OutlineRaster(parts) { bands.isIn($0, $1) }
    }

    /// The first outline at a position or after it that contains the point.
    @usableFromInline
    func first(containing point: Coordinate, from position: Int) -> Int? {
        for entry in raster.list(at: point) {
            let (outline, part) = (Int(raster.entries[entry].outline), Int(raster.entries[entry].part))
            if outline >= position, part < 0 || bands.isIn(part, point) { return outline }
        }
        return nil
    }

    func nearestEdge(to point: Coordinate) -> (index: Int, metres: Double)? {
        let cosine = Sphere.cosine(ofDegrees: point.latitude)
        var nearest: (index: Int, metres: Double)?
        var reach = Double.infinity
        for (index, shape) in shapes.enumerated() {
            guard let box = shape.boundingBox else { continue }
            guard box.squaredChordMin(to: point, cosine: cosine, cosineMin: box.cosineMin) <= reach else { continue }
            let metres = shape.distanceToEdgeMetres(from: point)
            guard metres < nearest?.metres ?? .infinity else { continue }
            nearest = (index, metres)
            reach = Sphere.squaredChord(metres: metres) * (1 + 1e-9)
        }
        return nearest
    }
}
