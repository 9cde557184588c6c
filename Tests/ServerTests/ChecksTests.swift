import Kernel
import TestTown
import Testing

/// A row that the schema takes, column by column, as SQL writes the values.
private let rows: [String: [String: String]] = [
    "place": [
        "id": id(1), "kind": "'merchant'", "name": "'n'", "name_en": "''", "pinyin": "''", "initials": "''",
        "latitude": "43.8", "longitude": "87.6", "point_basis": "'given'", "area_code": "NULL",
        "area_basis": "'none'", "address": "''", "hours": "''", "phone": "''", "facilities": "''",
        "source": "'s'", "source_key": "'k'", "demonstration": "0", "verified_at": "NULL", "created_at": "1",
        "updated_at": "1",
    ],
    "gate": [
        "id": id(2), "place_id": id(9), "name": "'n'", "latitude": "43.8", "longitude": "87.6", "hours": "''",
        "admits": "'foot'", "rule": "''",
    ],
    "station": ["place_id": id(9), "keeper": "''", "crowding": "'free'", "crowding_at": "NULL"],
    "offer": [
        "id": id(3), "place_id": id(9), "kind": "'free_item'", "amount": "0", "item": "''", "item_en": "''",
        "days": "''", "per_day": "1", "valid_until": "NULL",
    ],
    "charger": [
        "place_id": id(9), "method": "'charge'", "operator": "''", "vehicle": "'car'", "connector": "''",
        "battery": "''", "electricity_fen_per_kwh": "NULL", "service_fen_per_kwh": "0", "swap_fen": "NULL",
        "slots_total": "8", "slots_free": "8", "batteries_full": "0", "status_at": "NULL",
    ],
]

private func id(_ number: Int) -> String { "'00000000-0000-0000-0000-00000000000\(number)'" }

private func text(_ length: Int) -> String { "'" + String(repeating: "字", count: length) + "'" }

/// A check of the schema, and a change to the row that breaks it and nothing before it.
private struct Check: Sendable, CustomTestStringConvertible {
    let table: String
    let rule: String
    let breaks: [String: String]

    init(_ table: String, _ rule: String, _ breaks: [String: String]) {
        self.table = table
        self.rule = rule
        self.breaks = breaks
    }

    var testDescription: String { "\(table): \(rule) \(breaks.sorted { $0.key < $1.key })" }
}

private let placeChecks: [Check] = [
    Check("place", "length(id) = 36", ["id": "'0198'"]),
    Check(
        "place", "kind IN ('compound', 'station', 'merchant', 'charger', 'street', 'building')", ["kind": "'bank'"]),
    Check("place", "length(name) BETWEEN 1 AND 120", ["name": "''"]),
    Check("place", "length(name) BETWEEN 1 AND 120", ["name": text(121)]),
    Check("place", "length(name_en) <= 200", ["name_en": text(201)]),
    Check("place", "latitude BETWEEN -90 AND 90", ["latitude": "90.001"]),
    Check("place", "longitude BETWEEN -180 AND 180", ["longitude": "-180.001"]),
    Check("place", "point_basis IN ('given', 'approximate', 'none')", ["point_basis": "'guessed'"]),
    Check("place", "area_basis IN ('outline', 'nearest-centre', 'given', 'none')", ["area_basis": "'guessed'"]),
    Check("place", "length(address) <= 300", ["address": text(301)]),
    Check("place", "length(hours) <= 500", ["hours": text(501)]),
    Check("place", "length(phone) <= 40", ["phone": text(41)]),
    Check("place", "length(facilities) <= 1000", ["facilities": text(1001)]),
    Check("place", "length(source) BETWEEN 1 AND 80", ["source": "''"]),
    Check("place", "length(source) BETWEEN 1 AND 80", ["source": text(81)]),
    Check("place", "length(source_key) BETWEEN 1 AND 500", ["source_key": "''"]),
    Check("place", "length(source_key) BETWEEN 1 AND 500", ["source_key": text(501)]),
    Check("place", "demonstration IN (0, 1)", ["demonstration": "2"]),
    Check("place", "(latitude IS NULL) = (longitude IS NULL)", ["longitude": "NULL"]),
    Check("place", "(latitude IS NULL) = (point_basis = 'none')", ["latitude": "NULL", "longitude": "NULL"]),
    Check("place", "(latitude IS NULL) = (point_basis = 'none')", ["point_basis": "'none'"]),
    Check("place", "(area_code IS NULL) = (area_basis = 'none')", ["area_basis": "'outline'"]),
]

private let kindChecks: [Check] = [
    Check("gate", "length(id) = 36", ["id": "''"]),
    Check("gate", "length(name) BETWEEN 1 AND 60", ["name": "''"]),
    Check("gate", "length(name) BETWEEN 1 AND 60", ["name": text(61)]),
    Check("gate", "latitude BETWEEN -90 AND 90", ["latitude": "-91"]),
    Check("gate", "longitude BETWEEN -180 AND 180", ["longitude": "181"]),
    Check("gate", "length(hours) <= 500", ["hours": text(501)]),
    Check("gate", "admits IN ('foot', 'bike', 'car')", ["admits": "'lorry'"]),
    Check("gate", "length(rule) <= 200", ["rule": text(201)]),
    Check("gate", "(latitude IS NULL) = (longitude IS NULL)", ["latitude": "NULL"]),
    Check("station", "length(keeper) <= 60", ["keeper": text(61)]),
    Check("station", "crowding IN ('unknown', 'free', 'busy', 'full')", ["crowding": "'empty'"]),
    Check("offer", "length(id) = 36", ["id": "''"]),
    Check("offer", "kind IN ('percent_off', 'fixed_price', 'free_item')", ["kind": "'gift'"]),
    Check("offer", "amount >= 0", ["amount": "-1"]),
    Check("offer", "kind <> 'percent_off' OR amount <= 100", ["kind": "'percent_off'", "amount": "101"]),
    Check("offer", "length(item) <= 60", ["item": text(61)]),
    Check("offer", "length(item_en) <= 120", ["item_en": text(121)]),
    Check("offer", "length(days) <= 500", ["days": text(501)]),
    Check("offer", "per_day > 0", ["per_day": "0"]),
    Check("charger", "method IN ('charge', 'swap', 'both')", ["method": "'solar'"]),
    Check("charger", "length(operator) <= 60", ["operator": text(61)]),
    Check("charger", "vehicle IN ('ebike', 'car')", ["vehicle": "'boat'"]),
    Check("charger", "length(connector) <= 60", ["connector": text(61)]),
    Check("charger", "length(battery) <= 60", ["battery": text(61)]),
    Check("charger", "electricity_fen_per_kwh >= 0", ["electricity_fen_per_kwh": "-1"]),
    Check("charger", "service_fen_per_kwh >= 0", ["service_fen_per_kwh": "-1"]),
    Check("charger", "swap_fen >= 0", ["swap_fen": "-1"]),
    Check("charger", "slots_total >= 0", ["slots_total": "-1", "slots_free": "NULL", "batteries_full": "NULL"]),
    Check("charger", "slots_free BETWEEN 0 AND slots_total", ["slots_free": "9"]),
    Check("charger", "slots_free BETWEEN 0 AND slots_total", ["slots_free": "-1"]),
    Check("charger", "batteries_full BETWEEN 0 AND slots_total", ["batteries_full": "9"]),
]

@Suite("The checks of places and kinds")
struct ChecksTests {
    @Test("Every check of v0002 and v0003 has a row here")
    func complete() throws {
        let written = try ["v0002_places", "v0003_kinds"].flatMap { name in
            try Self.checks(in: try Repository.text("Schema/\(name).sql"))
        }
        let listed = (placeChecks + kindChecks).map { "\($0.table): \($0.rule)" }
        #expect(written.count > 40)
        #expect(Set(written) == Set(listed))
    }

    @Test("Each check refuses what breaks it, on both engines", arguments: TestEngine.available)
    func refused(engine: TestEngine) async throws {
        try await withTables(engine) { database in
            for check in placeChecks + kindChecks {
                let row = try #require(rows[check.table]).merging(check.breaks) { $1 }
                let fault = try await insert(row, into: check.table, database)
                guard case .constraint(let name) = fault else {
                    Issue.record("\(check.testDescription): \(fault.map { "\($0)" } ?? "was taken")")
                    continue
                }
                // SQLite tells the rule itself, PostgreSQL a name made of the table.
                let expected = engine == .sqlite ? check.rule : check.table + "_"
                #expect(name.hasPrefix(expected), "\(check.testDescription)")
            }
        }
    }

    @Test("Rows within the bounds go in, at the bounds too", arguments: TestEngine.available)
    func taken(engine: TestEngine) async throws {
        try await withTables(engine) { database in
            for (table, row) in rows {
                #expect(try await insert(row, into: table, database, keep: false) == nil, "\(table)")
            }
            let longest = [
                "name": text(120), "name_en": text(200), "latitude": "-90", "longitude": "180", "address": text(300),
                "hours": text(500), "phone": text(40), "source": text(80), "source_key": text(500),
            ]
            let place = try #require(rows["place"]).merging(longest) { $1 }
            #expect(try await insert(place, into: "place", database, keep: false) == nil)
        }
    }

    @Test("Columns that must not be null refuse it, and details need their place", arguments: TestEngine.available)
    func required(engine: TestEngine) async throws {
        let nullable: Set<String> = [
            "latitude", "longitude", "area_code", "verified_at", "crowding_at", "valid_until",
            "electricity_fen_per_kwh", "service_fen_per_kwh", "swap_fen", "slots_free", "batteries_full", "status_at",
        ]
        try await withTables(engine) { database in
            for (table, row) in rows {
                for column in row.keys where !nullable.contains(column) {
                    let fault = try await insert(row.merging([column: "NULL"]) { $1 }, into: table, database)
                    guard case .constraint = fault else {
                        Issue.record("\(table).\(column) may be null")
                        continue
                    }
                }
                guard row["place_id"] != nil else { continue }
                let orphan = try await insert(row.merging(["place_id": id(7)]) { $1 }, into: table, database)
                guard case .constraint = orphan else {
                    Issue.record("\(table) takes a place that is not there")
                    continue
                }
            }
        }
    }

    @Test("A place is named once by its source and key", arguments: TestEngine.available)
    func unique(engine: TestEngine) async throws {
        try await withTables(engine) { database in
            let again = try #require(rows["place"]).merging(["source_key": "'known'"]) { $1 }
            let fault = try await insert(again, into: "place", database)
            guard case .constraint = fault else {
                Issue.record("a second entry was taken")
                return
            }
        }
    }

    /// The house's tables, with one place for details to belong to.
    private func withTables(_ engine: TestEngine, _ body: (any Database) async throws -> Void) async throws {
        try await withDatabase(engine) { database in
            let place = try #require(rows["place"]).merging(["id": id(9), "source_key": "'known'"]) { $1 }
            let fault = try await insert(place, into: "place", database, keep: true)
            #expect(fault == nil)
            try await body(database)
        }
    }

    private struct TakenBack: Error {}

    /// Puts a row in, and takes it back unless it is to be kept; returns why it was refused.
    private func insert(
        _ row: [String: String], into table: String, _ database: any Database, keep: Bool = false
    ) async throws -> DatabaseFault? {
        let columns = row.sorted { $0.key < $1.key }
        let names = columns.map(\.key).joined(separator: ", ")
        let values = columns.map(\.value).joined(separator: ", ")
        let statement = SQL.migration("INSERT INTO \(table) (\(names)) VALUES (\(values))")
        do {
            try await database.write { town in
                try town.run(statement)
                if !keep { throw TakenBack() }
            }
        } catch is TakenBack {
            return nil
        } catch let fault as DatabaseFault {
            return fault
        }
        return nil
    }

    /// `table: rule` of every CHECK in a migration's text.
    private static func checks(in text: String) throws -> [String] {
        var table = ""
        var found: [String] = []
        for line in text.split(separator: "\n") {
            if let name = line.wholeMatch(of: /CREATE TABLE (\w+) \(/)?.1 { table = String(name) }
            guard let start = line.range(of: "CHECK (")?.upperBound else { continue }
            var depth = 1
            let rule = line[start...].prefix { character in
                depth += character == "(" ? 1 : character == ")" ? -1 : 0
                return depth > 0
            }
            found.append("\(table): \(rule)")
        }
        return found
    }
}
