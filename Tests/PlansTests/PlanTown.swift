@testable import Accounts
import Areas
import Audit
import CitySettings
import CompoundPlan
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
import Sealing
import TestTown

@testable import Gates
@testable import Plans

/// Two compounds of the fictional city, one with gates, in the hands of those who draw their plans.
struct PlanTown {
    let town: Town
    let plans: Plans
    let gates: Gates
    let compounds = Compounds()
    let audit: Audit
    let accounts: Accounts
    let settings: CitySettings
    var database: any Database { town.database }

    /// In 湖滨街道, and in 古城街道 of the other district.
    static let lakeside = placed(1, "云湖小区", in: "990102001001", at: Town.lakeside)
    static let oldTown = placed(2, "古城小区", in: "990103001001", at: Town.oldTown)

    static let south = gate(1, "南门", admits: .car, hours: "24/7")
    static let west = gate(2, "西门", admits: .foot, hours: "")

    static let key = P256.Signing.PrivateKey()

    static func placed(_ number: UInt64, _ name: String, in area: String, at point: Coordinate) -> Place {
        var place = Town.place(number, name, kind: .compound, at: point)
        place.areaCode = area
        place.areaBasis = "given"
        return place
    }

    static func gate(_ number: UInt64, _ name: String, admits: Gate.Admits, hours: String) -> Gate {
        Gate(
            id: ID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_1000 | number), placeID: lakeside.id, name: name,
            point: nil, hours: hours, admits: admits, rule: "")
    }

    static func open(_ engine: TestEngine, _ body: (PlanTown) async throws -> Void) async throws {
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
                signer: GateCodeSigner(key: key), printer: nil)
            let plans = Plans(
                city: "9901", gates: gates, accounts: accounts, audit: audit, console: console, keys: keys,
                random: numberedRandom())
            let here = PlanTown(
                town: town, plans: plans, gates: gates, audit: audit, accounts: accounts, settings: settings)
            try await town.database.write { try Compounds().save([south, west], in: $0) }
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

    // MARK: - A plan

    /// A road from the south gate with a footway to the west gate; two buildings on it, `12` with two doors.
    static let drawn = Plan(
        size: PlanPoint(1000, 800),
        paths: [
            PlanPath(id: "p1", kind: .road, line: [PlanPoint(500, 800), PlanPoint(500, 400), PlanPoint(500, 200)]),
            PlanPath(id: "p2", kind: .footway, line: [PlanPoint(500, 400), PlanPoint(300, 400), PlanPoint(0, 400)]),
            PlanPath(id: "p3", kind: .footway, line: [PlanPoint(500, 200), PlanPoint(700, 200)]),
        ],
        buildings: [
            PlanBuilding(
                id: "b1", name: "12",
                outline: [PlanPoint(200, 250), PlanPoint(450, 250), PlanPoint(450, 400), PlanPoint(200, 400)],
                floors: 18, hasLift: true,
                units: [
                    PlanUnit(id: "u1", name: "1", at: PlanPoint(300, 400)),
                    PlanUnit(id: "u2", name: "2", at: PlanPoint(400, 250)),
                ]),
            PlanBuilding(
                id: "b2", name: "7",
                outline: [PlanPoint(700, 100), PlanPoint(900, 100), PlanPoint(900, 300), PlanPoint(700, 300)],
                units: [PlanUnit(id: "u3", name: "", at: PlanPoint(700, 200))]),
        ],
        gates: [
            PlanGate(id: "g1", gate: south.id.description, at: PlanPoint(500, 800)),
            PlanGate(id: "g2", gate: west.id.description, at: PlanPoint(0, 400)),
        ],
        spots: [PlanSpot(id: "s1", kind: .parking, name: "车棚", at: PlanPoint(500, 400), vehicles: [.bike])])

    // MARK: - Deeds

    @discardableResult
    func save(
        _ plan: Plan = drawn, on base: Int = 0, of place: Place = lakeside, as person: Person = manager,
        key: String = "key-0000000000000001", note: String = ""
    ) async throws -> PlanSaving {
        let new = NewPlanVersion(place: place.id, base: base, plan: plan, note: note, key: key)
        let editor = PlanEditor(person: person, visit: Self.visit())
        return try await database.write { [plans] in try plans.save(new, by: editor, in: $0) }
    }

    func head(_ place: Place = lakeside) async throws -> PlanHead? {
        try await database.read { [plans] in try plans.store.head(of: place.id, in: $0) }
    }

    func numbers(_ place: Place = lakeside) async throws -> [String] {
        try await database.read { [plans] in
            try plans.store.versions(of: place.id, in: $0).map { "\($0.number) \($0.note)" }
        }
    }

    func actions() async throws -> [String] {
        try await database.read { [audit] in try audit.entries(AuditQuestion(), in: $0).map(\.action).reversed() }
    }
}

extension PlanSaving {
    var version: PlanVersion? {
        if case .saved(let version, _) = self { version } else { nil }
    }
}
