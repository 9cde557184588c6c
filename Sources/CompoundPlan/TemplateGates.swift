import Dice

// Gates and spots of a template.

extension TemplateDrawing {
    /// North, south, west, east, as the roads of the ring.
    private static let sides = ["北", "南", "西", "东"]

    /// Each on the side its name says, else where there are fewest.
    mutating func drawGates(_ wanted: [PlanTemplate.Gate]) {
        var bySide: [[PlanTemplate.Gate]] = [[], [], [], []]
        var anywhere: [PlanTemplate.Gate] = []
        for gate in wanted {
            // The first that is named: 东南门 is on the east.
            let named = gate.name.compactMap { Self.sides.firstIndex(of: String($0)) }.first
            if let named { bySide[named].append(gate) } else { anywhere.append(gate) }
        }
        for gate in anywhere {
            let order = [1, 3, 0, 2].sorted { (bySide[$0].count) < (bySide[$1].count) }
            bySide[order[0]].append(gate)
        }
        for (side, gates) in bySide.enumerated() {
            for (place, gate) in gates.enumerated() { draw(gate, on: side, place: place, of: gates.count) }
        }
    }

    private mutating func draw(_ gate: PlanTemplate.Gate, on side: Int, place: Int, of count: Int) {
        let street = ring[side]
        let range = streets[street].range
        let share = range.count / (count + 1)
        let along = snapped(range.lowerBound + share * (place + 1) + dice.within(-share / 4...share / 4))
        let edge = [0, size.y, 0, size.x][side]
        streets[street].stops.insert(along)
        let ringAt = streets[street].at
        let way = self.street(
            Self.kind(gate.name), across: !streets[street].isAcross, at: along, (min(edge, ringAt), max(edge, ringAt)))
        gates.append(
            PlanGate(
                id: "g\(gates.count + 1)", gate: gate.id, name: gate.id == nil ? gate.name : "",
                at: streets[way].point(edge)))
    }

    private static func kind(_ name: String) -> PlanPath.Kind {
        if name.contains("外卖") || name.contains("骑手") || name.contains("非机动") { return .lane }
        return name.contains("小门") || name.contains("人行") ? .footway : .road
    }

    /// Bays along roads and lanes, lockers and the like near the gates.
    mutating func drawSpots() {
        let ridden = streets.indices.filter { streets[$0].kind == .road || streets[$0].kind == .lane }
        let roads = streets.indices.filter { streets[$0].kind == .road }
        for _ in 0..<min(2 + buildings.count / 8, 60) {
            spot(.parking, "车棚", on: dice.pick(ridden), vehicles: [.bike])
        }
        for _ in 0..<min(1 + buildings.count / 20, 20) {
            spot(.parking, "", on: dice.pick(roads), vehicles: [.car])
        }
        let near = ring.filter { street in
            gates.contains { gate in
                let along = streets[street].isAcross ? gate.at.x : gate.at.y
                return streets[street].stops.contains(along)
            }
        }
        spot(.locker, "快递柜", on: dice.pick(near))
        if dice.happens(percent: 70) { spot(.locker, "外卖柜", on: dice.pick(near)) }
        if dice.happens(percent: 40) { spot(.trolley, "", on: dice.pick(near)) }
        if dice.happens(percent: 60) { spot(.charging, "充电棚", on: dice.pick(ridden)) }
        if dice.happens(percent: 30) { spot(.toilet, "", on: dice.pick(roads)) }
        spot(.office, "物业服务中心", on: dice.pick(near))
    }

    /// At a new point of a street, or at an old one where that is as near.
    private mutating func spot(
        _ kind: PlanSpot.Kind, _ name: String, on street: Int, vehicles: Set<PlanVehicle> = []
    ) {
        let range = streets[street].range
        let stop = snapped(dice.within(range.lowerBound + 5...max(range.upperBound - 1, range.lowerBound + 5)))
        streets[street].stops.insert(stop)
        let point = streets[street].point(stop)
        guard !spots.contains(where: { $0.at == point }) else { return }
        spots.append(PlanSpot(id: "s\(spots.count + 1)", kind: kind, name: name, at: point, vehicles: vehicles))
    }
}
