import Geo
import Kernel
import Places

/// What is asked: from a point, to a point or to a place of the directory.
struct RouteQuestion: Sendable {
    enum Target: Sendable {
        case point(Coordinate)
        case place(Place)
    }

    var from: Coordinate
    var target: Target
    var mode: TravelMode
    var moment: Instant
}

/// What is answered: where to, how it lies, and the way along roads or why there is none.
struct RoutePlan: Sendable {
    var mode: TravelMode
    var from: Coordinate
    var to: Coordinate
    var place: Place?
    var gate: GateChoice?
    var road: Result<RoadRoute, NoRoute>
    var attribution: String

    var straightMetres: Double { from.distanceMetres(to: to) }
    var bearingDegrees: Double { from.initialBearingDegrees(to: to) }

    /// From the end of the road to the point, in a straight line.
    var lastMetres: Double {
        guard case .success(let route) = road, let end = route.line.last else { return 0 }
        return end.distanceMetres(to: to)
    }

    /// From where the rider stands to the road.
    var firstMetres: Double {
        guard case .success(let route) = road, let start = route.line.first else { return 0 }
        return from.distanceMetres(to: start)
    }

    /// What the rider comes to, as it is said at the end.
    var destination: Phrase {
        let name = place.map { Phrase("\($0.name)", "\($0.name(in: .english))") } ?? Phrase("目的地", "your destination")
        guard let gate else { return name }
        return Phrase("\(name.chinese)\(gate.gate.name)", "\(name.english), \(gate.gate.name)")
    }
}
