import Foundation
import Hummingbird
import HummingbirdTesting
import Kernel
import TestTown
import Testing

@testable import Passes
@testable import Server

@Suite("Arrivals at a gate")
struct ArrivalTests {
    private func code(_ town: GatesideTown) async throws -> String {
        let gates = town.house.gates
        return try await town.house.database.write { try gates.renewCode(at: GatesideTown.east.id, in: $0) }.text
    }

    @Test("Who scans a gate's code and says so gets a card to hold up, once a minute", arguments: TestEngine.available)
    func card(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let path = "/g/\(try await code(town))"
            let before = try await town.rider.ask(town.visitor, path)
            #expect(before.status == 200 && before.text.contains("我到了"))
            #expect(!(try await town.visitor.ask(path).text.contains("我到了")))
            let sent = try await town.rider.ask(town.visitor, path + "/arrivals", post: "vehicle=e-bike")
            #expect(sent.status == 303 && sent.header("Location") == path + "#arrived")
            let after = try await town.rider.ask(town.visitor, path)
            #expect(after.text.contains("id=\"arrived\"") && after.text.contains("王＊骑"))
            #expect(try await town.rider.ask(town.visitor, path + "/arrivals", post: "vehicle=e-bike").status == 429)
            town.clock.pass(seconds: 61)
            let json = try await town.rider.send(town.visitor, path + "/arrivals", json: #"{"vehicle":"foot"}"#)
            #expect(json.status == 201 && json.text.contains("\"come-in\""))
            #expect(try await town.rider.ask(town.visitor, path + "/arrivals", post: "vehicle=horse").status == 400)
            #expect(try await town.rider.ask(town.visitor, "/g/forged/arrivals", post: "vehicle=foot").status == 404)
            #expect(try await town.watch.ask(town.visitor, path + "/arrivals", post: "vehicle=foot").status == 403)
        }
    }

    @Test(
        "The guard's page is told of those before and of each as it comes, and of those of its own gate only",
        arguments: TestEngine.available)
    func told(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let (passes, gates, rider) = (town.house.passes, town.house.gates, town.rider.id)
            let text = try await code(town)
            let arrived = "/g/\(text)/arrivals"
            #expect(try await town.rider.ask(town.visitor, arrived, post: "vehicle=e-bike").status == 303)
            _ = gates
            let watch = ArrivalWatch(
                passes: passes, gate: GatesideTown.east.id, language: .chinese, clock: town.clock.clock)
            var events = watch.events(for: town.rider.id).makeAsyncIterator()
            let first = String(decoding: try #require(await events.next()), as: UTF8.self)
            #expect(first.hasPrefix("event: arrival\nid: ") && first.hasSuffix("\n\n"))
            #expect(first.contains("\"name\":\"王＊骑\"") && first.contains("\"words\":\"可以进\""))
            #expect(!first.contains(rider.description))
            town.clock.pass(seconds: 61)
            let json = try await town.rider.send(town.visitor, arrived, json: #"{"vehicle":"foot"}"#)
            let second = String(decoding: try #require(await events.next()), as: UTF8.self)
            #expect(second.contains(try #require(try json.object()["id"] as? String)))
            let other = ArrivalWatch(
                passes: passes, gate: GatesideTown.north.id, language: .chinese, clock: town.clock.clock)
            let none = try await town.house.database.read {
                try passes.seenArrivals(at: other.gate, after: Instant(milliseconds: 0), in: $0)
            }
            #expect(none.isEmpty)
        }
    }
}
