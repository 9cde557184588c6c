import CoreMetrics
import Kernel

/// What the people who run the house ask of it: is it alive, is it ready, how is it doing.
struct OperationRoutes: Sendable {
    let house: House
    let meters: Meters

    func add(to doors: Doors) {
        doors.everyone.get("/healthz", isBrief: true) { _ in .text("ok\n") }
        doors.everyone.get("/readyz") { [self] _ in
            guard try await isReady() else { throw Refusal.notReady }
            return .text("ready\n" + roads)
        }
        doors.operators.get("/metrics") { [self] _ in
            let index = house.places.index
            Gauge(label: "yongai_places").record(index.places.count)
            Gauge(label: "yongai_places_placed").record(index.placedCount)
            Gauge(label: "yongai_areas").record(house.areas.map.count)
            return .text(meters.text(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    /// Without roads the house is ready all the same.
    private var roads: String {
        let standing = house.engine.standing
        return standing.hasRoads ? "roads: \(standing.port == nil ? "down" : "up")\n" : ""
    }

    /// The database answers and the areas of the city are loaded.
    private func isReady() async throws -> Bool {
        guard house.areas.map.count > 0 else { return false }
        return try await house.database.read { try $0.row("SELECT 1 AS one")?.int("one") } == 1
    }
}
