import Foundation
import Kernel
import SQLiteDriver

private let writers = 64
private let writesEach = 32
private let rounds = 7

/// Durable writes a second of 64 concurrent writers, with group commit and with one commit a write: the same body, the
/// same driver, a fresh file on the same file system, `BEGIN IMMEDIATE` and `COMMIT` with `synchronous=FULL` for each.
/// The two take turns, and change who goes first, so that what else the machine does falls on both.
func groupCommit() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yongai-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    print("\(writers) writers, \(writesEach) durable writes each, \(rounds) rounds, in \(folder.path)")
    print("round   shared/s     alone/s     ratio   writes a shared commit")
    var (shared, alone): ([Double], [Double]) = ([], [])
    for round in 1...rounds {
        var results: [Bool: Run] = [:]
        for isShared in round.isMultiple(of: 2) ? [true, false] : [false, true] {
            let path = folder.appendingPathComponent("\(round)-\(isShared).sqlite").path
            results[isShared] = try await measure(path, membersMax: isShared ? 256 : 1)
        }
        guard let one = results[true], let other = results[false] else { return }
        shared.append(one.writesPerSecond)
        alone.append(other.writesPerSecond)
        print(
            column(Double(round), width: 5), column(one.writesPerSecond, width: 10),
            column(other.writesPerSecond, width: 11),
            column(one.writesPerSecond / other.writesPerSecond, decimals: 2, width: 9),
            column(one.writesPerCommit, decimals: 1, width: 10))
    }
    let ratio = column(median(shared) / median(alone), decimals: 2, width: 0)
    print("medians: \(Int(median(shared))) shared, \(Int(median(alone))) alone, ratio \(ratio) (wanted: 3 or more)")
}

private struct Run {
    var writesPerSecond: Double
    var writesPerCommit: Double
}

private func measure(_ path: String, membersMax: Int) async throws -> Run {
    var options = SQLiteDatabase.Options()
    options.groupMembersMax = membersMax
    let database = try SQLiteDatabase(
        path: path, options: options, clock: .stopped(at: Instant(seconds: 1_795_392_000)),
        random: { (.random(in: 0 ... .max), .random(in: 0 ... .max)) })
    _ = try await database.migrate([
        Migration(
            version: "v0001_entry",
            common: "CREATE TABLE entry (id TEXT NOT NULL PRIMARY KEY, writer BIGINT NOT NULL, amount BIGINT NOT NULL);"
        )
    ])
    let before = database.groupCounts
    let time = try await ContinuousClock().measure { try await write(database) }
    let counts = database.groupCounts
    let found = try await database.read { try $0.row("SELECT count(*) AS n FROM entry")?.int("n") }
    guard found == writers * writesEach else { fatalError("\(found ?? 0) rows were found instead of all.") }
    await database.close()
    return Run(
        writesPerSecond: Double(writers * writesEach) / seconds(time),
        writesPerCommit: Double(counts.writes - before.writes) / Double(counts.commits - before.commits))
}

private func write(_ database: SQLiteDatabase) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<writers {
            group.addTask {
                for amount in 0..<writesEach {
                    try await database.write(.durable) { town in
                        let id = town.newID(of: Run.self)
                        try town.run("INSERT INTO entry (id, writer, amount) VALUES (\(id), \(writer), \(amount))")
                    }
                }
            }
        }
        try await group.waitForAll()
    }
}
