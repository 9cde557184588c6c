import CBoostPeer
import CompoundPlan
import Foundation

private let rounds = 7

/// Ways over the plan of a compound with 500 buildings, by e-bike to every third door, against Boost.Graph on the same
/// states with the same costs. Ours tells the line and the steps besides. Both answer first, and must answer alike.
func planRoutes() throws {
    let gates = ["南门", "东门", "北门", "西门"].map { PlanTemplate.Gate(id: nil, name: $0) }
    let plan = finer(PlanTemplate(.slabs, seed: 2026, buildings: 500, gates: gates).plan)
    let text = plan.text
    if let file = CommandLine.arguments.dropFirst(2).first {
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }
    let entrances = plan.gates.map { PlanEntrance(gate: $0.id, mode: .riding, speedLimitKmh: 15) }
    let units = plan.buildings.flatMap(\.units).enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    let network = PlanNetwork(plan)
    let peer = BoostPeer(plan)
    print("\(plan.buildings.count) buildings, \(plan.pointCount) points of paths and walls, \(peer.points) on paths, ")
    print("\(units.count) doors, \(text.utf8.count) bytes; thread processor time, medians of \(rounds) rounds")
    for unit in units {
        guard case .route(let route) = network.route(to: .unit(unit.id), with: .bike, by: entrances) else {
            throw PeerFault(description: "Ours finds no way to \(unit.id).")
        }
        let theirs = peer.cost(to: unit.at)
        guard route.milliseconds == theirs else {
            throw PeerFault(description: "\(unit.id): ours takes \(route.milliseconds) ms, Boost's \(theirs).")
        }
    }
    let (mine, its, worst) = race(network, peer, units, entrances)
    print("a way, ours with its steps   \(column(median(mine) * 1e3, decimals: 3)) ms   (wanted: 5 or less)")
    print("the slowest of all           \(column(worst * 1e3, decimals: 3)) ms")
    print("Boost.Graph, the time alone  \(column(median(its) * 1e3, decimals: 3)) ms")
    told("the graph of the plan", 20) { _ = PlanNetwork(plan) }
    told("the plan read from its text", 5) { _ = try? Plan(reading: text) }
    told("its text written", 5) { _ = plan.text }
    told("its findings", 5) { _ = plan.findings }
    let seeds = UInt64(0)..<200
    let start = threadSeconds()
    let drawn = seeds.reduce(0) { $0 + PlanTemplate(.slabs, seed: $1, gates: gates).plan.buildings.count }
    let each = (threadSeconds() - start) / Double(seeds.count)
    print("a template of \(drawn / seeds.count) buildings  \(column(each * 1e3, decimals: 3)) ms   (wanted: 2 or less)")
}

/// Streets with a point more in every stretch of 6 m or more, so that the paths have 5,000 points.
private func finer(_ plan: Plan) -> Plan {
    var plan = plan
    for index in plan.paths.indices where plan.paths[index].kind != .footway {
        let line = plan.paths[index].line
        plan.paths[index].line =
            zip(line, line.dropFirst()).flatMap { start, end -> [PlanPoint] in
                let isLong = abs(end.x - start.x) + abs(end.y - start.y) >= 60
                return isLong ? [start, PlanPoint((start.x + end.x) / 2, (start.y + end.y) / 2)] : [start]
            } + line.suffix(1)
    }
    return plan
}

private func race(
    _ network: PlanNetwork, _ peer: BoostPeer, _ units: [PlanUnit], _ entrances: [PlanEntrance]
) -> (mine: [Double], its: [Double], worst: Double) {
    var (mine, its): ([Double], [Double]) = ([], [])
    var worst = Array(repeating: Double.infinity, count: units.count)
    for _ in 0..<rounds {
        let start = threadSeconds()
        for (place, unit) in units.enumerated() {
            let begun = threadSeconds()
            _ = network.route(to: .unit(unit.id), with: .bike, by: entrances)
            worst[place] = min(worst[place], threadSeconds() - begun)
        }
        mine.append((threadSeconds() - start) / Double(units.count))
        let other = threadSeconds()
        for unit in units { _ = peer.cost(to: unit.at) }
        its.append((threadSeconds() - other) / Double(units.count))
    }
    return (mine, its, worst.max() ?? 0)
}

private func told(_ what: String, _ times: Int, _ body: () -> Void) {
    let samples = (0..<rounds).map { _ in
        let start = threadSeconds()
        for _ in 0..<times { body() }
        return (threadSeconds() - start) / Double(times)
    }
    let name = what + String(repeating: " ", count: max(0, 29 - what.count))
    print("\(name)\(column(median(samples) * 1e3, decimals: 3)) ms")
}

/// The states of a plan whose gates are all open to e-bikes at 15 km/h: a point walking or riding, and one before all
/// gates. Written from `docs/plan-format.md`, apart from the library.
private final class BoostPeer {
    private let peer: OpaquePointer
    private var indexes: [PlanPoint: Int32] = [:]

    var points: Int { indexes.count }

    init(_ plan: Plan) {
        for path in plan.paths {
            for point in path.line where indexes[point] == nil { indexes[point] = Int32(indexes.count) }
        }
        var (starts, ends, weights): ([Int32], [Int32], [Int64]) = ([], [], [])
        func edge(_ start: Int32, _ end: Int32, _ weight: Double) {
            starts.append(start)
            ends.append(end)
            weights.append(Int64(weight))
        }
        for path in plan.paths where !path.isClosed {
            for (start, end) in zip(path.line, path.line.dropFirst()) {
                guard let one = indexes[start], let other = indexes[end], one != other else { continue }
                let (dx, dy) = (Double(end.x - start.x), Double(end.y - start.y))
                let length = ((dx * dx + dy * dy).squareRoot() * 100).rounded()
                let walk = path.kind == .lift ? 30_000 : (length / (path.kind == .stairs ? 0.6 : 1.25)).rounded()
                edge(2 * one, 2 * other, walk)
                edge(2 * other, 2 * one, walk)
                guard path.kind.vehicles.contains(.bike) else { continue }
                let ride = (length * 3.6 / 15).rounded()
                edge(2 * one + 1, 2 * other + 1, ride)
                if !path.isOneWay { edge(2 * other + 1, 2 * one + 1, ride) }
            }
        }
        for spot in plan.spots where spot.kind == .parking && spot.vehicles.contains(.bike) {
            if let point = indexes[spot.at] { edge(2 * point + 1, 2 * point, 20_000) }
        }
        for gate in plan.gates {
            if let point = indexes[gate.at] { edge(Int32(2 * indexes.count), 2 * point + 1, 0) }
        }
        peer = boost_peer_new(Int32(2 * indexes.count + 1), Int64(starts.count), starts, ends, weights)
    }

    func cost(to point: PlanPoint) -> Int {
        Int(boost_peer_cost(peer, Int32(2 * indexes.count), 2 * (indexes[point] ?? 0)))
    }

    deinit { boost_peer_free(peer) }
}
