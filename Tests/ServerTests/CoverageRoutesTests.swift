import Areas
import Foundation
import Kernel
import Places
import TestTown
import Testing

@testable import Compounds
@testable import Server

@Suite("Coverage for those who answer for an area")
struct CoverageRoutesTests {
    private func town(
        _ engine: TestEngine, _ body: @escaping @Sendable (House, Visitor) async throws -> Void
    ) async throws {
        let (lakeside, garden) = (GatesideTown.lakeside, GatesideTown.garden)
        try await withHouse(engine, places: [lakeside, garden], clock: .stopped(at: testMoment)) { house in
            let compounds = house.compounds
            try await house.database.write { town in
                try compounds.save([GatesideTown.east, GatesideTown.night], in: town)
                let policy = "{\"shut\":false,\"admissions\":[],\"parking\":[{\"name\":\"北门车棚\"}]}"
                _ = try town.run(
                    """
                    INSERT INTO gate_policy (id, gate_id, number, policy, state, purpose, proposed_at, decided_at,
                        reason)
                    VALUES (\(GatesideTown.east.id.description), \(GatesideTown.east.id), 1, \(policy), 'standing', '',
                        \(town.now), \(town.now), '')
                    """)
                _ = try town.run(
                    """
                    INSERT INTO plan (place_id, number, buildings, units, reachable_units, parking_spots, verified_at,
                        is_template)
                    VALUES (\(lakeside.id), 1, 1, 2, 2, 0, \(town.now.adding(seconds: -89 * 86_400)), 0),
                        (\(garden.id), 1, 1, 2, 0, 0, \(town.now.adding(seconds: -91 * 86_400)), 0)
                    """)
                return 0
            }
            try await withVisitor(house) { try await body(house, $0) }
        }
    }

    @Test(
        "A worker reads what the compounds lack, an officer the areas below; nobody an area that is not theirs",
        arguments: TestEngine.available)
    func read(_ engine: TestEngine) async throws {
        try await town(engine) { house, visitor in
            let worker = try await SignedIn(house, 0x821, role: .communityWorker, area: "990102001001")
            let officer = try await SignedIn(house, 0x822, role: .officer, area: "990102")
            let page = try await worker.ask(visitor, "/console/coverage").text
            #expect(page.contains("共 2 个小区") && page.contains("coverage-number\">50%"))
            #expect(page.contains("花园小区") && page.contains("没有导引图"))
            #expect(!page.contains("/places/\(GatesideTown.lakeside.id)\""))
            let above = try await officer.ask(visitor, "/console/coverage?by=parking")
            #expect(above.status == 200 && above.text.contains("area=990102001"))
            #expect(try await officer.ask(visitor, "/console/coverage?area=990102001").status == 200)
            for foreign in ["9901", "990103", "99010", "x", ""] {
                let target = "/console/coverage?area=\(foreign)"
                #expect(try await officer.ask(visitor, target).status == 404, "\(foreign)")
            }
            #expect(try await officer.ask(visitor, "/console/coverage?by=x").status == 400)
        }
    }

    @Test("The table to take away has a line for each compound, for Excel and as CSV", arguments: TestEngine.available)
    func files(_ engine: TestEngine) async throws {
        try await town(engine) { house, visitor in
            let officer = try await SignedIn(house, 0x822, role: .officer, area: "9901")
            let csv = try await officer.ask(visitor, "/console/coverage.csv")
            #expect(csv.body.starts(with: [0xEF, 0xBB, 0xBF]))
            let lines = csv.text.split(separator: "\r\n")
            #expect(lines.count == 3)
            #expect(lines[1].contains("湖滨小区,1,1,1,1,,") && lines[2].contains("花园小区,0,0,0,0,,"))
            let workbook = try await officer.ask(visitor, "/console/coverage.xlsx?lang=en")
            #expect(workbook.body.starts(with: Array("PK".utf8)))
            #expect(workbook.header("Content-Disposition")?.contains("coverage-9901.xlsx") == true)
            #expect(workbook.header("Cache-Control")?.contains("no-store") == true)
        }
    }
}
