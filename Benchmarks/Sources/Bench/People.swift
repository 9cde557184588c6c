import Areas
import Audit
import Foundation
import Geo
import Kernel
import Places
import PostgreSQLDriver
import SQLiteDriver
import Sealing

private let now = Instant(seconds: 1_795_392_000)

/// How long one decision takes of who may do what where: thread time, for somebody with few roles and with the most.
func permissions() {
    let targets = (0..<1024).map { number in
        Target(area: "3302\(10 + number % 20)\(100 + number % 37)\(601 + number % 11)", place: "place-\(number % 50)")
    }
    print("roles held   ns a decision (allowed, of \(targets.count))   wanted: 1,000 or less")
    for count in [1, 3, 50] {
        let roles = Role.allCases.filter { $0 != .rider }
        let grants = (0..<count).map { number in
            Grant(
                id: ID(high: 0, low: UInt64(number)), role: roles[number % roles.count],
                area: "3302\(10 + number % 20)", place: number.isMultiple(of: 2) ? "place-\(number)" : nil)
        }
        let person = Person(
            id: ID(high: 0, low: 1), name: "某人", proof: .passkey, grants: grants, session: "s", signedInAt: now,
            now: now)
        var allowed = 0
        let times = (0..<9).map { _ -> Double in
            let start = threadSeconds()
            for round in 0..<200 {
                let action = Action.allCases[round % Action.allCases.count]
                for target in targets where person.may(action, on: target) { allowed += 1 }
            }
            return (threadSeconds() - start) * 1e9 / Double(200 * targets.count)
        }
        print(column(Double(count), width: 10), column(median(times), decimals: 1, width: 12), "  (\(allowed))")
    }
}

/// What an audit entry adds to a durable write: a place saved as staff save it, without and with its entry, taking
/// turns in the same database.
func auditAppend() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yongai-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let random: @Sendable () -> (UInt64, UInt64) = { (.random(in: 0 ... .max), .random(in: 0 ... .max)) }
    let clock = Clock { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
    let sqlite = try SQLiteDatabase(
        path: folder.appendingPathComponent("town.sqlite").path, options: .init(), clock: clock, random: random)
    try await measureAudit(sqlite, name: "SQLite")
    if let url = ProcessInfo.processInfo.environment["YONGAI_BENCH_POSTGRES"] {
        let schema = "bench_\(UInt32.random(in: 0 ... .max))"
        let first = PostgreSQLDatabase(url: url, options: .init(), clock: clock, random: random)
        try await first.write { _ = try $0.run(.migration("CREATE SCHEMA \(schema)")) }
        let mark = url.contains("?") ? "&" : "?"
        let database = PostgreSQLDatabase(
            url: "\(url)\(mark)options=-csearch_path%3D\(schema)", options: .init(), clock: clock, random: random)
        try await measureAudit(database, name: "PostgreSQL")
        try await first.write { _ = try $0.run(.migration("DROP SCHEMA \(schema) CASCADE")) }
        await first.close()
    }
}

private let auditRounds = 9

private func measureAudit(_ database: any Database, name: String) async throws {
    _ = try await database.migrate(try houseMigrations())
    let audit = Audit(keys: try KeyRing(first: Array(repeating: 7, count: 32)), origin: "bench/audit")
    for writers in [1, 16] {
        var ratios: [Double] = []
        var (without, with): ([Double], [Double]) = ([], [])
        for round in 0..<auditRounds {
            var times: [Bool: Double] = [:]
            for isAudited in round.isMultiple(of: 2) ? [true, false] : [false, true] {
                times[isAudited] = try await save(database, audit: isAudited ? audit : nil, writers: writers)
            }
            guard let plain = times[false], let audited = times[true] else { continue }
            without.append(plain)
            with.append(audited)
            ratios.append(audited / plain)
        }
        let added = (median(ratios) - 1) * 100
        print(
            "\(name), \(writers) writers: \(column(median(without), decimals: 1, width: 0)) µs a write, "
                + "\(column(median(with), decimals: 1, width: 0)) µs with its entry: "
                + "\(column(added, decimals: 1, width: 0)) % more (wanted: 10 or less)")
    }
    await database.close()
}

/// Microseconds a write.
private func save(_ database: any Database, audit: Audit?, writers: Int) async throws -> Double {
    let each = 400 / writers
    let time = try await ContinuousClock().measure {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask { for number in 0..<each { try await saveOne(database, audit, writer * each + number) } }
            }
            try await group.waitForAll()
        }
    }
    return seconds(time) * 1e6 / Double(each * writers)
}

private func saveOne(_ database: any Database, _ audit: Audit?, _ number: Int) async throws {
    let place = Place(
        id: ID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0000 | UInt64(number)), kind: .merchant,
        name: "老面馆 \(number)", point: Coordinate(uncheckedLatitude: 29.87, longitude: 121.55), pointBasis: .given,
        address: "海曙区柳汀街 \(number) 号", hours: "Mo-Su 08:00-22:00", facilities: ["water", "discount"],
        source: "bench", sourceKey: String(number))
    try await database.write { town in
        try PlaceStore().save([place], in: town)
        guard let audit else { return }
        try audit.record(
            AuditEntry(
                actor: ID(high: 1, low: 1), role: .communityWorker, proof: .passkey, action: "edit-place",
                subjectKind: "place", subject: place.id.description, reason: "门牌号写错了", origin: "cb0071",
                details: [("fields", .array([.string("address"), .string("hours")]))]),
            in: town)
    }
}

/// The house's own schema.
private func houseMigrations() throws -> [Migration] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Schema")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return Migration.ordered(
        files: try names.filter { $0.hasSuffix(".sql") && $0 != "schema.sql" }.map { name in
            (name, try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
        })
}
