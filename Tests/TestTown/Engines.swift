import Foundation
import Kernel
import PostgreSQLDriver
import SQLiteDriver
import Synchronization

/// The engines a suite runs on: `@Test(arguments: TestEngine.available)`.
///
/// PostgreSQL is there when `YONGAI_TEST_POSTGRES` holds the URL of a server (`script/postgres start` makes one).
/// With `YONGAI_REQUIRE_POSTGRES=1` its tests run, and so fail, without one too.
public enum TestEngine: String, CaseIterable, Sendable, CustomStringConvertible {
    case sqlite
    case postgresql

    public static var available: [TestEngine] {
        postgresURL != nil || environment["YONGAI_REQUIRE_POSTGRES"] == "1" ? [.sqlite, .postgresql] : [.sqlite]
    }

    public var description: String { rawValue }

    static var environment: [String: String] { ProcessInfo.processInfo.environment }

    static var postgresURL: String? { environment["YONGAI_TEST_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 } }
}

/// When every test happens: a Monday morning in Ningbo, 2026-11-23 08:00.
public let testMoment = Instant(seconds: 1_795_392_000)

/// Random words that are numbers in order, so that identifiers are the same in every run.
public func numberedRandom() -> @Sendable () -> (UInt64, UInt64) {
    let counter = Counter()
    return { (0, counter.next()) }
}

final class Counter: Sendable {
    private let value = Mutex<UInt64>(0)

    func next() -> UInt64 {
        value.withLock { value in
            value += 1
            return value
        }
    }
}

/// A fresh database with the house's schema, taken away afterwards.
public func withDatabase<Result>(
    _ engine: TestEngine, clock: Clock = .stopped(at: testMoment), migrations: [Migration]? = nil,
    _ body: (any Database) async throws -> Result
) async throws -> Result {
    try await withDatabasePlace(engine) { place in
        let database = try place.open(clock: clock)
        do {
            _ = try await database.migrate(migrations ?? Migration.house())
            let result = try await body(database)
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }
}

/// Where a test's database is: for tests that open it more than once.
public struct DatabasePlace: Sendable {
    public let engine: TestEngine
    /// A file's path, or a URL whose `search_path` is a schema of the test's own.
    public let address: String

    public func open(clock: Clock = .stopped(at: testMoment)) throws -> any Database {
        switch engine {
        case .sqlite: try SQLiteDatabase(path: address, clock: clock, random: numberedRandom())
        case .postgresql: PostgreSQLDatabase(url: address, clock: clock, random: numberedRandom())
        }
    }
}

/// An empty place of its own, taken away afterwards; what was opened there must be closed before.
public func withDatabasePlace<Result>(
    _ engine: TestEngine, _ body: (DatabasePlace) async throws -> Result
) async throws -> Result {
    await turnstile.enter()
    defer { turnstile.leave() }
    switch engine {
    case .sqlite: return try await withFile(body)
    case .postgresql: return try await withSchema(body)
    }
}

private func withFile<Result>(_ body: (DatabasePlace) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yongai-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(DatabasePlace(engine: .sqlite, address: folder.appendingPathComponent("town.sqlite").path))
}

private func withSchema<Result>(_ body: (DatabasePlace) async throws -> Result) async throws -> Result {
    guard let url = TestEngine.postgresURL else {
        throw DatabaseFault.unavailable("YONGAI_TEST_POSTGRES holds no URL; script/postgres start prints one.")
    }
    let schema = "test_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")
    try await administration.write(.relaxed) { _ = try $0.run(.migration("CREATE SCHEMA \(schema)")) }
    let mark = url.contains("?") ? "&" : "?"
    let place = DatabasePlace(engine: .postgresql, address: "\(url)\(mark)options=-csearch_path%3D\(schema)")
    do {
        let result = try await body(place)
        try await drop(schema)
        return result
    } catch {
        try await drop(schema)
        throw error
    }
}

private func drop(_ schema: String) async throws {
    try await administration.write(.relaxed) { _ = try $0.run(.migration("DROP SCHEMA \(schema) CASCADE")) }
}

/// Makes and drops the schemas.
private let administration: PostgreSQLDatabase = {
    var options = PostgreSQLDatabase.Options()
    options.connectionsMax = 1
    options.acquireMilliseconds = 60_000
    return PostgreSQLDatabase(
        url: TestEngine.postgresURL ?? "", options: options, clock: .stopped(at: testMoment),
        random: numberedRandom())
}()

/// Tests run side by side, and each may use a pool of connections: so many at a time.
private let turnstile = Turnstile(places: 8)

private final class Turnstile: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(places: Int) { state = Mutex(State(free: places)) }

    func enter() async {
        await withCheckedContinuation { visitor in
            let isIn = state.withLock { state in
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                state.waiting.append(visitor)
                return false
            }
            if isIn { visitor.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state in
            guard state.waiting.isEmpty else { return Optional(state.waiting.removeFirst()) }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}

extension Migration {
    /// The migrations in the repository's `Schema/`.
    public static func house() throws -> [Migration] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.appendingPathComponent("Schema")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        return Migration.ordered(
            files: try names.filter { $0.hasSuffix(".sql") }.map { name in
                (name, try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
            })
    }
}
