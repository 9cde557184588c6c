import Kernel
import Places

/// The sentence of one act, made from its code: `右转进入灵桥路，骑行 300 米`. The engine narrates in many languages, but
/// not in Chinese.
struct StepWords {
    let mode: TravelMode
    let step: Manoeuvre
    /// What the rider comes to.
    let destination: Phrase

    /// Act and distance, as they are read aloud.
    var sentence: Phrase {
        if step.kind == .arrive { return arrival }
        guard step.metres >= 1 else { return act }
        let distance = Phrase.distance(step.metres)
        let goes = step.kind == .start ? startVerb : verb
        if step.kind == .start {
            return Phrase(
                "\(act.chinese)\(goes.chinese) \(distance.chinese)", "\(act.english) for \(distance.english)")
        }
        return Phrase(
            "\(act.chinese)，\(goes.chinese) \(distance.chinese)",
            "\(act.english), then \(goes.english) \(distance.english)")
    }

    /// The act alone.
    var act: Phrase {
        switch step.kind {
        case .start: start
        case .arrive: arrival
        case .becomes: onto("继续前行，道路变为", "Continue as", bare: Phrase("沿路继续前行", "Follow the road"))
        case .straight: along("继续直行", "Go straight on")
        case .enterRoundabout: roundabout
        case .leaveRoundabout: onto("驶出环岛进入", "Leave the roundabout onto", bare: roundaboutEnd)
        case .boardFerry: Phrase("上渡船", "Board the ferry")
        case .leaveFerry: onto("下船后进入", "Leave the ferry onto", bare: Phrase("下渡船", "Leave the ferry"))
        case .lift: Phrase("乘电梯", "Take the lift")
        case .stairs: stairs
        case .escalator: Phrase("乘自动扶梯", "Take the escalator")
        case .enterBuilding: Phrase("进入建筑", "Enter the building")
        case .leaveBuilding: Phrase("走出建筑", "Leave the building")
        case .ramp, .rampRight, .rampLeft, .exitRight, .exitLeft: onto(sideRoad)
        case .merge, .mergeRight, .mergeLeft: onto(merging, "\(lane.english) onto", bare: lane)
        case .keepStraight, .keepRight, .keepLeft: onto(lane)
        case .slightRight, .right, .sharpRight, .uTurnRight, .uTurnLeft, .sharpLeft, .left, .slightLeft: onto(turn)
        }
    }

    /// A name in foreign letters stands apart in Chinese.
    private var street: Phrase? {
        guard let name = step.streets.first else { return nil }
        let before = name.first?.isASCII == true ? " " : ""
        let after = name.last?.isASCII == true ? " " : ""
        return Phrase("\(before)\(name)\(after)", "\(name)")
    }

    /// With the name of the way that is entered, where it has one.
    private func onto(_ words: Phrase) -> Phrase {
        onto("\(words.chinese)进入", "\(words.english) onto", bare: words)
    }

    private func onto(_ chinese: String, _ english: String, bare: Phrase) -> Phrase {
        guard let street else { return pushed(bare) }
        let name = street.chinese.last == " " ? String(street.chinese.dropLast()) : street.chinese
        return pushed(Phrase("\(chinese)\(name)", "\(english) \(street.english)"))
    }

    private func along(_ chinese: String, _ english: String) -> Phrase {
        guard let street else { return pushed(Phrase("\(chinese)", "\(english)")) }
        return pushed(Phrase("沿\(street.chinese)\(chinese)", "\(english) along \(street.english)"))
    }

    /// Says that the vehicle is pushed, where it is.
    private func pushed(_ words: Phrase) -> Phrase {
        guard isPushing else { return words }
        return Phrase("下车推行，\(words.chinese)", "Get off and push: \(words.english.lowercasedFirst)")
    }

    private var isPushing: Bool { step.isOnFoot && mode != .foot }

    private var verb: Phrase {
        if isPushing { return Phrase("推行", "push") }
        switch mode {
        case .bicycle: return Phrase("骑行", "ride")
        case .moped: return Phrase("行驶", "ride")
        case .foot: return Phrase("步行", "walk")
        }
    }

    private var startVerb: Phrase { isPushing ? Phrase("推车走", "push") : verb }

    private var start: Phrase {
        let wind = step.headingDegrees.map { Compass(degrees: $0).words }
        let verb = startVerb
        let capital = verb.english.capitalisedFirst
        switch (street, wind) {
        case (let street?, let wind?):
            return Phrase(
                "沿\(street.chinese)向\(wind.chinese)", "\(capital) \(wind.english) along \(street.english)")
        case (let street?, nil): return Phrase("沿\(street.chinese)", "\(capital) along \(street.english)")
        case (nil, let wind?): return Phrase("向\(wind.chinese)", "\(capital) \(wind.english)")
        case (nil, nil): return Phrase("出发后", "\(capital)")
        }
    }

    private var arrival: Phrase {
        switch step.side {
        case .left: Phrase("到达\(destination.chinese)，在左侧", "Arrive at \(destination.english), on the left")
        case .right: Phrase("到达\(destination.chinese)，在右侧", "Arrive at \(destination.english), on the right")
        case nil: Phrase("到达\(destination.chinese)", "Arrive at \(destination.english)")
        }
    }

    private var roundabout: Phrase {
        guard let exit = step.exit, exit > 0 else { return pushed(Phrase("进入环岛", "Enter the roundabout")) }
        return pushed(
            Phrase("进入环岛，从第 \(exit) 个出口驶出", "Enter the roundabout and take exit \(exit)"))
    }

    private var roundaboutEnd: Phrase { Phrase("驶出环岛", "Leave the roundabout") }

    private var stairs: Phrase {
        let words = mode == .foot ? Phrase("走台阶", "Take the stairs") : Phrase("推车走台阶", "Push along the stairs")
        guard let street else { return words }
        return Phrase("\(words.chinese)，再沿\(street.chinese)前行", "\(words.english), then follow \(street.english)")
    }

    private var turn: Phrase {
        switch step.kind {
        case .slightRight: Phrase("向右前方", "Bear right")
        case .right: Phrase("右转", "Turn right")
        case .sharpRight: Phrase("向右后方急转", "Turn sharp right")
        case .slightLeft: Phrase("向左前方", "Bear left")
        case .left: Phrase("左转", "Turn left")
        case .sharpLeft: Phrase("向左后方急转", "Turn sharp left")
        default: Phrase("掉头", "Turn around")
        }
    }

    private var sideRoad: Phrase {
        switch step.kind {
        case .rampRight: Phrase("靠右驶上匝道", "Take the ramp on the right")
        case .rampLeft: Phrase("靠左驶上匝道", "Take the ramp on the left")
        case .exitRight: Phrase("从右侧出口驶出", "Take the exit on the right")
        case .exitLeft: Phrase("从左侧出口驶出", "Take the exit on the left")
        default: Phrase("直行驶上匝道", "Take the ramp ahead")
        }
    }

    /// Before the name of the way that is joined.
    private var merging: String {
        switch step.kind {
        case .mergeRight: "向右并入"
        case .mergeLeft: "向左并入"
        default: "并入"
        }
    }

    private var lane: Phrase {
        switch step.kind {
        case .keepRight: Phrase("靠右", "Keep right")
        case .keepLeft: Phrase("靠左", "Keep left")
        case .mergeRight: Phrase("向右并入车流", "Merge right")
        case .mergeLeft: Phrase("向左并入车流", "Merge left")
        case .merge: Phrase("并入车流", "Merge")
        default: Phrase("在岔口直行", "Keep straight at the fork")
        }
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
