import GatePolicy
import Kernel

extension GateVerdict {
    /// As programs and pages without a network read it; `Web/js/gate-verdict.js` answers in the same form.
    public var json: JSON {
        let name = ("verdict", JSON.string(code))
        switch self {
        case .comeIn(let terms): return .object([name, ("terms", terms.json)])
        case .comeInOnFoot(let terms, let gate):
            return .object([name, ("terms", terms.json), ("vehicle_gate", gate?.json ?? .null)])
        case .useAnotherGate(let gate): return .object([name, ("gate", gate.json)])
        case .notNow(let opening): return .object([name, ("opening", opening.json)])
        case .refused(let reason): return .object([name, ("reason", .string(reason.rawValue))])
        }
    }
}

extension GateVerdict.Terms {
    public var json: JSON {
        [
            "speed_limit_kmh": speedLimitKmh.map { JSON($0) } ?? .null,
            "dwell_minutes": dwellMinutesMax.map { JSON($0) } ?? .null, "until": until.map(JSON.integer) ?? .null,
            "parking": .array(parking.map(JSON.string)), "by_storm": .bool(isByStorm),
        ]
    }
}

extension GateVerdict.Direction {
    var json: JSON {
        ["gate": .string(gate), "metres": metres.map { JSON($0) } ?? .null, "on_foot": .bool(isOnFoot)]
    }
}

extension GateVerdict.Opening {
    var json: JSON { ["at": .integer(at), "gate": .string(gate), "on_foot": .bool(isOnFoot)] }
}
