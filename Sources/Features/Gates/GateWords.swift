import Accounts
import Compounds
import GatePolicy
import Kernel
import Places

/// Verdicts in words, for riders, guards and machines.
public struct GateWords: Sendable {
    /// What a gate is called, by the name the evaluator gives it.
    private let name: @Sendable (String) -> String
    private let now: Instant
    private let utcOffsetSeconds: Int64

    public init(_ round: GateRound) {
        let names = Dictionary(
            round.gates.map { ($0.gate.id.description, $0.gate.name) }, uniquingKeysWith: { first, _ in first })
        name = { names[$0] ?? "" }
        now = Instant(seconds: round.moment.instant.epochSeconds)
        utcOffsetSeconds = Int64(round.moment.instant.offsetSeconds)
    }

    /// The one line in large type.
    public static func headline(_ verdict: GateVerdict) -> Phrase {
        switch verdict {
        case .comeIn: Phrase("可以进", "Come in")
        case .comeInOnFoot: Phrase("请步行进入", "Come in on foot")
        case .useAnotherGate: Phrase("请走别的门", "Use another gate")
        case .notNow: Phrase("现在不能进", "Not now")
        case .refused: Phrase("不能进", "No entry")
        }
    }

    /// What is said aloud, in one breath.
    public func spoken(_ verdict: GateVerdict) -> Phrase {
        switch verdict {
        case .comeIn, .comeInOnFoot, .refused: return Self.headline(verdict)
        case .useAnotherGate(let way):
            let gate = name(way.gate)
            return way.isOnFoot
                ? Phrase("请步行走\(gate)", "Go on foot by \(gate)") : Phrase("请走\(gate)", "Use \(gate)")
        case .notNow(let opening):
            let when = moment(opening.at)
            return Phrase("现在不能进，\(when.chinese) 以后可以", "Not now; from \(when.english)")
        }
    }

    /// What there is to keep to, or what to do instead, a sentence each.
    public func lines(_ verdict: GateVerdict, at gate: ID<Gate>, vehicle: VisitorVehicle) -> [Phrase] {
        switch verdict {
        case .comeIn(let terms): return Self.terms(terms, ends: terms.until.map(moment), vehicle: vehicle)
        case .comeInOnFoot(let terms, let other):
            var lines = [Phrase("车请停在门外。", "Leave the vehicle outside.")]
            if let bay = terms.parking.first {
                lines = [Phrase("车请停在\(bay)。", "Leave the vehicle at \(bay).")]
            }
            if let other { lines.append(direction(other, vehicle: vehicle)) }
            var rest = terms
            rest.parking = []
            return lines + Self.terms(rest, ends: terms.until.map(moment), vehicle: .foot)
        case .useAnotherGate(let way): return [direction(way, vehicle: vehicle)]
        case .notNow(let opening):
            return [self.opening(opening, isHere: opening.gate == gate.description, vehicle: vehicle)]
        case .refused(let reason): return [Self.reason(reason)]
        }
    }

    private func opening(_ opening: GateVerdict.Opening, isHere: Bool, vehicle: VisitorVehicle) -> Phrase {
        let when = moment(opening.at)
        let isOnFoot = opening.isOnFoot && vehicle != .foot
        let (foot, afoot) = isOnFoot ? ("步行", " on foot") : ("", "")
        let gate = name(opening.gate)
        let (from, by) = isHere ? ("", "") : ("从\(gate)", " by \(gate)")
        return Phrase(
            "\(when.chinese) 起可以\(foot)\(from)进。", "From \(when.english) you may come in\(afoot)\(by).")
    }

    private func direction(_ way: GateVerdict.Direction, vehicle: VisitorVehicle) -> Phrase {
        let gate = name(way.gate)
        let far = way.metres.map { Phrase.distance(Double($0)) }
        let (chinese, english) = far.map { ("，约 \($0.chinese)", ", about \($0.english) away") } ?? ("", "")
        if way.isOnFoot { return Phrase("请步行走\(gate)\(chinese)。", "Go on foot by \(gate)\(english).") }
        guard vehicle != .foot else { return Phrase("请走\(gate)\(chinese)。", "Use \(gate)\(english).") }
        let thing = vehicle.words
        return Phrase(
            "\(thing.chinese)请走\(gate)\(chinese)。", "Take the \(thing.english.lowercased()) to \(gate)\(english).")
    }

    /// Speed, parking, time: what holds inside.
    private static func terms(_ terms: GateVerdict.Terms, ends: Phrase?, vehicle: VisitorVehicle) -> [Phrase] {
        var lines: [Phrase] = []
        if terms.isByStorm { lines.append(Phrase("恶劣天气期间放行。", "Let in because of the storm.")) }
        if let speed = terms.speedLimitKmh {
            lines.append(Phrase("限速每小时 \(speed) 公里。", "\(speed) km/h at most."))
        }
        if !terms.parking.isEmpty {
            let list = terms.parking
            lines.append(
                Phrase("车停\(list.joined(separator: "或"))。", "Park at \(list.joined(separator: " or "))."))
        }
        if let dwell = terms.dwellMinutesMax {
            lines.append(Phrase("停留不超过 \(dwell) 分钟。", "Stay \(dwell) minutes at most."))
        }
        if let ends { lines.append(Phrase("开放到\(ends.chinese)。", "Open until \(ends.english).")) }
        return lines
    }

    static func reason(_ reason: GateVerdict.Reason) -> Phrase {
        switch reason {
        case .unknownGate: Phrase("没有这个门。", "There is no such gate.")
        case .shut: Phrase("各个门都关闭了。", "All gates are shut.")
        case .trade: Phrase("这个小区不对这个行业开放。", "This compound does not admit this trade.")
        case .vehicle: Phrase("这种车不能进，步行也不能进。", "Neither this vehicle nor people on foot are admitted.")
        case .hours: Phrase("没有可以进的时间。", "There are no hours of admission.")
        }
    }

    /// `今天 16:30`, `明天 06:00`, `11月26日 06:00`.
    public func moment(_ seconds: Int64) -> Phrase {
        let (then, today) = (Instant(seconds: seconds), CivilTime(now, utcOffsetSeconds: utcOffsetSeconds))
        let time = CivilTime(then, utcOffsetSeconds: utcOffsetSeconds)
        if time.date == today.date { return Phrase("今天 \(time.clock)", "\(time.clock) today") }
        let tomorrow = CivilTime(now.adding(seconds: 86_400), utcOffsetSeconds: utcOffsetSeconds)
        if time.date == tomorrow.date {
            // Midnight that ends a day is said of that day.
            if time.clock == "00:00" { return Phrase("今天 24:00", "midnight") }
            return Phrase("明天 \(time.clock)", "\(time.clock) tomorrow")
        }
        return Phrase("\(time.month)月\(time.day)日 \(time.clock)", "\(time.date) \(time.clock)")
    }
}

extension GateVerdict {
    /// As programs read it.
    public var code: String {
        switch self {
        case .comeIn: "come-in"
        case .comeInOnFoot: "come-in-on-foot"
        case .useAnotherGate: "use-another-gate"
        case .notNow: "not-now"
        case .refused: "refused"
        }
    }

    /// The mark beside the words, so that colour never stands alone.
    public var icon: String {
        switch self {
        case .comeIn: "check"
        case .comeInOnFoot: "foot"
        case .useAnotherGate: "route"
        case .notNow: "clock"
        case .refused: "close"
        }
    }
}

extension VisitorVehicle {
    public var words: Phrase {
        switch self {
        case .foot: Phrase("步行", "On foot")
        case .bike: Phrase("电动车", "E-bike")
        case .car: Phrase("汽车", "Car")
        }
    }

    public var icon: String {
        switch self {
        case .foot: "foot"
        case .bike: "bike"
        case .car: "car"
        }
    }
}

extension VisitorTrade {
    public var words: Phrase { (Trade(rawValue: rawValue) ?? .other).name }
}
