import Gates
import Geo
import Kernel
import Places

/// Roads are the way there: a line on the map, how long it is, and what to do at each corner, in sentences. The way is
/// found by an engine outside this program that reads an extract of OpenStreetMap. A compound is entered by a gate:
/// one that lets the vehicle through and is open now. Without an extract or an engine the answer still says in which
/// direction the place lies and how far, and why there is no more.
public struct Roads: Sendable {
    public let places: Places
    /// What holds at the gates of compounds.
    let rounds: any GateRounds
    public let engine: any RoadEngine

    public init(places: Places, rounds: any GateRounds, engine: any RoadEngine) {
        self.places = places
        self.rounds = rounds
        self.engine = engine
    }

    /// - Parameter gates: of the compound that is asked about; empty for anything else.
    func plan(_ question: RouteQuestion, gates: [GateChoice]) async throws(Refusal) -> RoutePlan {
        let gate = await nearest(gates, to: question)
        let place: Place? = if case .place(let place) = question.target { place } else { nil }
        let end: Coordinate? =
            switch question.target {
            case .point(let point): point
            case .place(let place): gate?.point ?? place.point
            }
        guard let end else { throw .notFound(what: .unplacedRoute) }
        let road: Result<RoadRoute, NoRoute>
        if question.from.distanceMetres(to: end) > Limits.routeMetresMax {
            road = .failure(.tooFar)
        } else {
            do {
                road = .success(try await engine.route(RoadQuestion(from: question.from, to: end, mode: question.mode)))
            } catch {
                road = .failure(error)
            }
        }
        return RoutePlan(
            mode: question.mode, from: question.from, to: end, place: place, gate: gate, road: road,
            attribution: engine.attribution)
    }

    /// The nearest by road; in a straight line when the engine cannot say.
    private func nearest(_ gates: [GateChoice], to question: RouteQuestion) async -> GateChoice? {
        let near = gates.map { (gate: $0, metres: question.from.distanceMetres(to: $0.point)) }
            .sorted { $0.metres < $1.metres }.prefix(Limits.comparedGatesMax)
        guard near.count > 1, near[0].metres <= Limits.routeMetresMax else { return near.first?.gate }
        let byRoad = try? await engine.metres(
            from: question.from, to: near.map(\.gate.point), mode: question.mode)
        guard let byRoad, byRoad.count == near.count else { return near.first?.gate }
        let reached = zip(near, byRoad).compactMap { near, metres in metres.map { (gate: near.gate, metres: $0) } }
        return reached.min { $0.metres < $1.metres }?.gate ?? near.first?.gate
    }
}

extension Limits {
    /// Nobody delivers farther than this.
    static let routeMetresMax = 100_000.0
}
