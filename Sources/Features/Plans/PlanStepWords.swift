import CompoundPlan
import Kernel

/// A way in words. Each sentence is made of pieces that stand in one table with `{figures}` to fill in; a page hands
/// the same table to `plan-words.js`, which says the same without a network.
struct PlanStepWords {
    let names: PlanNames
    /// The vehicle is left before the gate: who came on one goes in on foot.
    var leavesOutside = false

    func sentence(_ step: PlanStep) -> Phrase {
        switch step {
        case .enter(let gate, let mode):
            let how = mode == .riding ? "enter-riding" : leavesOutside ? "enter-pushing" : "enter-walking"
            return Self.word(how, [("gate", names[gate] ?? Self.word("gate"))])
        case .go(let stretch): return go(stretch)
        case .stairs(let turn, let metres):
            return Self.word(
                turn == .straight ? "stairs" : "stairs-turn", [("turn", Self.turn(turn)), ("n", Self.figure(metres))])
        case .lift: return Self.word("lift")
        case .leaveVehicle(let parking):
            guard let parking else { return Self.word("leave") }
            return parking.isEmpty ? Self.word("leave-parking") : Self.word("leave-at", [("name", Self.name(parking))])
        case .arrive(let building, let unit, let side):
            return Self.word("arrive-" + side.rawValue, [("door", PlanNames.door(unit, of: building))])
        case .arriveAtSpot(let kind, let name):
            return Self.word(
                "arrive-spot", [("name", name.isEmpty ? Self.word("spot-" + kind.rawValue) : Self.name(name))])
        case .floor(let floor, let byLift):
            let how = byLift.map { $0 ? "floor-lift" : "floor-stairs" } ?? "floor"
            return Self.word(how, [("n", Self.figure(floor))])
        }
    }

    private func go(_ one: PlanStretch) -> Phrase {
        let along =
            one.name.isEmpty
            ? Self.word("along-" + one.kind.rawValue) : Self.word("along", [("name", Self.name(one.name))])
        let passing =
            one.passing.isEmpty
            ? Self.name("") : Self.word("passing", [("building", PlanNames.building(one.passing))])
        return Self.word(
            (one.turn == .straight ? "straight-" : "turn-") + one.mode.rawValue,
            [
                ("turn", Self.turn(one.turn)), ("along", along), ("n", Self.figure(one.metres)), ("passing", passing),
            ])
    }

    static func turn(_ turn: PlanTurn) -> Phrase { word("turn-" + turn.rawValue) }
    private static func name(_ name: String) -> Phrase { Phrase(name, name) }
    static func figure(_ number: Int) -> Phrase { Phrase(String(number), String(number)) }

    /// Why there is no way.
    static func none(_ reason: PlanNoWay) -> Phrase { word("none-" + reason.rawValue) }

    /// `约 3 分钟`.
    static func time(milliseconds: Int) -> Phrase {
        milliseconds < 60_000
            ? word("under-minute") : word("minutes-about", [("n", figure((milliseconds + 59_999) / 60_000))])
    }

    static func metres(_ millimetres: Int) -> Phrase { word("metres", [("n", figure((millimetres + 500) / 1000))]) }

    /// A piece with its figures filled in; one that is not in the table is its own word.
    static func word(_ name: String, _ values: [(String, Phrase)] = []) -> Phrase {
        var (chinese, english) = table[name].map { ($0.chinese, $0.english) } ?? (name, name)
        for (key, value) in values {
            chinese = chinese.replacing("{\(key)}", with: value.chinese)
            english = english.replacing("{\(key)}", with: value.english)
        }
        return Phrase(chinese, english)
    }

    private static let table = Dictionary(uniqueKeysWithValues: pieces)

    /// What the page hands to its module, by names.
    static let pieces: [(String, Phrase)] = [
        ("gate", Phrase("门", "the gate")),
        ("building", Phrase("{name}幢", "Building {name}")),
        ("some-building", Phrase("一幢楼", "a building")),
        ("unit", Phrase("{building}{name}单元", "{building} Unit {name}")),
        ("unit-named", Phrase("{building}的{name}", "{building} {name}")),
        ("enter-riding", Phrase("从{gate}骑行进入", "Ride in by {gate}")),
        ("enter-walking", Phrase("从{gate}步行进入", "Walk in by {gate}")),
        ("enter-pushing", Phrase("车停在{gate}外，步行进入", "Leave your vehicle outside {gate} and walk in")),
        ("straight-walking", Phrase("{along}直走 {n} 米{passing}", "Walk straight on for {n} m {along}{passing}")),
        ("straight-riding", Phrase("{along}直行 {n} 米{passing}", "Ride straight on for {n} m {along}{passing}")),
        ("turn-walking", Phrase("{turn}，{along}走 {n} 米{passing}", "{turn}, then walk {n} m {along}{passing}")),
        ("turn-riding", Phrase("{turn}，{along}骑 {n} 米{passing}", "{turn}, then ride {n} m {along}{passing}")),
        ("turn-straight", Phrase("直行", "Go straight on")),
        ("turn-slightLeft", Phrase("向左前方", "Bear left")),
        ("turn-slightRight", Phrase("向右前方", "Bear right")),
        ("turn-left", Phrase("左转", "Turn left")),
        ("turn-right", Phrase("右转", "Turn right")),
        ("turn-sharpLeft", Phrase("向左后方转", "Turn sharp left")),
        ("turn-sharpRight", Phrase("向右后方转", "Turn sharp right")),
        ("turn-back", Phrase("掉头", "Turn round")),
        ("along", Phrase("沿{name}", "along {name}")),
        ("along-road", Phrase("沿道路", "along the road")),
        ("along-lane", Phrase("沿小路", "along the lane")),
        ("along-footway", Phrase("沿步道", "along the footway")),
        ("along-stairs", Phrase("沿台阶", "along the stairs")),
        ("along-ramp", Phrase("沿坡道", "along the ramp")),
        ("along-lift", Phrase("出电梯", "from the lift")),
        ("passing", Phrase("，到{building}旁", ", to {building}")),
        ("stairs", Phrase("走台阶 {n} 米", "Take the stairs for {n} m")),
        ("stairs-turn", Phrase("{turn}，走台阶 {n} 米", "{turn}, then take the stairs for {n} m")),
        ("lift", Phrase("乘电梯", "Take the lift")),
        ("leave", Phrase("停好车，步行前往", "Park here and go on on foot")),
        ("leave-parking", Phrase("把车停在停车点，步行前往", "Leave your vehicle at the parking and go on on foot")),
        ("leave-at", Phrase("把车停在{name}，步行前往", "Leave your vehicle at {name} and go on on foot")),
        ("arrive-ahead", Phrase("到达{door}，就在前面", "Arrive at {door}, straight ahead")),
        ("arrive-left", Phrase("到达{door}，在左侧", "Arrive at {door}, on the left")),
        ("arrive-right", Phrase("到达{door}，在右侧", "Arrive at {door}, on the right")),
        ("arrive-spot", Phrase("到达{name}", "Arrive: {name}")),
        ("spot-parking", Phrase("停车点", "the parking")),
        ("spot-locker", Phrase("外卖柜", "the locker")),
        ("spot-trolley", Phrase("推车", "the trolleys")),
        ("spot-charging", Phrase("充电处", "the charging place")),
        ("spot-toilet", Phrase("厕所", "the toilet")),
        ("spot-office", Phrase("物业", "the office")),
        ("floor", Phrase("上到 {n} 层", "Go up to floor {n}")),
        ("floor-lift", Phrase("乘电梯到 {n} 层", "Take the lift to floor {n}")),
        ("floor-stairs", Phrase("没有电梯，走楼梯到 {n} 层", "There is no lift: take the stairs to floor {n}")),
        ("under-minute", Phrase("不到 1 分钟", "less than a minute")),
        ("minutes-about", Phrase("约 {n} 分钟", "about {n} min")),
        ("metres", Phrase("{n} 米", "{n} m")),
        ("not-there", Phrase("平面图上没有{building}。", "{building} is not on the plan.")),
        ("none-unknownTarget", Phrase("平面图上没有找到。", "It is not on the plan.")),
        ("none-noDoor", Phrase("这幢楼还没有画单元门。", "No door of this building is drawn yet.")),
        ("none-targetNotOnPath", Phrase("这个门还没有和路连起来。", "Nothing drawn leads to this door yet.")),
        ("none-noGates", Phrase("平面图上还没有画门。", "No gate is drawn on the plan yet.")),
        ("none-noEntrance", Phrase("现在没有您能走的门。", "No gate lets you in now.")),
        ("none-gateNotOnPath", Phrase("能走的门还没有和路连起来。", "Nothing drawn leads on from the gates that let you in.")),
        ("none-closedPath", Phrase("路被封住了，现在走不通。", "The way there is closed.")),
        ("none-unreachable", Phrase("从能走的门走不到这里。", "Nothing drawn leads there from the gates that let you in.")),
    ]
}
