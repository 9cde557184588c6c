@testable import Accounts
import Areas
import CoreMetrics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Logging
import Places
import Synchronization
import TestTown
import Testing

@testable import Server

/// The tiny fictional city, as a path: what `--city` takes besides a name.
let yunshan = Repository.root + "/Tests/TestTown/Cities/yunshan"

/// Says nothing. Request ids travel as a logger's metadata, so it must keep that.
let quiet = Logger(label: "test") {
    JSONLogHandler(label: $0, level: .critical, clock: .stopped(at: testMoment), output: { _ in })
}

extension Settings {
    static func test(database: String, city: String = yunshan, metricsToken: String? = nil) -> Settings {
        Settings(
            database: database, city: city, home: Repository.root, host: "127.0.0.1", port: 0, logLevel: .critical,
            readers: 2, connections: 3, metricsToken: metricsToken,
            keys: "1 " + String(repeating: "0123456789abcdef", count: 4),
            passKeys: """
                issue 0 253402300799 ERERERERERERERERERERERERERERERERERERERERERE
                gate 0 253402300799 IiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiI
                """)
    }
}

/// A clock that a test moves on.
final class MovingClock: Sendable {
    private let moment: Mutex<Instant>

    init(_ moment: Instant) { self.moment = Mutex(moment) }

    var clock: Clock { Clock { self.moment.withLock { $0 } } }

    func pass(seconds: Int64) { moment.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// The whole house on a fresh database, migrated, with the pack laid and these places in it; taken away afterwards.
func withHouse<Result>(
    _ engine: TestEngine = .sqlite, city: String = yunshan, metricsToken: String? = nil, places: [Place] = [],
    clock: Clock = .stopped(at: testMoment), _ body: (House) async throws -> Result
) async throws -> Result {
    try await withDatabasePlace(engine) { place in
        let settings = Settings.test(database: place.address, city: city, metricsToken: metricsToken)
        let house = try await House(settings, clock: clock, logger: quiet)
        do {
            try await house.prepare()
            try await house.database.write { try PlaceStore().save(places, in: $0) }
            try await house.refresh()
            let result = try await body(house)
            await house.database.close()
            return result
        } catch {
            await house.database.close()
            throw error
        }
    }
}

extension House {
    /// Signs in somebody new who holds this role, as with a passkey; a rider needs no more.
    ///
    /// - Returns: the cookie.
    func signIn(
        as role: Role, area: String = "9901", place: ID<Place>? = nil, proof: Person.Proof = .passkey
    ) async throws -> String {
        let (accounts, secret) = (accounts, accounts.newSecret())
        try await database.write { town in
            let id = town.newID(of: Account.self)
            try accounts.store.save(Profile(id: id, createdAt: town.now, name: role.name.chinese), in: town)
            if role != .rider {
                let grant = Grant(id: town.newID(of: Grant.self), role: role, area: area, place: place?.description)
                try accounts.grants.add(
                    GrantRecord(grant: grant, account: id, grantedBy: nil, grantedAt: town.now), in: town)
            }
            try accounts.sessions.add(
                Session(
                    id: town.newID(of: Session.self), account: id, proof: proof, createdAt: town.now,
                    seenAt: town.now, expiresAt: town.now.adding(seconds: 86_400), device: ""),
                hash: secret.hash, in: town)
        }
        return "session=" + secret.text
    }
}

/// The doors of a house, knocked at from another machine and without a network between.
func withVisitor(
    _ house: House, add: (CityServer) -> Void = { _ in }, _ body: @Sendable (Visitor) async throws -> Void
) async throws {
    let server = try CityServer(house, meters: testMeters)
    add(server)
    let routes = server.doors.routes
    try await server.application().test(.router) { client in
        try await body(Visitor(client: client, routes: routes))
    }
}

/// The registry behind swift-metrics can be set once in a process.
let testMeters: Meters = {
    let meters = Meters()
    MetricsSystem.bootstrap(meters)
    return meters
}()

/// Somebody who asks.
struct Visitor: Sendable {
    let client: any TestClientProtocol
    let routes: [Doors.Route]

    func send(_ body: String, type: String, to target: String) async throws -> Reply {
        var fields = HTTPFields()
        if !type.isEmpty { fields[.contentType] = type }
        let response = try await client.executeRequest(
            uri: target, method: .post, headers: fields, body: ByteBuffer(string: body))
        return Reply(
            status: response.status.code, headers: response.headers, body: Array(response.body.readableBytesView))
    }

    func send(_ body: [UInt8], _ headers: [String: String], to target: String) async throws -> Reply {
        var fields = HTTPFields()
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let response = try await client.executeRequest(
            uri: target, method: .post, headers: fields, body: ByteBuffer(bytes: body))
        return Reply(
            status: response.status.code, headers: response.headers, body: Array(response.body.readableBytesView))
    }

    /// A form as a page of ours sends it, in the name of whoever holds the cookie.
    func send(form: String, to target: String, cookie: String) async throws -> Reply {
        var fields = HTTPFields()
        fields[.contentType] = "application/x-www-form-urlencoded"
        fields[.cookie] = cookie
        fields[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "same-origin"
        let response = try await client.executeRequest(
            uri: target, method: .post, headers: fields, body: ByteBuffer(string: form))
        return Reply(
            status: response.status.code, headers: response.headers, body: Array(response.body.readableBytesView))
    }

    func ask(
        _ target: String, method: HTTPRequest.Method = .get, _ headers: [String: String] = [:]
    ) async throws -> Reply {
        var fields = HTTPFields()
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let response = try await client.executeRequest(uri: target, method: method, headers: fields, body: nil)
        return Reply(
            status: response.status.code, headers: response.headers, body: Array(response.body.readableBytesView))
    }
}

/// What came back.
struct Reply {
    let status: Int
    let headers: HTTPFields
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var type: String { headers[.contentType] ?? "" }

    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    /// The body as Foundation reads it: a parser that is not ours.
    func object() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
    }
}

extension String {
    /// Holds a character of the basic block of Chinese.
    var hasChinese: Bool { unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
}
