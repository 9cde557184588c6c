/// One question to a `PointIndex` on its way: the best points so far and how near the next one must be.
///
/// Points are ranked by the squared chord c between unit vectors, and by metres and ordinal where c cannot tell. Both
/// vectors and the haversine are rounded, so c may differ from the true one by 5e-15 √c; `margin` is never less than
/// four times that (it is 2e-14 √c at least, by the inequality of the means). Beyond the margin c orders points as
/// metres do; within it the metres are worked out. So the order is that of metres throughout.
@usableFromInline
struct NearestSearch {
    @usableFromInline let points: PointIndexRows
    @usableFromInline let query: Coordinate
    @usableFromInline let vector: (x: Double, y: Double, z: Double)
    @usableFromInline let cosine: Double
    @usableFromInline let radiusMetres: Double
    @usableFromInline let limit: Int
    /// At and below this squared chord a point is surely within the radius.
    @usableFromInline let surelyWithin: Double
    /// Above this squared chord a point can no longer enter the answer.
    @usableFromInline var reach: Double
    /// A heap with the farthest on top. Until `finish` an ordinal is a position in the leaves and metres are a
    /// squared chord, so that the result's own storage is all the storage there is.
    @usableFromInline var found: [Neighbour] = []

    /// Room taken at once for the result; a longer one grows.
    @usableFromInline static var foundReserve: Int { 64 }

    @inlinable
    init(_ points: PointIndexRows, query: Coordinate, radiusMetres: Double, limit: Int) {
        self.points = points
        self.query = query
        self.radiusMetres = radiusMetres
        self.limit = limit
        vector = Sphere.vector(query)
        cosine = Sphere.cosine(ofDegrees: query.latitude)
        let radius = Sphere.squaredChord(metres: radiusMetres)
        surelyWithin = radius.isFinite ? radius - Self.margin(radius) : .infinity
        reach = radius.isFinite ? radius + Self.margin(radius) : .infinity
        found.reserveCapacity(min(limit, Self.foundReserve))
    }

    @inlinable
    static func margin(_ squaredChord: Double) -> Double { squaredChord * 1e-7 + 1e-21 }

    @inlinable
    func squaredChordMin(_ node: PointIndexNode) -> Double {
        node.box.squaredChordMin(to: query, cosine: cosine, cosineMin: node.cosineMin)
    }

    @inlinable
    mutating func scan(_ positions: Range<Int>, where keep: (Int) -> Bool) {
        for position in positions {
            let squaredChord = points.squaredChord(position, to: vector)
            guard squaredChord <= reach else { continue }
            guard squaredChord <= surelyWithin || metres(position) <= radiusMetres else { continue }
            let candidate = Neighbour(ordinal: position, metres: squaredChord)
            let isFull = found.count == limit
            if isFull, !precedes(candidate, found[0]) { continue }
            guard keep(Int(points.ordinals[position])) else { continue }
            if isFull { replaceTop(by: candidate) } else { push(candidate) }
        }
    }

    /// The answer, nearest first, with ordinals and metres as the caller knows them.
    @inlinable
    mutating func finish() -> [Neighbour] {
        var end = found.count - 1
        while end > 0 {
            found.swapAt(0, end)
            siftDown(before: end)
            end -= 1
        }
        for index in found.indices {
            let position = found[index].ordinal
            found[index] = Neighbour(ordinal: Int(points.ordinals[position]), metres: metres(position))
        }
        return found
    }

    @inlinable
    func metres(_ position: Int) -> Double { query.distanceMetres(to: points.coordinate(position)) }

    @inlinable
    func precedes(_ one: Neighbour, _ other: Neighbour) -> Bool {
        let difference = one.metres - other.metres
        if abs(difference) > Self.margin(max(one.metres, other.metres)) { return difference < 0 }
        return settle(one.ordinal, other.ordinal)
    }

    /// Whether the point at one position precedes the one at the other, by metres, then ordinal.
    @usableFromInline
    func settle(_ one: Int, _ other: Int) -> Bool {
        let places = (points.coordinate(one), points.coordinate(other))
        if places.0 != places.1 {
            let lengths = (query.distanceMetres(to: places.0), query.distanceMetres(to: places.1))
            if lengths.0 != lengths.1 { return lengths.0 < lengths.1 }
        }
        return points.ordinals[one] < points.ordinals[other]
    }
}

extension NearestSearch {
    @inlinable
    mutating func push(_ candidate: Neighbour) {
        found.append(candidate)
        var child = found.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard precedes(found[parent], found[child]) else { break }
            found.swapAt(parent, child)
            child = parent
        }
        if found.count == limit { shorten() }
    }

    @inlinable
    mutating func replaceTop(by candidate: Neighbour) {
        found[0] = candidate
        siftDown(before: found.count)
        shorten()
    }

    @inlinable
    mutating func shorten() {
        let farthest = found[0].metres
        reach = min(reach, farthest + Self.margin(farthest))
    }

    @inlinable
    mutating func siftDown(before end: Int) {
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < end else { return }
            if child + 1 < end, precedes(found[child], found[child + 1]) { child += 1 }
            guard precedes(found[parent], found[child]) else { return }
            found.swapAt(parent, child)
            parent = child
        }
    }
}
