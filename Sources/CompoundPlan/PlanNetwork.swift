/// The ways of a plan as a graph: its points are the points of all paths, an edge is a stretch between two neighbours
/// of a line. Made once of a plan and asked often; `Web/js/plan-route.js` makes the same, number by number.
public struct PlanNetwork: Sendable {
    /// Each once, in the order they stand in the plan.
    let points: [PlanPoint]
    private let indexes: [PlanPoint: Int]
    /// Of the edges that leave point `n`: `first[n]..<first[n + 1]`.
    let first: [Int]
    let edges: [Edge]
    let plan: Plan

    struct Edge: Sendable {
        let end: Int
        /// Its path's place in the plan.
        let path: Int
        let millimetres: Int
        /// Along the line, as a path of one way is drawn.
        let isForward: Bool
    }

    public init(_ plan: Plan) {
        self.plan = plan
        var points: [PlanPoint] = []
        var indexes: [PlanPoint: Int] = [:]
        var ends: [(start: Int, end: Int, path: Int)] = []
        ends.reserveCapacity(plan.pointCount)
        for (place, path) in plan.paths.enumerated() {
            var before = -1
            for point in path.line {
                var index = indexes[point] ?? -1
                if index < 0 {
                    index = points.count
                    indexes[point] = index
                    points.append(point)
                }
                if before >= 0, before != index { ends.append((before, index, place)) }
                before = index
            }
        }
        self.points = points
        self.indexes = indexes
        (first, edges) = Self.sorted(ends, points)
    }

    /// By their starts, and in the order of the plan from each.
    private static func sorted(
        _ ends: [(start: Int, end: Int, path: Int)], _ points: [PlanPoint]
    ) -> ([Int], [Edge]) {
        var first = [Int](repeating: 0, count: points.count + 1)
        for one in ends {
            first[one.start + 1] += 1
            first[one.end + 1] += 1
        }
        for index in points.indices { first[index + 1] += first[index] }
        var next = first
        let none = Edge(end: 0, path: 0, millimetres: 0, isForward: true)
        var edges = [Edge](repeating: none, count: ends.count * 2)
        for one in ends {
            let length = points[one.start].millimetres(to: points[one.end])
            edges[next[one.start]] = Edge(end: one.end, path: one.path, millimetres: length, isForward: true)
            next[one.start] += 1
            edges[next[one.end]] = Edge(end: one.start, path: one.path, millimetres: length, isForward: false)
            next[one.end] += 1
        }
        return (first, edges)
    }

    /// Whether a point is a point of some path, and which; nil for one that is not.
    func index(of point: PlanPoint) -> Int? { indexes[point] }

    /// Whether an edge may be used on foot, or by a vehicle while it is ridden.
    func isOpen(_ edge: Edge, to vehicle: PlanVehicle, opened: Bool = false) -> Bool {
        let path = plan.paths[edge.path]
        if path.isClosed && !opened { return false }
        if vehicle == .foot { return true }
        return path.kind.admits(vehicle) && (edge.isForward || !path.isOneWay)
    }

    /// Which points can be reached from some of them.
    func reached(from starts: [Int], by vehicle: PlanVehicle, opened: Bool = false) -> [Bool] {
        var reached = [Bool](repeating: false, count: points.count)
        var waiting: [Int] = []
        for start in starts where !reached[start] {
            reached[start] = true
            waiting.append(start)
        }
        while let point = waiting.popLast() {
            for edge in edges[first[point]..<first[point + 1]] where !reached[edge.end] {
                guard isOpen(edge, to: vehicle, opened: opened) else { continue }
                reached[edge.end] = true
                waiting.append(edge.end)
            }
        }
        return reached
    }
}

extension PlanPath.Kind {
    /// `vehicles` without making a set.
    func admits(_ vehicle: PlanVehicle) -> Bool {
        switch vehicle {
        case .foot: true
        case .bike: self == .road || self == .lane || self == .ramp
        case .car: self == .road
        }
    }
}

extension PlanPoint {
    /// Of the straight line, to the whole millimetre.
    func millimetres(to other: PlanPoint) -> Int {
        let dx = Double(other.x - x)
        let dy = Double(other.y - y)
        return Int(((dx * dx + dy * dy).squareRoot() * 100).rounded())
    }
}
