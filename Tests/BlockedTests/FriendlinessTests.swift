@testable import Accounts
import CitySettings
import Compounds
import Kernel
import Places
import TestTown
import Testing

@testable import Blocked

@Suite("The friendliness of compounds")
struct FriendlinessTests {
    private static func random(_ numbers: inout SplitMix) -> (VisitCounts, CityMean) {
        let letIn = Int.random(in: 0...400, using: &numbers)
        let waits = Int.random(in: 0...60, using: &numbers)
        let counts = VisitCounts(
            letIn: letIn, refused: Int.random(in: 0...80, using: &numbers),
            waitSeconds: waits == 0 ? nil : 15 * Int.random(in: 0...40, using: &numbers), waits: waits,
            upheld: Int.random(in: 0...8, using: &numbers), hasPolicy: Bool.random(using: &numbers))
        let mean = CityMean(
            waitSeconds: Double.random(in: 0...600, using: &numbers),
            refusedShare: Double.random(in: 0...0.5, using: &numbers),
            upheldShare: Double.random(in: 0...0.02, using: &numbers))
        return (counts, mean)
    }

    @Test("Nothing bad raises it, nothing good lowers it, and it stays between 0 and 100")
    func monotone() throws {
        var numbers = SplitMix(5)
        for _ in 0..<5000 {
            let (counts, mean) = Self.random(&numbers)
            guard let score = Friendliness(counts, mean: mean)?.score else {
                #expect(counts.visits < 20)
                continue
            }
            #expect((0...100).contains(score) && counts.visits >= 20)
            func changed(_ change: (inout VisitCounts) -> Void) throws -> Int {
                var other = counts
                change(&other)
                return try #require(Friendliness(other, mean: mean)?.score)
            }
            #expect(try changed { $0.refused += 1 } <= score, "\(counts)")
            #expect(try changed { $0.upheld += 1 } <= score, "\(counts)")
            #expect(try changed { $0.waitSeconds = $0.waitSeconds.map { $0 + 15 } } <= score, "\(counts)")
            #expect(try changed { $0.letIn += 1 } >= score, "\(counts)")
            #expect(try changed { $0.hasPolicy = true } >= score, "\(counts)")
            if counts.letIn > 0 {
                #expect(
                    try changed {
                        $0.letIn -= 1
                        $0.refused += 1
                    } <= score, "\(counts)")
            }
        }
    }

    @Test("As the formula in the document says")
    func formula() throws {
        let mean = CityMean(waitSeconds: 60, refusedShare: 0.02, upheldShare: 0.001)
        let good = VisitCounts(letIn: 1000, refused: 0, waitSeconds: 15, waits: 1000, upheld: 0, hasPolicy: true)
        #expect(Friendliness(good, mean: mean)?.score == 100)
        let bad = VisitCounts(letIn: 500, refused: 500, waitSeconds: 900, waits: 900, upheld: 60)
        #expect(Friendliness(bad, mean: mean)?.score == 0)
        // 35 × (300 − 60) / 285 + 35 × (1 − 2.4 / 98 / 0.2) + 20 × (1 − 1.05 / 97 / 0.01 → 0)
        let some = VisitCounts(letIn: 47, refused: 1, waitSeconds: 60, waits: 9, upheld: 1)
        #expect(Friendliness(some, mean: mean)?.score == 61)
        #expect(Friendliness(VisitCounts(letIn: 19), mean: mean) == nil)
        #expect(CityMean(of: []) == .presumed)
        #expect(CityMean(of: [good, bad]).refusedShare == 0.25)
        #expect(Waits.median([(30, 2), (15, 1), (600, 1)]) == 30)
        #expect(Waits.median([]) == nil)
    }

    private static func id(_ number: Int) -> String { "01980000-0000-7000-8000-\(200_000_000_000 + number)" }

    /// A look at the rider's pass, so many seconds from now.
    private func look(
        _ number: Int, _ verdict: String, _ seconds: Int64, place: Place = BlockedTown.lakeside,
        isUndone: Bool = false, in town: any Writing
    ) throws {
        let at = town.now.adding(seconds: seconds)
        try town.run(
            """
            INSERT INTO pass_scan (id, place_id, gate_id, account_id, at, received_at, means, vehicle, verdict,
                is_offline, undone_at)
            VALUES (\(Self.id(number)), \(place.id), \(BlockedTown.south.id), \(BlockedTown.rider.id), \(at), \(at),
                'code', 'e-bike', \(verdict), 0, \(isUndone ? at : nil))
            """)
    }

    private func arrival(_ number: Int, _ seconds: Int64, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO gate_arrival (id, place_id, gate_id, account_id, at, vehicle, verdict)
            VALUES (\(Self.id(number)), \(BlockedTown.lakeside.id), \(BlockedTown.south.id), \(BlockedTown.rider.id),
                \(town.now.adding(seconds: seconds)), 'e-bike', 'come-in')
            """)
    }

    @Test("Counted from looks and arrivals, and kept when those are gone", arguments: TestEngine.available)
    func counted(_ engine: TestEngine) async throws {
        try await BlockedTown.open(engine) { here in
            let index = here.index
            let report = try await here.report()
            try await here.staff(report, .answer("对不起", improvement: "不再收费"), BlockedTown.manager)
            try await here.rider(report, .settle)
            try await here.database.write { town in
                for number in 0..<24 { try look(number, "come-in", -86_400 * 2 - Int64(number), in: town) }
                try look(30, "refused", -100, in: town)
                try look(31, "not-valid", -90, in: town)
                try look(32, "not-now", -80, in: town)
                try look(33, "refused", -70, isUndone: true, in: town)
                try look(34, "come-in", -60, place: BlockedTown.oldTown, in: town)
                // Said twice that they are there; looked at 100 seconds after the first time.
                try arrival(40, -4100, in: town)
                try arrival(41, -4040, in: town)
                try look(42, "come-in", -4000, in: town)
                // Nobody came.
                try arrival(43, -50, in: town)
            }
            for _ in 0..<2 {
                #expect(try await here.database.write { try index.refresh(in: $0) } == 2)
            }
            let record = try await here.database.read { try index.store.record(of: BlockedTown.lakeside.id, in: $0) }
            let counts = VisitCounts(letIn: 25, refused: 1, waitSeconds: 90, waits: 1, upheld: 1)
            #expect(record?.counts == counts && record?.score != nil)
            let other = try await here.database.read { try index.store.record(of: BlockedTown.oldTown.id, in: $0) }
            #expect(other?.counts.letIn == 1 && other?.score == nil)
            // The looks go after their time; the sums stay, for ninety days.
            here.time.move(seconds: 40 * 86_400)
            try await here.database.write { town in
                try town.run("DELETE FROM pass_scan")
                try town.run("DELETE FROM gate_arrival")
            }
            #expect(try await here.database.write { try index.refresh(in: $0) } == 2)
            let later = try await here.database.read { try index.store.record(of: BlockedTown.lakeside.id, in: $0) }
            #expect(later?.counts == counts)
            here.time.move(seconds: 51 * 86_400)
            #expect(try await here.database.write { try index.refresh(in: $0) } == 0)
        }
    }

    @Test("Staff see the compounds of their area, the least friendly first", arguments: TestEngine.available)
    func table(_ engine: TestEngine) async throws {
        try await BlockedTown.open(engine) { here in
            let index = here.index
            try await here.database.write { town in
                for number in 0..<20 { try look(number, "come-in", -Int64(number), in: town) }
                for number in 20..<40 {
                    let verdict = number < 23 ? "refused" : "come-in"
                    try look(number, verdict, -Int64(number), place: BlockedTown.oldTown, in: town)
                }
                _ = try index.refresh(in: town)
            }
            func names(_ areas: [String], _ places: [String] = []) async throws -> [String] {
                let reach = BlockedReach(places: places, areas: areas, seesNowhere: false)
                return try await here.database.read { try index.store.list(reach, countMax: 9, in: $0).map(\.name) }
            }
            #expect(try await names(["9901"]) == ["古城小区", "云湖小区"])
            #expect(try await names(["990103001001"]) == ["古城小区"])
            #expect(try await names([], [BlockedTown.oldTown.id.description]) == ["古城小区"])
            #expect(try await names(["990104"]) == [])
        }
    }
}
