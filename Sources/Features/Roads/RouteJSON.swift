import Geo
import Kernel
import Places

/// A plan as a GeoJSON feature (RFC 7946). Its geometry is null where there is no way along roads: a straight line
/// must not be mistaken for a road.
struct RouteJSON {
    let plan: RoutePlan
    let language: Language
    /// The phone runs iOS.
    let isApple: Bool

    var feature: JSON {
        [
            "type": "Feature", "datum": "wgs84", "geometry": geometry,
            "properties": .object(always + route),
        ]
    }

    private var geometry: JSON {
        guard case .success(let route) = plan.road else { return .null }
        let points = route.line.map { JSON.array([JSON(Self.degrees($0.longitude)), JSON(Self.degrees($0.latitude))]) }
        return ["type": "LineString", "coordinates": .array(points)]
    }

    private var always: [(String, JSON)] {
        [
            ("mode", .string(plan.mode.rawValue)),
            ("straightMetres", JSON(Self.tenths(plan.straightMetres))),
            ("bearingDegrees", JSON(plan.bearingDegrees.rounded())),
            ("direction", .string(Phrase.lies(plan).in(language))),
            ("destination", destination),
        ]
    }

    private var destination: JSON {
        [
            "name": .string(plan.destination.in(language)),
            "lat": JSON(Self.degrees(plan.to.latitude)), "lng": JSON(Self.degrees(plan.to.longitude)),
            "place": plan.place.map { .string($0.id.description) } ?? .null,
            "gate": plan.gate.map(gate) ?? .null, "links": .object(links),
        ]
    }

    private var links: [(String, JSON)] {
        let target = NavigationTarget(
            name: plan.destination.chinese, point: plan.to, vehicle: plan.mode.vehicle)
        return NavigationApp.allCases.map { ($0.rawValue, .string($0.address(to: target, isApple: isApple))) }
    }

    private func gate(_ choice: GateChoice) -> JSON {
        [
            "id": .string(choice.gate.id.description), "name": .string(choice.gate.name),
            "admits": .string(choice.gate.admits.rawValue), "state": .string(choice.state.routeWord),
            "note": JSON(Phrase.gateNote(choice, plan.mode)?.in(language)),
        ]
    }

    private var route: [(String, JSON)] {
        switch plan.road {
        case .failure(let reason):
            return [
                ("reason", .string(reason.rawValue)), ("sentence", .string(reason.sentence.in(language))),
                ("lengthMetres", .null), ("durationSeconds", .null), ("steps", []), ("attribution", .null),
            ]
        case .success(let route):
            return [
                ("reason", .null), ("sentence", .string(Phrase.summary(route).in(language))),
                ("lengthMetres", JSON(Self.tenths(route.metres))), ("durationSeconds", JSON(route.seconds.rounded())),
                ("firstMetres", JSON(Self.tenths(plan.firstMetres))),
                ("lastMetres", JSON(Self.tenths(plan.lastMetres))),
                ("steps", .array(route.manoeuvres.map(step))), ("attribution", .string(plan.attribution)),
            ]
        }
    }

    private func step(_ step: Manoeuvre) -> JSON {
        let words = StepWords(mode: plan.mode, step: step, destination: plan.destination)
        return [
            "kind": .string(step.kind.rawValue), "text": .string(words.sentence.in(language)),
            "act": .string(words.act.in(language)), "distance": .string(Phrase.distance(step.metres).in(language)),
            "lengthMetres": JSON(Self.tenths(step.metres)), "durationSeconds": JSON(step.seconds.rounded()),
            "streets": .array(step.streets.map(JSON.string)), "isOnFoot": .bool(step.isOnFoot),
            "firstPoint": JSON(step.span.lowerBound), "lastPoint": JSON(step.span.upperBound),
        ]
    }

    /// Six decimals, about a decimetre.
    private static func degrees(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
    private static func tenths(_ metres: Double) -> Double { (metres * 10).rounded() / 10 }
}
