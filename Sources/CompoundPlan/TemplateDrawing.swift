import Dice

/// A plan of a template while it is drawn: streets that gather points, and what stands along them.
struct TemplateDrawing {
    /// A straight way along the sheet's sides; where something joins it, it has a stop.
    struct Street {
        var kind: PlanPath.Kind
        var name = ""
        /// From west to east, else from north to south.
        var isAcross: Bool
        /// Of the coordinate that does not change.
        var at: Int
        var stops: Set<Int>

        func point(_ stop: Int) -> PlanPoint { isAcross ? PlanPoint(stop, at) : PlanPoint(at, stop) }

        var range: ClosedRange<Int> { (stops.min() ?? 0)...(stops.max() ?? 0) }
    }

    /// From the wall to the outermost road, in decimetres.
    static let margin = 100
    /// From a road to the wall of a building.
    static let stub = 60
    static let depth = 120

    var dice: Dice
    let kind: PlanTemplate.Kind
    var size = PlanPoint(0, 0)
    var streets: [Street] = []
    /// The four sides of the outermost road: north, south, west, east.
    var ring: [Int] = []
    var buildings: [PlanBuilding] = []
    var gates: [PlanGate] = []
    var spots: [PlanSpot] = []
    var grounds: [PlanGround] = []
    private var unitCount = 0
    private var numbers: [String] = []
    private let skipsFour: Bool
    private let stems: Bool

    init(seed: UInt64, kind: PlanTemplate.Kind) {
        dice = Dice(state: seed ^ 0x504C_414E)
        self.kind = kind
        skipsFour = dice.happens(percent: 15)
        stems = dice.happens(percent: 10)
    }

    /// Adds a street and says its place.
    mutating func street(
        _ kind: PlanPath.Kind, across isAcross: Bool, at: Int, _ range: (Int, Int), _ name: String = ""
    ) -> Int {
        streets.append(Street(kind: kind, name: name, isAcross: isAcross, at: at, stops: [range.0, range.1]))
        return streets.count - 1
    }

    /// Four roads round a rectangle, which meet at its corners: north, south, west, east.
    mutating func rectangle(left: Int, top: Int, right: Int, bottom: Int, _ name: String) -> [Int] {
        [
            street(.road, across: true, at: top, (left, right), name),
            street(.road, across: true, at: bottom, (left, right), name),
            street(.road, across: false, at: left, (top, bottom), name),
            street(.road, across: false, at: right, (top, bottom), name),
        ]
    }

    /// A street that leads from one to another, both crossing it.
    mutating func join(_ one: Int, _ other: Int, at stop: Int, _ kind: PlanPath.Kind, _ name: String = "") -> Int {
        streets[one].stops.insert(stop)
        streets[other].stops.insert(stop)
        return street(kind, across: !streets[one].isAcross, at: stop, (streets[one].at, streets[other].at), name)
    }

    /// A building whose doors look at a street, from `low` to `high` along it; `side` is -1 for the side of smaller
    /// coordinates.
    mutating func building(
        _ form: Form, on street: Int, side: Int, _ low: Int, _ high: Int, depth: Int, doors: Int
    ) {
        let near = streets[street].at + side * Self.stub
        let far = near + side * depth
        let corners = [(low, near), (high, near), (high, far), (low, far)]
        let isAcross = streets[street].isAcross
        let floors = form.floors(&dice)
        var building = PlanBuilding(
            id: "b\(buildings.count + 1)", name: "", outline: corners.map { isAcross ? .init($0, $1) : .init($1, $0) },
            floors: floors, hasLift: floors > 7)
        for door in 0..<doors {
            let along = snapped(low + (high - low) * (2 * door + 1) / (2 * doors))
            unitCount += 1
            streets[street].stops.insert(along)
            building.units.append(
                PlanUnit(
                    id: "u\(unitCount)", name: doors == 1 ? "" : unitName(door),
                    at: isAcross ? PlanPoint(along, near) : PlanPoint(near, along)))
        }
        buildings.append(building)
    }

    private func unitName(_ door: Int) -> String { stems ? ["甲", "乙", "丙", "丁"][door % 4] : String(door + 1) }

    func snapped(_ number: Int) -> Int { number / 5 * 5 }

    mutating func ground(_ kind: PlanGround.Kind, _ left: Int, _ top: Int, _ right: Int, _ bottom: Int) {
        guard grounds.count < PlanLimits.groundsMax, right - left >= 40, bottom - top >= 40 else { return }
        grounds.append(
            PlanGround(
                id: "a\(grounds.count + 1)", kind: kind,
                outline: [.init(left, top), .init(right, top), .init(right, bottom), .init(left, bottom)]))
    }

    /// Streets become paths, and every door gets a footway of its own.
    var finished: Plan {
        var plan = Plan(
            size: size, buildings: buildings, gates: gates, spots: spots, grounds: grounds)
        plan.paths.reserveCapacity(streets.count + unitCount)
        for street in streets {
            let stops = street.stops.sorted()
            // A very long street goes on as another path from the point where the first ends.
            for start in stride(from: 0, to: stops.count - 1, by: PlanLimits.lineMax - 1) {
                let part = stops[start..<min(start + PlanLimits.lineMax, stops.count)]
                plan.paths.append(
                    PlanPath(
                        id: "p\(plan.paths.count + 1)", kind: street.kind, line: part.map(street.point),
                        name: street.name))
            }
        }
        var number = 0
        for index in plan.buildings.indices {
            repeat { number += 1 } while skipsFour && number % 10 == 4
            plan.buildings[index].name = String(number)
            for unit in plan.buildings[index].units {
                plan.paths.append(
                    PlanPath(
                        id: "p\(plan.paths.count + 1)", kind: .footway,
                        line: [foot(of: unit.at, plan.buildings[index].outline), unit.at]))
            }
        }
        return plan
    }

    /// Where the footway of a door begins: as far before the door as the wall is from the street.
    private func foot(of door: PlanPoint, _ outline: [PlanPoint]) -> PlanPoint {
        // The near wall is the first side of the outline, the far wall the third.
        let dx = (outline[0].x - outline[3].x).signum()
        let dy = (outline[0].y - outline[3].y).signum()
        return PlanPoint(door.x + dx * Self.stub, door.y + dy * Self.stub)
    }
}

extension TemplateDrawing {
    enum Form {
        case slab, tower

        func floors(_ dice: inout Dice) -> Int {
            switch self {
            case .slab: dice.pick([5, 6, 6, 6, 7, 11, 11, 17, 18])
            case .tower: dice.pick([11, 18, 18, 24, 26, 30, 33])
            }
        }
    }
}
