import Accounts
import Audit
import Compounds
import Foundation
import GatePolicy
import Gates
import Kernel

private struct ArrivalBody: Decodable {
    let vehicle: String
}

extension Passes {
    func addArrivalRoutes(to doors: Doors) {
        doors.people.post("/g/:code/arrivals", bodyBytesMax: Limits.verifyBodyBytesMax) { [self] visit, person in
            let vehicle = try Self.vehicle(visit)
            let code = visit.parameter("code")
            let arrival = try await database.write { [self] town -> ArrivalRecord in
                guard case .good(let gate, _) = try gates.scanned(code, in: town) else {
                    throw Refusal.notFound(what: .noGateOfYours)
                }
                return try arrive(at: gate, with: vehicle, by: person, in: town)
            }
            guard visit.bodyType == "application/json" else { return .seeOther("/g/\(code)#arrived") }
            return .json(
                [
                    "id": .string(arrival.id.description), "at": .integer(arrival.at.seconds),
                    "verdict": .string(arrival.verdict),
                    "words": JSON(ScanVerdict(rawValue: arrival.verdict)?.headline.in(visit.language)),
                ], status: 201)
        }
        doors.staff(.checkPass).get("/api/v1/gates/:id/arrivals") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            guard let id = ID<Gate>(visit.parameter("id")) else { throw Refusal.notFound(what: .noGateOfYours) }
            try await database.write { [self] town in
                let checked = try checkedGate(id, by: person, at: visit.now, in: town)
                let place = checked.gate.placeID
                let area = try compounds.land(of: place, in: town)?.area
                let target = Target(area: area ?? authority().city, place: place.description)
                try audit.record(
                    AuditEntry(
                        person, visit, by: person.grant(for: .checkPass, on: target), action: "watch-arrivals",
                        subjectKind: "gate", subject: id.description, area: area),
                    in: town)
            }
            let watch = ArrivalWatch(passes: self, gate: id, language: visit.language, clock: visit.site.clock)
            return .events(watch.events(for: person.id))
        }
    }

    private static func vehicle(_ visit: Visit) throws -> VisitorVehicle {
        let text: String?
        if visit.bodyType == "application/json" {
            let body: ArrivalBody = try visit.decoded("{vehicle}")
            text = body.vehicle
        } else {
            let form = try visit.form()
            try form.accept(only: ["vehicle"])
            text = try form.value("vehicle")
        }
        guard let vehicle = text.flatMap(VisitorVehicle.init(rawValue:)) else {
            throw Refusal.parameter(name: "vehicle", came: text, accepted: .vehicles)
        }
        return vehicle
    }
}

/// Arrivals at one gate as they happen, for one guard.
struct ArrivalWatch: Sendable {
    let passes: Passes
    let gate: ID<Gate>
    let language: Language
    let clock: Clock

    private enum Ring: Sendable {
        case changed, beat, end
    }

    static let beatSeconds = 15
    /// Then the page asks again, and is asked who it is again.
    static let secondsMax = 600
    static let eventsWaitingMax = 100

    /// First those of the last minutes. Ends with whoever listens, and when the house closes.
    func events(for person: ID<Account>) -> AsyncStream<[UInt8]> {
        let (events, out) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingNewest(Self.eventsWaitingMax))
        let work = Task {
            do { try await watch(out) } catch { /* The page asks again. */  }
            out.finish()
        }
        let streams = passes.streams
        let number = streams.open(by: person, at: gate) {
            out.yield(ServerEvent(name: "elsewhere", id: "", data: [:]).bytes)
            out.finish()
        }
        out.onTermination = { _ in
            streams.close(number)
            work.cancel()
        }
        return events
    }

    private func watch(_ out: AsyncStream<[UInt8]>.Continuation) async throws {
        let changes = try await passes.database.changes()
        let (rings, bell) = AsyncStream.makeStream(of: Ring.self, bufferingPolicy: .bufferingNewest(8))
        bell.yield(.changed)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await topic in changes where topic == nil || topic == Passes.arrivalsChanged {
                    bell.yield(.changed)
                }
                bell.yield(.end)
            }
            group.addTask {
                for _ in 0..<(Self.secondsMax / Self.beatSeconds) {
                    try await Task.sleep(for: .seconds(Self.beatSeconds))
                    bell.yield(.beat)
                }
                bell.yield(.end)
            }
            var last = clock.now().adding(seconds: -Limits.arrivalShownSeconds)
            var told: Set<ID<Arrival>> = []
            for await ring in rings {
                switch ring {
                case .end: group.cancelAll()
                case .beat: out.yield(Array(": \n\n".utf8))
                case .changed: last = try await tell(after: last, &told, out)
                }
                if ring == .end || Task.isCancelled { break }
            }
            group.cancelAll()
        }
    }

    /// - Returns: where the next look begins: a little back, for transactions end in another order than they begin.
    private func tell(
        after moment: Instant, _ told: inout Set<ID<Arrival>>, _ out: AsyncStream<[UInt8]>.Continuation
    ) async throws -> Instant {
        let seen = try await passes.database.read { [passes, gate] town in
            try passes.seenArrivals(at: gate, after: moment, in: town)
        }
        for one in seen where told.insert(one.arrival.id).inserted {
            out.yield(ServerEvent(name: "arrival", id: one.arrival.id.description, data: one.json(language)).bytes)
        }
        let back = clock.now().adding(seconds: -60)
        return max(moment, min(back, seen.last?.arrival.at ?? moment))
    }
}
