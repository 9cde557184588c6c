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

    /// Where doors are: the place of a unit's building, by the unit's identifier.
    let buildingOfUnit: [String: Int]
    /// What each building lies within.
    let boxes: [PlanBox]

    struct Edge: Sendable {
        let end: Int
        /// Its path's place in the plan.
        let path: Int
        let millimetres: Int
        /// What it takes on foot.
        let walking: Int
        /// Who may use it in this direction, unless it is closed.
        let users: PlanUsers
        let isClosed: Bool
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
        (first, edges) = Self.sorted(ends, points, plan.paths)
        var buildingOfUnit: [String: Int] = [:]
        for (place, building) in plan.buildings.enumerated() {
            for unit in building.units { buildingOfUnit[unit.id] = place }
        }
        self.buildingOfUnit = buildingOfUnit
        boxes = plan.buildings.map { PlanBox($0.outline) }
    }

    /// By their starts, and in the order of the plan from each.
    private static func sorted(
        _ ends: [(start: Int, end: Int, path: Int)], _ points: [PlanPoint], _ paths: [PlanPath]
    ) -> ([Int], [Edge]) {
        var first = [Int](repeating: 0, count: points.count + 1)
        for one in ends {
            first[one.start + 1] += 1
            first[one.end + 1] += 1
        }
        for index in points.indices { first[index + 1] += first[index] }
        var next = first
        let none = Edge(end: 0, path: 0, millimetres: 0, walking: 0, users: [], isClosed: true)
        var edges = [Edge](repeating: none, count: ends.count * 2)
        for one in ends {
            let path = paths[one.path]
            let length = points[one.start].millimetres(to: points[one.end])
            for (start, end, isForward) in [(one.start, one.end, true), (one.end, one.start, false)] {
                edges[next[start]] = Edge(
                    end: end, path: one.path, millimetres: length, walking: PlanPace.walking(length, path.kind),
                    users: path.isOneWay && !isForward ? .onFoot : path.kind.users, isClosed: path.isClosed)
                next[start] += 1
            }
        }
        return (first, edges)
    }

    /// Whether a point is a point of some path, and which; nil for one that is not.
    func index(of point: PlanPoint) -> Int? { indexes[point] }

    /// Whether an edge may be used on foot, or by a vehicle while it is ridden.
    func isOpen(_ edge: Edge, to vehicle: PlanUsers, opened: Bool = false) -> Bool {
        (!edge.isClosed || opened) && edge.users.contains(vehicle)
    }

    /// Which points can be reached from some of them.
    func reached(from starts: [Int], by vehicle: PlanVehicle, opened: Bool = false) -> [Bool] {
        let user = vehicle.user
        var reached = [Bool](repeating: false, count: points.count)
        var waiting: [Int] = []
        for start in starts where !reached[start] {
            reached[start] = true
            waiting.append(start)
        }
        while let point = waiting.popLast() {
            for index in first[point]..<first[point + 1] {
                let edge = edges[index]
                guard !reached[edge.end], isOpen(edge, to: user, opened: opened) else { continue }
                reached[edge.end] = true
                waiting.append(edge.end)
            }
        }
        return reached
    }
}

/// A set of `PlanVehicle` in one byte.
struct PlanUsers: OptionSet, Sendable {
    let rawValue: UInt8
    static let onFoot = PlanUsers(rawValue: 1)
    static let bike = PlanUsers(rawValue: 2)
    static let car = PlanUsers(rawValue: 4)
}

extension PlanVehicle {
    var user: PlanUsers {
        switch self {
        case .foot: .onFoot
        case .bike: .bike
        case .car: .car
        }
    }
}

extension PlanPath.Kind {
    /// `vehicles` in one byte.
    var users: PlanUsers {
        switch self {
        case .road: [.onFoot, .bike, .car]
        case .lane, .ramp: [.onFoot, .bike]
        case .footway, .stairs, .lift: .onFoot
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
