import CompoundPlan
import Compounds
import Kernel

/// What the parts of a plan are called.
struct PlanNames {
    private let names: [String: Phrase]

    /// - Parameter gates: recorded ones, whose names those of the plan take.
    init(_ plan: Plan, gates: [Gate]) {
        let recorded = Dictionary(gates.map { ($0.id.description, $0.name) }) { first, _ in first }
        var names: [String: Phrase] = [:]
        for path in plan.paths { names[path.id] = Self.named(path.name, path.kind.words) }
        for building in plan.buildings {
            names[building.id] = Self.building(building.name)
            for unit in building.units { names[unit.id] = Self.door(unit.name, of: building.name) }
        }
        for gate in plan.gates {
            names[gate.id] = Self.named(gate.gate.flatMap { recorded[$0] } ?? gate.name, Phrase("门", "gate"))
        }
        for spot in plan.spots { names[spot.id] = Self.named(spot.name, spot.kind.words) }
        for ground in plan.grounds { names[ground.id] = Self.named(ground.name, ground.kind.words) }
        self.names = names
    }

    /// nil for a part there is not.
    subscript(_ part: String) -> Phrase? { names[part] }

    private static func named(_ name: String, _ kind: Phrase) -> Phrase { name.isEmpty ? kind : Phrase(name, name) }

    /// `12` is `12幢`; what is a name already stays one.
    static func building(_ name: String) -> Phrase {
        guard let last = name.unicodeScalars.last else { return PlanStepWords.word("some-building") }
        let plain = Phrase(name, name)
        return isSign(last) ? PlanStepWords.word("building", [("name", plain)]) : plain
    }

    /// `12幢2单元`; a door without a sign is its building.
    static func door(_ unit: String, of building: String) -> Phrase {
        let whole = self.building(building)
        guard let last = unit.unicodeScalars.last else { return whole }
        return PlanStepWords.word(
            isSign(last) ? "unit" : "unit-named", [("building", whole), ("name", Phrase(unit, unit))])
    }

    /// The same in `plan-words.js`.
    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            || "一二三四五六七八九十甲乙丙丁戊己庚辛".unicodeScalars.contains(scalar)
    }
}

extension PlanPath.Kind {
    var words: Phrase {
        switch self {
        case .road: Phrase("道路", "road")
        case .lane: Phrase("小路", "lane")
        case .footway: Phrase("步道", "footway")
        case .stairs: Phrase("台阶", "stairs")
        case .ramp: Phrase("坡道", "ramp")
        case .lift: Phrase("电梯", "lift")
        }
    }
}

extension PlanSpot.Kind {
    var words: Phrase {
        switch self {
        case .parking: Phrase("停车点", "parking")
        case .locker: Phrase("外卖柜", "locker")
        case .trolley: Phrase("推车", "trolleys")
        case .charging: Phrase("充电", "charging")
        case .toilet: Phrase("厕所", "toilet")
        case .office: Phrase("物业", "office")
        }
    }

    /// In a disc on the plan.
    var letter: Phrase {
        switch self {
        case .parking: Phrase("停", "P")
        case .locker: Phrase("柜", "L")
        case .trolley: Phrase("车", "T")
        case .charging: Phrase("充", "C")
        case .toilet: Phrase("厕", "W")
        case .office: Phrase("物", "O")
        }
    }
}

extension PlanGround.Kind {
    var words: Phrase {
        switch self {
        case .green: Phrase("绿地", "green")
        case .water: Phrase("水面", "water")
        case .court: Phrase("场地", "court")
        }
    }
}

extension PlanNames {
    /// What a manager should look at, in a sentence.
    func words(_ one: PlanFinding) -> Phrase {
        let parts = one.parts.map { self[$0] ?? Phrase($0, $0) }
        guard let first = parts.first else { return Phrase("还没有画门。", "No gate is drawn yet.") }
        let second = parts.dropFirst().first ?? first
        func said(_ chinese: String, _ english: String) -> Phrase {
            Phrase("\(first.chinese)：\(chinese)", "\(first.english): \(english)")
        }
        switch one.kind {
        case .noGate: return said("没有门。", "there is no gate.")
        case .gateNotOnPath: return said("门不在任何道路上。", "the gate is on no path.")
        case .doorNotOnPath: return said("单元门不在任何道路上。", "the door is on no path.")
        case .doorUnreachable: return said("从哪个门都走不到。", "no gate leads to the door.")
        case .sameBuildingName: return said("有两幢同号。", "two buildings have this sign.")
        case .sameUnitName: return said("有两个单元同号。", "two doors have this sign.")
        case .sameGate: return said("同一个门画了两次。", "the gate is drawn twice.")
        case .buildingsOverlap:
            return Phrase("\(first.chinese)和\(second.chinese)叠在一起。", "\(first.english) and \(second.english) overlap.")
        case .outsideSheet: return said("画到图外了。", "part of it lies off the sheet.")
        case .spotNotOnPath: return said("不在任何道路上。", "it is on no path.")
        case .parkingUnreachable: return said("车骑不到这里。", "its vehicles cannot ride to it.")
        case .buildingWithoutName: return said("还没有楼号。", "it has no sign yet.")
        case .buildingWithoutDoor: return said("还没有画门。", "it has no door yet.")
        }
    }
}
