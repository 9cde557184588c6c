@testable import Accounts
import Base64URL
import Compounds
import Kernel
import PassToken
import Places
import TestTown
import Testing

@testable import Blocked

@Suite("Certificates of waiting at a gate")
struct CertificateTests {
    private static func id(_ number: Int) -> String { "01980000-0000-7000-8000-\(300_000_000_000 + number)" }

    private static func moments(_ texts: [String]) -> [WaitMoment] {
        texts.enumerated().map { number, text in
            let parts = text.split(separator: " ")
            let kind: WaitMoment.Kind =
                switch parts[1] {
                case "arrived": .arrived(ID(high: 0, low: UInt64(number)), gate: "南门")
                case "in": .letIn
                case "stopped": .reported
                default: .notLetIn
                }
            let place = parts.count > 2 ? BlockedTown.oldTown : BlockedTown.lakeside
            return WaitMoment(
                place: place.id, placeName: place.name, at: testMoment.adding(seconds: Int64(parts[0]) ?? 0),
                kind: kind)
        }
    }

    @Test(
        "From the first arrival to being let in, or else to the report, or else to the last refusal",
        arguments: [
            (["0 arrived", "119 in"], ""), (["0 arrived", "120 in"], "0-120 letIn"),
            (["0 arrived", "60 arrived", "300 in"], "0-300 letIn"),
            (["0 arrived", "130 no", "140 stopped", "500 in"], "0-500 letIn"),
            (["0 arrived", "130 no", "140 stopped", "150 no"], "0-140 reported"),
            (["0 arrived", "130 no", "150 no"], "0-150 notLetIn"), (["0 arrived"], ""),
            (["100 in", "200 arrived"], ""),
            (["0 arrived", "300 in elsewhere"], ""), (["0 arrived", "21600 in"], "0-21600 letIn"),
            (["0 arrived", "21601 in"], ""),
            (["0 arrived", "300 in", "1000 arrived", "1400 in"], "1000-1400 letIn, 0-300 letIn"),
        ])
    func waits(_ texts: [String], _ expected: String) {
        let told = GateWait.all(Self.moments(texts)).map { wait in
            let (from, to) = (wait.arrivedAt.seconds - testMoment.seconds, wait.endedAt.seconds - testMoment.seconds)
            return "\(from)-\(to) \(wait.outcome)"
        }
        #expect(told.joined(separator: ", ") == expected)
    }

    /// The rider said that they were there ten minutes ago and was let in three minutes ago.
    private func wait(in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO gate_arrival (id, place_id, gate_id, account_id, at, vehicle, verdict)
            VALUES (\(Self.id(1)), \(BlockedTown.lakeside.id), \(BlockedTown.south.id), \(BlockedTown.rider.id),
                \(town.now.adding(seconds: -600)), 'e-bike', 'come-in')
            """)
        let at = town.now.adding(seconds: -180)
        try town.run(
            """
            INSERT INTO pass_scan (id, place_id, gate_id, account_id, at, received_at, means, vehicle, verdict,
                is_offline)
            VALUES (\(Self.id(2)), \(BlockedTown.lakeside.id), \(BlockedTown.south.id), \(BlockedTown.rider.id), \(at),
                \(at), 'code', 'e-bike', 'come-in', 0)
            """)
    }

    @Test("Taken once, read by everybody, taken back by its rider alone", arguments: TestEngine.available)
    func whole(_ engine: TestEngine) async throws {
        try await BlockedTown.open(engine) { here in
            let (certificates, visit) = (here.certificates, here.visit)
            try await here.database.write { try wait(in: $0) }
            let arrival = try #require(ID<WaitArrival>(Self.id(1)))
            func take(_ person: Person) async throws -> String {
                try await here.database.write { try certificates.take(arrival, by: person, visit, in: $0) }
            }
            // Somebody else's wait is nobody's.
            await #expect(throws: Refusal.notFound(what: .noSuchWait)) { try await take(BlockedTown.strangers[2]) }
            let id = try await take(BlockedTown.rider)
            #expect(Base64URL.decode(id)?.count == 16)
            await #expect(throws: Refusal.notFound(what: .noSuchWait)) { try await take(BlockedTown.rider) }
            let kept = try await here.database.read { try certificates.store.certificate(id, in: $0) }
            let signed = try #require(kept?.signed)
            let read = try #require(certificates.read(signed))
            #expect(read.place == "云湖小区" && read.gate == "南门" && read.minutes == 7 && read.outcome == .letIn)
            #expect(read.maskedName == "王＊骑" && Base64URL.encode(read.id) == id)
            let told = try await here.database.read {
                String(decoding: try certificates.exported(of: BlockedTown.rider.id, in: $0).bytes, as: UTF8.self)
            }
            #expect(told.contains(id))
            await #expect(throws: Refusal.notFound(what: .noSuchCertificate)) {
                try await here.database.write { try certificates.remove(id, by: BlockedTown.manager, visit, in: $0) }
            }
            try await here.database.write { try certificates.remove(id, by: BlockedTown.rider, visit, in: $0) }
            let after = try await here.database.read { try certificates.store.certificate(id, in: $0) }
            #expect(after?.signed == [])
            // It cannot be had twice either.
            await #expect(throws: Refusal.notFound(what: .noSuchWait)) { try await take(BlockedTown.rider) }
            #expect(try await here.actions() == ["take-certificate", "remove-certificate"])
        }
    }

    @Test("It goes with the account, and after half a year", arguments: TestEngine.available)
    func gone(_ engine: TestEngine) async throws {
        try await BlockedTown.open(engine) { here in
            let (certificates, visit) = (here.certificates, here.visit)
            let arrival = try #require(ID<WaitArrival>(Self.id(1)))
            let id = try await here.database.write { town in
                try wait(in: town)
                let id = try certificates.take(arrival, by: BlockedTown.rider, visit, in: town)
                _ = try certificates.erase(BlockedTown.rider.id, in: town)
                return id
            }
            let after = try await here.database.read { try certificates.store.certificate(id, in: $0) }
            #expect(after?.signed == [])
            here.time.move(seconds: 180 * 86_400)
            #expect(try await here.database.write { try certificates.lapse(in: $0) } == 0)
            here.time.move(seconds: 1)
            #expect(try await here.database.write { try certificates.lapse(in: $0) } == 1)
        }
    }
}
