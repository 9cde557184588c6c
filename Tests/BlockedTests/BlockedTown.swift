@testable import Accounts
import Areas
import Audit
import CitySettings
import Compounds
import Console
import Crypto
import Geo
import HTTPTypes
import Hummingbird
import Kernel
import Passes
import Places
import Sealing
import Synchronization
import TestTown

@testable import Blocked

/// A clock that a test moves.
final class MovedClock: Sendable {
    private let moment = Mutex(testMoment)

    var clock: Clock { Clock { self.moment.withLock { $0 } } }

    func move(seconds: Int64) { moment.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// A compound of the fictional city with a gate, its rider, its property manager and its community.
struct BlockedTown {
    let database: any Database
    let blocked: Blocked
    let index: FriendlinessIndex
    let certificates: Certificates
    let audit: Audit
    let accounts: Accounts
    let time: MovedClock

    static let lakeside = placed(1, "云湖小区", in: "990102001001")
    static let oldTown = placed(2, "古城小区", in: "990103001001")
    static let south = Gate(
        id: ID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_1001), placeID: lakeside.id, name: "南门", point: nil,
        hours: "", admits: .bike, rule: "")

    static func placed(_ number: UInt64, _ name: String, in area: String) -> Place {
        var place = Town.place(number, name, kind: .compound)
        place.areaCode = area
        place.areaBasis = "given"
        return place
    }

    static let rider = person(.rider, number: 11)
    static let manager = person(.propertyManager, area: "990102001001", place: lakeside, number: 12)
    static let worker = person(.communityWorker, area: "990102001001", number: 13)
    /// The same roles, elsewhere.
    static let strangers = [
        person(.propertyManager, area: "990103001001", place: oldTown, number: 14),
        person(.communityWorker, area: "990103001001", number: 15), person(.rider, number: 16),
    ]

    static func person(
        _ role: Role, area: String = "9901", place: Place? = nil, number: UInt64
    ) -> Person {
        let grant = Grant(id: ID(high: 1, low: 1), role: role, area: area, place: place?.id.description)
        return Person(
            id: ID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0000 | number), name: "某人", proof: .passkey,
            grants: role == .rider ? [] : [grant], session: "s", signedInAt: testMoment, now: testMoment)
    }

    static func open(_ engine: TestEngine, _ body: (BlockedTown) async throws -> Void) async throws {
        let time = MovedClock()
        try await Town.open(engine, clock: time.clock, places: [lakeside, oldTown]) { town in
            let keys = try KeyRing(first: Array(repeating: 7, count: 32))
            let audit = Audit(keys: keys, origin: "yunshan.example/audit")
            let accounts = Accounts(keys: keys, audit: audit, database: town.database, random: numberedRandom())
            let blocked = Blocked(
                city: "9901", accounts: accounts, audit: audit,
                console: Console(menu: [], areaName: { _ in nil }), compounds: Compounds(), database: town.database,
                random: numberedRandom())
            let authority = try PassAuthority.first(
                city: "9901", now: testMoment, issue: P256.Signing.PrivateKey(), gate: P256.Signing.PrivateKey())
            try await town.database.write { writing in
                try Compounds().save([south], in: writing)
                for (number, person) in ([rider, manager, worker] + strangers).enumerated() {
                    try accounts.store.save(
                        Profile(
                            id: person.id, createdAt: writing.now, name: "王小骑",
                            trade: number == 0 || number == 5 ? .courier : nil), in: writing)
                }
            }
            try await body(
                BlockedTown(
                    database: town.database, blocked: blocked,
                    index: FriendlinessIndex(
                        city: "9901", settings: CitySettings(audit: audit),
                        console: Console(menu: [], areaName: { _ in nil }),
                        database: town.database, utcOffsetSeconds: Town.utcOffsetSeconds),
                    certificates: Certificates(
                        city: "9901", accounts: accounts, audit: audit, authority: { authority },
                        database: town.database, random: numberedRandom()),
                    audit: audit, accounts: accounts, time: time))
        }
    }

    var visit: Visit {
        let site = Site(
            name: Phrase("甬爱码", "YongAi"), cityName: Phrase("云杉", "Yunshan"), utcOffsetSeconds: 21_600,
            assetBase: "/assets/1", clock: time.clock)
        let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: [:])
        return Visit(
            Request(head: head, body: RequestBody(buffer: ByteBuffer())), site: site, requestID: "42",
            parameters: Parameters())
    }

    // MARK: - Deeds

    static func key(_ number: Int) -> String { "01980000-0000-7000-8000-\(100_000_000_000 + number)" }

    @discardableResult
    func report(
        _ key: Int = 1, by person: Person = rider, reason: BlockedReport.Reason = .money,
        at place: Place = lakeside, gate: ID<Gate>? = south.id
    ) async throws -> BlockedReport {
        let new = NewBlocked(key: Self.key(key), place: place.id, gate: gate, reason: reason, words: "要五块钱")
        return try await database.write { [blocked, visit] in try blocked.report(new, by: person, visit, in: $0) }
    }

    func rider(_ report: BlockedReport, _ saying: BlockedSaying, _ person: Person = rider) async throws {
        try await database.write { [blocked, visit] in
            try blocked.move(report.id, saying, byRider: person, visit, in: $0)
        }
    }

    func staff(_ report: BlockedReport, _ saying: BlockedSaying, _ person: Person) async throws {
        try await database.write { [blocked, visit] in
            try blocked.move(report.id, saying, byStaff: person, visit, in: $0)
        }
    }

    func now(_ report: BlockedReport) async throws -> BlockedReport {
        let found = try await database.read { [blocked] in try blocked.store.placed(report.id, in: $0) }
        return found?.report ?? report
    }

    func inbox(_ person: Person) async throws -> [String] {
        try await database.read { [blocked, visit] in try blocked.waiting(for: person, visit, in: $0).map(\.detail) }
    }

    func actions() async throws -> [String] {
        try await database.read { [audit] in try audit.entries(AuditQuestion(), in: $0).map(\.action).reversed() }
    }

    /// Puts a report into a state as if everybody had done their part, so that each can be tried from there.
    func lay(_ report: BlockedReport, _ state: BlockedReport.State) async throws {
        var laid = report
        laid.state = state
        laid.answeredAt = state == .open ? nil : testMoment
        laid.closedAt = state.isClosed ? testMoment : nil
        laid.isUpheld = state.isClosed ? true : nil
        let wanted = laid
        try await database.write { [blocked] town in
            for before in BlockedReport.State.allCases {
                if try blocked.store.save(wanted, from: before, in: town) { return }
            }
        }
    }
}
