/// Something about a plan that its manager should look at. The words are those of the feature that shows it.
public struct PlanFinding: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// No gate at all: nobody is led anywhere.
        case noGate
        /// A gate or a door that is not a point of any path.
        case gateNotOnPath, doorNotOnPath
        /// A door no gate leads to on foot.
        case doorUnreachable
        /// Two buildings, or two doors of one building, with the same sign.
        case sameBuildingName, sameUnitName
        /// A recorded gate drawn twice.
        case sameGate
        case buildingsOverlap
        /// Part of it lies off the sheet.
        case outsideSheet
        case spotNotOnPath
        /// Parking that its vehicle cannot ride to from any gate.
        case parkingUnreachable
        case buildingWithoutName, buildingWithoutDoor

        /// A fault leads riders astray; the others are worth a look.
        public var isFault: Bool {
            switch self {
            case .noGate, .gateNotOnPath, .doorNotOnPath, .doorUnreachable, .sameBuildingName, .sameUnitName,
                .sameGate:
                true
            case .buildingsOverlap, .outsideSheet, .spotNotOnPath, .parkingUnreachable, .buildingWithoutName,
                .buildingWithoutDoor:
                false
            }
        }
    }

    public var kind: Kind
    /// Which parts: one, or the two that do not go together; none for `noGate`. A door is its unit.
    public var parts: [String]

    public init(_ kind: Kind, _ parts: String...) {
        self.kind = kind
        self.parts = parts
    }
}

extension Plan {
    /// What a manager should look at, faults first, in the order of the plan.
    public var findings: [PlanFinding] {
        let network = PlanNetwork(self)
        let found =
            gateFindings(network) + doorFindings(network) + nameFindings + spotFindings(network)
            + overlaps.map { PlanFinding(.buildingsOverlap, buildings[$0].id, buildings[$1].id) } + strays
        return found.filter(\.kind.isFault) + found.filter { !$0.kind.isFault }
    }

    private func gateFindings(_ network: PlanNetwork) -> [PlanFinding] {
        if gates.isEmpty { return [PlanFinding(.noGate)] }
        let aside = gates.filter { network.index(of: $0.at) == nil }.map { PlanFinding(.gateNotOnPath, $0.id) }
        var known: [String: String] = [:]
        let twice = gates.compactMap { gate -> PlanFinding? in
            guard let recorded = gate.gate else { return nil }
            guard let other = known[recorded] else {
                known[recorded] = gate.id
                return nil
            }
            return PlanFinding(.sameGate, other, gate.id)
        }
        return aside + twice
    }

    private func doorFindings(_ network: PlanNetwork) -> [PlanFinding] {
        let starts = gates.compactMap { network.index(of: $0.at) }
        let reached = network.reached(from: starts, by: .foot)
        return buildings.flatMap { building -> [PlanFinding] in
            if building.units.isEmpty { return [PlanFinding(.buildingWithoutDoor, building.id)] }
            return building.units.compactMap { unit in
                guard let point = network.index(of: unit.at) else { return PlanFinding(.doorNotOnPath, unit.id) }
                return reached[point] || starts.isEmpty ? nil : PlanFinding(.doorUnreachable, unit.id)
            }
        }
    }

    private var nameFindings: [PlanFinding] {
        let nameless = buildings.filter(\.name.isEmpty).map { PlanFinding(.buildingWithoutName, $0.id) }
        let named = buildings.filter { !$0.name.isEmpty }
        return nameless + Self.twice(named.map { ($0.id, $0.name) }, .sameBuildingName)
            + buildings.flatMap { Self.twice($0.units.map { ($0.id, $0.name) }, .sameUnitName) }
    }

    private static func twice(_ parts: [(id: String, name: String)], _ kind: PlanFinding.Kind) -> [PlanFinding] {
        var known: [String: String] = [:]
        return parts.compactMap { part in
            let name = DoorAddress.sign(part.name)
            guard let other = known[name] else {
                known[name] = part.id
                return nil
            }
            return PlanFinding(kind, other, part.id)
        }
    }

    private func spotFindings(_ network: PlanNetwork) -> [PlanFinding] {
        let starts = gates.compactMap { network.index(of: $0.at) }
        let ridden = [PlanVehicle.bike, .car].reduce(into: [PlanVehicle: [Bool]]()) { ridden, vehicle in
            ridden[vehicle] = network.reached(from: starts, by: vehicle)
        }
        return spots.compactMap { spot in
            guard let point = network.index(of: spot.at) else { return PlanFinding(.spotNotOnPath, spot.id) }
            let isCutOff = spot.vehicles.contains { ridden[$0]?[point] == false }
            return isCutOff && !starts.isEmpty ? PlanFinding(.parkingUnreachable, spot.id) : nil
        }
    }

    private var strays: [PlanFinding] {
        let parts: [(String, [PlanPoint])] =
            paths.map { ($0.id, $0.line) } + buildings.map { ($0.id, $0.outline + $0.units.map(\.at)) }
            + gates.map { ($0.id, [$0.at]) } + spots.map { ($0.id, [$0.at]) } + grounds.map { ($0.id, $0.outline) }
        return parts.filter { _, points in
            !points.allSatisfy { (0...size.x).contains($0.x) && (0...size.y).contains($0.y) }
        }.map { PlanFinding(.outsideSheet, $0.0) }
    }
}
