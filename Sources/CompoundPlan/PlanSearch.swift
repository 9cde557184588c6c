/// One search for the least time (E. W. Dijkstra, "A note on two problems in connexion with graphs", 1959). A state is
/// a point, walking (`2 · point`) or riding (`2 · point + 1`); of states that take equally long the smaller is first.
struct PlanSearch {
    private let network: PlanNetwork
    private let vehicle: PlanUsers
    private let kmh: Int
    /// Where leaving the vehicle is quick besides the goals; nil for everywhere.
    private let parking: [Bool]?
    private var isGoal: [Bool]
    private var costs: [Int]
    /// The state before; -1 for none.
    private var before: [Int]
    /// The edge that led here; -1 for none.
    private var by: [Int]
    private var heap = PlanHeap()

    init(
        _ network: PlanNetwork, vehicle: PlanVehicle, kmh: Int, parking: [Bool]?, goals: [PlanNetwork.Goal]
    ) {
        self.network = network
        self.vehicle = vehicle.user
        self.kmh = kmh
        self.parking = parking
        isGoal = [Bool](repeating: false, count: network.points.count)
        for goal in goals { isGoal[goal.point] = true }
        costs = [Int](repeating: .max, count: network.points.count * 2)
        before = [Int](repeating: -1, count: costs.count)
        by = before
    }

    mutating func run(_ starts: [PlanNetwork.Start]) -> PlanNetwork.Found? {
        for start in starts { reach(start.point * 2 + (start.isRiding ? 1 : 0), start.lead, from: -1, by: -1) }
        while let (cost, state) = heap.pop() {
            guard cost == costs[state] else { continue }
            let point = state / 2
            if state % 2 == 0 {
                if isGoal[point] { return found(state, starts) }
                walk(from: state, cost)
            } else {
                let isQuick = parking?[point] ?? true || isGoal[point]
                let leaving = isQuick ? PlanPace.leavingMilliseconds : PlanPace.leavingByThePathMilliseconds
                reach(state - 1, cost + leaving, from: state, by: -1)
                ride(from: state, cost)
            }
        }
        return nil
    }

    private mutating func reach(_ state: Int, _ cost: Int, from: Int, by edge: Int) {
        guard cost < costs[state] else { return }
        costs[state] = cost
        before[state] = from
        by[state] = edge
        heap.push(cost, state)
    }

    private mutating func walk(from state: Int, _ cost: Int) {
        let point = state / 2
        for index in network.first[point]..<network.first[point + 1] {
            let edge = network.edges[index]
            guard network.isOpen(edge, to: .onFoot) else { continue }
            reach(edge.end * 2, cost + edge.walking, from: state, by: index)
        }
    }

    private mutating func ride(from state: Int, _ cost: Int) {
        let point = state / 2
        for index in network.first[point]..<network.first[point + 1] {
            let edge = network.edges[index]
            guard network.isOpen(edge, to: vehicle) else { continue }
            reach(
                edge.end * 2 + 1, cost + PlanPace.riding(edge.millimetres, kmh: kmh), from: state, by: index)
        }
    }

    /// Walks back to the start.
    private func found(_ goal: Int, _ starts: [PlanNetwork.Start]) -> PlanNetwork.Found? {
        var state = goal
        var moves: [PlanNetwork.Move] = []
        var left: Int?
        while before[state] >= 0 {
            let last = before[state]
            if by[state] < 0 {
                left = state / 2
            } else {
                let edge = network.edges[by[state]]
                let isRiding = state % 2 == 1
                moves.append(
                    PlanNetwork.Move(
                        start: last / 2, edge: edge, isRiding: isRiding,
                        milliseconds: isRiding ? PlanPace.riding(edge.millimetres, kmh: kmh) : edge.walking))
            }
            state = last
        }
        // Of several entrances at one point the first with the least lead.
        let first = starts.first { $0.point * 2 + ($0.isRiding ? 1 : 0) == state && $0.lead == costs[state] }
        return first.map {
            PlanNetwork.Found(
                cost: costs[goal], start: $0, point: goal / 2, moves: moves.reversed(), left: left)
        }
    }
}

/// States that wait, the quickest on top; of equal ones the smallest.
private struct PlanHeap {
    /// The cost above sixteen bits of the state: no plan has as many points.
    private var keys: [Int] = []

    mutating func push(_ cost: Int, _ state: Int) {
        keys.append(cost << 16 | state)
        var place = keys.count - 1
        let key = keys[place]
        while place > 0 {
            let parent = (place - 1) / 2
            guard key < keys[parent] else { break }
            keys[place] = keys[parent]
            place = parent
        }
        keys[place] = key
    }

    mutating func pop() -> (cost: Int, state: Int)? {
        guard let top = keys.first, let key = keys.popLast() else { return nil }
        if !keys.isEmpty { sink(key) }
        return (top >> 16, top & 0xFFFF)
    }

    private mutating func sink(_ key: Int) {
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < keys.count else { break }
            if child + 1 < keys.count, keys[child + 1] < keys[child] { child += 1 }
            guard keys[child] < key else { break }
            keys[place] = keys[child]
            place = child
        }
        keys[place] = key
    }
}
