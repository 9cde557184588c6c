import Gates
import Geo
import Kernel
import Places

extension Roads {
    public func addRoutes(to doors: Doors, database: any Database) {
        doors.everyone.get("/api/v1/routes") { [self] visit in
            let query = try RouteQuery(visit.query)
            let (question, gates) = try await question(query, visit, database)
            let plan = try await plan(question, gates: gates)
            return .geoJSON(RouteJSON(plan: plan, language: visit.language, isApple: visit.isApple).feature)
        }
        doors.everyone.get("/places/:id/route") { [self] visit in
            let mode = try RouteQuery.mode(visit.query)
            let place = try place(ID<Place>(visit.parameter("id")))
            let gates = try await gates(of: place, mode, visit, database)
            return .page(
                RoutePage(
                    place: place, mode: mode, gates: gates, visit: visit, mapBase: places.mapBase(for: visit)
                ).page(), visit)
        }
    }

    private func question(
        _ query: RouteQuery, _ visit: Visit, _ database: any Database
    ) async throws -> (RouteQuestion, [GateChoice]) {
        switch query.target {
        case .point(let to):
            let question = RouteQuestion(from: query.from, target: .point(to), mode: query.mode, moment: visit.now)
            return (question, [])
        case .place(let id):
            let place = try place(id)
            let question = RouteQuestion(
                from: query.from, target: .place(place), mode: query.mode, moment: visit.now)
            return (question, try await gates(of: place, query.mode, visit, database))
        }
    }

    private func place(_ id: ID<Place>?) throws(Refusal) -> Place {
        guard let id, let place = places.index.place(id) else { throw .notFound(what: .noRoutePlace) }
        return place
    }

    private func gates(
        of place: Place, _ mode: TravelMode, _ visit: Visit, _ database: any Database
    ) async throws -> [GateChoice] {
        guard place.kind == .compound else { return [] }
        let round = try await database.read { try rounds.round(of: place.id, at: visit.now, in: $0) }
        return round.map { GateChoice.choices($0, mode: mode, trade: visit.keptTrade) } ?? []
    }
}

extension Visit {
    var isApple: Bool { userAgent.contains("iPhone") || userAgent.contains("iPad") }
}
