import Geo
import Roads

/// What Valhalla 3 answers to `/route`, as far as it is read
/// (valhalla.github.io/valhalla/api/turn-by-turn/api-reference).
struct ValhallaAnswer: Decodable {
    struct Trip: Decodable {
        var legs: [Leg]
    }

    struct Leg: Decodable {
        var maneuvers: [Act]
        var summary: Summary
        var shape: String
    }

    struct Summary: Decodable {
        /// Kilometres.
        var length: Double
        /// Seconds.
        var time: Double
    }

    struct Act: Decodable {
        var type: Int
        var street_names: [String]?
        var bearing_after: Double?
        var length: Double
        var time: Double
        var begin_shape_index: Int
        var end_shape_index: Int
        var roundabout_exit_count: Int?
        var travel_mode: String?
    }

    var trip: Trip

    /// Nil when the answer contradicts itself.
    var route: RoadRoute? {
        guard let leg = trip.legs.first, trip.legs.count == 1, let line = Polyline.decode(leg.shape), line.count > 1
        else { return nil }
        var acts: [Manoeuvre] = []
        for act in leg.maneuvers {
            guard act.begin_shape_index >= 0, act.begin_shape_index <= act.end_shape_index,
                act.end_shape_index < line.count, act.length.isFinite, act.time.isFinite
            else { return nil }
            acts.append(act.manoeuvre)
        }
        return RoadRoute(
            line: line, metres: leg.summary.length * 1000, seconds: leg.summary.time, manoeuvres: acts)
    }
}

extension ValhallaAnswer.Act {
    var manoeuvre: Manoeuvre {
        let (kind, side) = ValhallaCodes.meaning(of: type)
        return Manoeuvre(
            kind, side: side, streets: street_names ?? [], headingDegrees: kind == .arrive ? nil : bearing_after,
            exit: kind == .enterRoundabout ? roundabout_exit_count : nil, isOnFoot: travel_mode == "pedestrian",
            metres: length * 1000, seconds: time, span: begin_shape_index...end_shape_index)
    }
}

/// The numbers of manoeuvres (`DirectionsLeg.Maneuver.Type` of Valhalla's directions.proto).
enum ValhallaCodes {
    /// Codes of public transport (30–36) never come: no such journey is asked for.
    static let table: [Int: (Manoeuvre.Kind, Manoeuvre.Side?)] = [
        0: (.straight, nil), 1: (.start, nil), 2: (.start, .right), 3: (.start, .left), 4: (.arrive, nil),
        5: (.arrive, .right), 6: (.arrive, .left), 7: (.becomes, nil), 8: (.straight, nil), 9: (.slightRight, nil),
        10: (.right, nil), 11: (.sharpRight, nil), 12: (.uTurnRight, nil), 13: (.uTurnLeft, nil),
        14: (.sharpLeft, nil), 15: (.left, nil), 16: (.slightLeft, nil), 17: (.ramp, nil), 18: (.rampRight, nil),
        19: (.rampLeft, nil), 20: (.exitRight, nil), 21: (.exitLeft, nil), 22: (.keepStraight, nil),
        23: (.keepRight, nil), 24: (.keepLeft, nil), 25: (.merge, nil), 26: (.enterRoundabout, nil),
        27: (.leaveRoundabout, nil), 28: (.boardFerry, nil), 29: (.leaveFerry, nil), 37: (.mergeRight, nil),
        38: (.mergeLeft, nil), 39: (.lift, nil), 40: (.stairs, nil), 41: (.escalator, nil),
        42: (.enterBuilding, nil), 43: (.leaveBuilding, nil),
    ]

    /// Whatever a later engine may add is told as going on: the line shows where.
    static func meaning(of code: Int) -> (Manoeuvre.Kind, Manoeuvre.Side?) { table[code] ?? (.straight, nil) }
}

struct ValhallaMatrix: Decodable {
    struct Cell: Decodable {
        /// Kilometres; null where there is no way.
        var distance: Double?
        var to_index: Int
    }

    var sources_to_targets: [[Cell]]

    func metres(count: Int) -> [Double?]? {
        guard sources_to_targets.count == 1, sources_to_targets[0].count == count else { return nil }
        var metres = [Double?](repeating: nil, count: count)
        for cell in sources_to_targets[0] where metres.indices.contains(cell.to_index) {
            metres[cell.to_index] = cell.distance.map { $0 * 1000 }
        }
        return metres
    }
}

struct ValhallaRefusal: Decodable {
    var error_code: Int

    /// Source: valhalla/exceptions.h.
    var reason: NoRoute? {
        switch error_code {
        case 154, 150, 157, 158: .tooFar
        case 171: .noRoadNear
        case 170, 441, 442, 443: .noWay
        default: nil
        }
    }
}
