import Dice
import Areas
import Compounds
import Geo
import Kernel
import Places

extension CityDrawing {
    static let unplacedCountMax = 20

    mutating func drawCompounds(_ count: Int) {
        estates = Array(repeating: [], count: neighbourhoods.count)
        let unplaced = min(Self.unplacedCountMax, count / 20)
        let stride = unplaced > 0 ? count / unplaced : .max
        each(count, of: .compound) { drawing, home, number, dice in
            let isUnplaced = number.isMultiple(of: stride) && number / stride <= unplaced
            drawing.drawCompound(home, number, isPlaced: !isUnplaced, &dice)
        }
    }

    private mutating func drawCompound(_ home: Int, _ number: Int, isPlaced: Bool, _ dice: inout Dice) {
        let spot = neighbourhoods[home].spot(.compound, on: map, &dice)
        var compound = place(.compound, number, at: spot, &dice)
        compound.name = name(.compound, home, &dice) { CompoundNames.draw(on: spot.road, &$0) }
        if !isPlaced {
            compound.point = nil
            compound.pointBasis = .none
            compound.areaCode = neighbourhoods[home].street.code
            compound.areaBasis = AreaBasis.given.rawValue
        } else if dice.happens(0.12) {
            compound.pointBasis = .approximate
        }
        let hasRiderGate = dice.happens(0.4)
        addGates(of: compound, number, hasRiderGate: hasRiderGate, &dice)
        let facilities = odds.draw(.compound, sure: hasRiderGate ? ["rider_gate"] : [], &dice)
        add(compound, hours: "", facilities: facilities, &dice)
        if isPlaced { estates[home].append((places.count - 1, spot.road.nameEn)) }
    }

    /// Two to five, on the edge of an estate of 80 to 250 m round the compound's point.
    private mutating func addGates(of compound: Place, _ number: Int, hasRiderGate: Bool, _ dice: inout Dice) {
        let estate = Estate(
            middle: compound.point, halfWidthMetres: dice.within(40.0...125), halfDepthMetres: dice.within(40.0...125))
        var sides = Estate.Side.allCases
        for index in sides.indices.dropFirst().reversed() { sides.swapAt(index, dice.below(index + 1)) }
        let count = hasRiderGate ? dice.within(1...4) : dice.within(2...4)
        for (part, side) in sides.prefix(count).enumerated() {
            let habit = part == 0 ? GateHabit.main : dice.pick(GateHabit.side)
            addGate(side.name, of: compound, number, part, estate.edge(side, dice.lean() * 0.6), habit, &dice)
        }
        if hasRiderGate {
            let point = estate.edge(dice.pick(sides), dice.lean())
            addGate("外卖专用门", of: compound, number, count, point, .rider, &dice)
        }
    }

    private mutating func addGate(
        _ name: String, of compound: Place, _ number: Int, _ part: Int, _ point: Coordinate?, _ habit: GateHabit,
        _ dice: inout Dice
    ) {
        gates.append(
            Gate(
                id: identifier(.compound, number, part: part + 1, &dice), placeID: compound.id, name: name,
                point: point,
                hours: dice.happens(0.04) ? "" : dice.pick(habit.hours), admits: habit.admits,
                rule: dice.pick(habit.rules)))
    }
}

/// The ground of a compound: a rectangle along the meridian.
private struct Estate {
    enum Side: CaseIterable {
        case south, east, north, west

        var name: String {
            switch self {
            case .south: "南门"
            case .east: "东门"
            case .north: "北门"
            case .west: "西门"
            }
        }
    }

    var middle: Coordinate?
    var halfWidthMetres: Double
    var halfDepthMetres: Double

    /// A point on a side's edge; `along` from -1 to 1.
    func edge(_ side: Side, _ along: Double) -> Coordinate? {
        switch side {
        case .south: middle?.moved(eastMetres: along * halfWidthMetres, northMetres: -halfDepthMetres)
        case .north: middle?.moved(eastMetres: along * halfWidthMetres, northMetres: halfDepthMetres)
        case .east: middle?.moved(eastMetres: halfWidthMetres, northMetres: along * halfDepthMetres)
        case .west: middle?.moved(eastMetres: -halfWidthMetres, northMetres: along * halfDepthMetres)
        }
    }
}

/// What gates of some sort let through, when, and what the guard asks for.
struct GateHabit {
    var admits: Gate.Admits
    var hours: [String]
    var rules: [String]

    static let main = GateHabit(
        admits: .car, hours: ["24/7", "24/7", "24/7", "05:30-23:30"],
        rules: [
            "汽车登记后进入，骑手走右侧非机动车道。", "汽车和电动车均可进入，请慢行。", "出示通行码后骑车进入，限速每小时 5 公里。",
            "夜间 22 点后请下车推行。", "",
        ])
    static let rider = GateHabit(
        admits: .bike, hours: ["24/7", "09:00-21:30", "08:00-22:00", "10:00-14:00,16:30-20:30"],
        rules: ["外卖、快递骑手专用，出示通行码放行。", "骑手专用通道，车停门内停车区。", "出示通行码即可进入，无需登记。"])
    static let side = [
        GateHabit(
            admits: .foot, hours: ["06:00-22:00", "05:30-23:00", "24/7", "Mo-Fr 06:30-09:30,16:00-19:30"],
            rules: ["骑手步行进入，车辆请停在门外。", "仅限步行，出示通行码即可进入。", ""]),
        GateHabit(
            admits: .bike, hours: ["24/7", "06:00-22:30", "06:00-23:00"],
            rules: ["电动车可进，请勿驶入地下车库。", "出示通行码后骑车进入，车停楼下车位。", "高峰时段请下车推行。", ""]),
        GateHabit(
            admits: .car, hours: ["06:00-23:00", "24/7"], rules: ["住户车辆出入口，骑手靠边通行。", "汽车和电动车均可进入，请慢行。", ""]),
    ]
}
