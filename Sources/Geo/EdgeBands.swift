/// The rising edges of many polygons, each polygon's sorted in bands of latitude: an edge stands in every band it
/// touches. All in three flat arrays, so that a question counts no references.
struct EdgeBands: Sendable {
    /// One polygon: where it lies, and its bands.
    struct Part: Sendable {
        let box: BoundingBox
        let bandsPerDegree: Double
        let bandCount: Int
        /// Place in `starts` of its first band.
        let firstBand: Int

        /// Never falls as the latitude grows, rounding included, so a point between an edge's ends meets it in its
        /// band.
        func band(of latitude: Double) -> Int {
            firstBand + Int(max(0, min(Double(bandCount - 1), (latitude - box.south) * bandsPerDegree)))
        }
    }

    private(set) var parts: [Part] = []
    /// Where each band begins in `edges`; the next entry is where it ends, also for a polygon's last band.
    private var starts: [Int32] = [0]
    private var edges: [RisingEdge] = []

    private static let edgesPerBand = 8

    /// Adds a polygon as the last part; an empty one is left out.
    mutating func append(_ polygon: Polygon) {
        guard let box = polygon.boundingBox, !polygon.isEmpty else { return }
        var rising: [RisingEdge] = []
        for ring in polygon.rings {
            ring.forEachEdge { from, to in
                if let edge = RisingEdge(from, to) { rising.append(edge) }
            }
        }
        let height = box.north - box.south
        let count = max(1, rising.count / Self.edgesPerBand)
        let part = Part(
            box: box, bandsPerDegree: height > 0 ? Double(count) / height : 0, bandCount: count,
            firstBand: starts.count - 1)
        parts.append(part)
        sort(rising, into: part)
    }

    /// Whether the point is in one part, by the rule of `Polygon.contains`.
    func isIn(_ index: Int, _ point: Coordinate) -> Bool {
        let part = parts[index]
        guard part.box.contains(point) else { return false }
        let band = part.band(of: point.latitude)
        var odd = false
        for edge in Int(starts[band])..<Int(starts[band + 1]) where edges[edge].isCrossed(eastOf: point) {
            odd.toggle()
        }
        return odd
    }

    /// A counting sort: how many edges each band has, then where they begin, then the edges in their places.
    private mutating func sort(_ rising: [RisingEdge], into part: Part) {
        let bands = part.firstBand..<part.firstBand + part.bandCount
        starts += [Int32](repeating: 0, count: part.bandCount)
        for edge in rising {
            for band in part.band(of: edge.south)...part.band(of: edge.north) { starts[band + 1] += 1 }
        }
        for band in bands { starts[band + 1] += starts[band] }
        guard let any = rising.first else { return }
        edges += [RisingEdge](repeating: any, count: Int(starts[bands.upperBound]) - edges.count)
        var next = Array(starts[bands])
        for edge in rising {
            for band in part.band(of: edge.south)...part.band(of: edge.north) {
                edges[Int(next[band - part.firstBand])] = edge
                next[band - part.firstBand] += 1
            }
        }
    }
}
