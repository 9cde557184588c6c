@testable import Accounts
import Areas
import Audit
import CitySettings
import Compounds
import Console
import Crypto
import GatePolicy
import Geo
import HTTPTypes
import Hummingbird
import Kernel
import OpeningHours
import PassToken
import Places
import Posters
import Sealing
import TestTown

@testable import Gates

/// Two compounds of the fictional city, with their gates, in the hands of those who answer for them.
struct GateTown {
    let town: Town
    let gates: Gates
    let compounds = Compounds()
    let audit: Audit
    let accounts: Accounts
    let settings: CitySettings
    var database: any Database { town.database }

    /// In 湖滨街道, and in 古城街道 of the other district.
    static let lakeside = placed(1, "云湖小区", in: "990102001001", at: Town.lakeside)
    static let oldTown = placed(2, "古城小区", in: "990103001001", at: Town.oldTown)

    static let south = gate(1, "南门", admits: .car, hours: "24/7", north: -100)
    static let north = gate(2, "北门", admits: .bike, hours: "Mo-Su 06:00-22:00", north: 100)
    static let west = gate(3, "西门", admits: .foot, hours: "", north: nil)

    static let key = P256.Signing.PrivateKey()

    static func placed(_ number: UInt64, _ name: String, in area: String, at point: Coordinate) -> Place {
        var place = Town.place(number, name, kind: .compound, at: point)
        place.areaCode = area
        place.areaBasis = "given"
        return place
    }

    static func gate(
        _ number: UInt64, _ name: String, admits: Gate.Admits, hours: String, north: Double?
    ) -> Gate {
        Gate(
            id: ID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_1000 | number), placeID: lakeside.id, name: name,
            point: north.map { metres in
                // A metre is so much of a degree of latitude.
                Coordinate(uncheckedLatitude: Town.lakeside.latitude + metres / 111_195, longitude: 87.62)
            }, hours: hours, admits: admits,
            rule: "")
    }

    static func open(_ engine: TestEngine, _ body: (GateTown) async throws -> Void) async throws {
        try await Town.open(engine, places: [lakeside, oldTown]) { town in
            let keys = try KeyRing(first: Array(repeating: 7, count: 32))
            let audit = Audit(keys: keys, origin: "yunshan.example/audit")
            let accounts = Accounts(keys: keys, audit: audit, database: town.database, random: numberedRandom())
            let areas = town.areas
            let console = Console(menu: [], areaName: { areas.map.area($0)?.name })
            let settings = CitySettings(audit: audit)
            let gates = Gates(
                city: "9901", compounds: Compounds(), accounts: accounts, audit: audit, console: console,
                settings: settings, calendar: town.places.calendar, utcOffsetSeconds: Town.utcOffsetSeconds,
                signer: GateCodeSigner(key: key), printer: PosterPress())
            let here = GateTown(town: town, gates: gates, audit: audit, accounts: accounts, settings: settings)
            try await town.database.write { try Compounds().save([south, north, west], in: $0) }
            try await body(here)
        }
    }

    static func person(
        _ role: Role, area: String = "9901", place: Place? = nil, number: UInt64 = 0
    ) -> Person {
        let grant = Grant(id: ID(high: 1, low: 1), role: role, area: area, place: place?.id.description)
        return Person(
            id: ID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0000 | number), name: "某人", proof: .passkey,
            grants: role == .rider ? [] : [grant], session: "s", signedInAt: testMoment, now: testMoment)
    }

    static let manager = person(.propertyManager, area: "990102001001", place: lakeside, number: 11)
    static let worker = person(.communityWorker, area: "990102001001", number: 12)

    static func visit(_ target: String = "/") -> Visit {
        let site = Site(
            name: Phrase("甬爱码", "YongAi"), cityName: Phrase("云杉", "Yunshan"), utcOffsetSeconds: 21_600,
            assetBase: "/assets/1", clock: .stopped(at: testMoment))
        let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: target, headerFields: [:])
        return Visit(
            Request(head: head, body: RequestBody(buffer: ByteBuffer())), site: site, requestID: "42",
            parameters: Parameters())
    }

    // MARK: - Deeds

    static let ridersOnly = GatePolicy(
        admissions: [Admission(trades: [.foodDelivery, .courier], vehicles: [.foot, .bike])], speedLimitKmh: 15)
    static let walking = GatePolicy(admissions: [Admission(vehicles: [.foot])])

    @discardableResult
    func propose(
        _ policy: GatePolicy, at gate: Gate = south, as person: Person = manager, seen: Int = 0, _ purpose: String = ""
    ) async throws -> PolicyRecord {
        let editor = GateEditor(person: person, visit: Self.visit(), reason: purpose)
        return try await database.write { [gates] in
            try gates.propose(policy, at: gate.id, seen: seen, by: editor, in: $0)
        }
    }

    func decide(_ one: PolicyRecord, _ isApproved: Bool, as person: Person = worker, _ reason: String = "")
        async throws
    {
        let editor = GateEditor(person: person, visit: Self.visit(), reason: reason)
        try await database.write { [gates] in
            _ = try gates.decide(one.id, isApproved: isApproved, by: editor, in: $0)
        }
    }

    func states(_ gate: Gate = south) async throws -> [String] {
        try await database.read { [gates] in
            try gates.store.history(of: gate.id, in: $0).map { "\($0.number) \($0.state.rawValue)" }
        }
    }

    func verdict(_ gate: Gate = south, _ trade: VisitorTrade = .foodDelivery, _ vehicle: VisitorVehicle = .bike)
        async throws -> GateVerdict
    {
        let visitor = Visitor(trade: trade, vehicle: vehicle)
        return try await database.read { [gates] in
            try gates.verdict(at: gate.id, for: visitor, testMoment, in: $0)
        }
    }

    func actions() async throws -> [String] {
        try await database.read { [audit] in try audit.entries(AuditQuestion(), in: $0).map(\.action).reversed() }
    }
}
