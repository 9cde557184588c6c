import Accounts
import Areas
import Audit
import Compounds
import Console
import Geo
import HTTPTypes
import Hummingbird
import Kernel
import Places
import Sealing
import TestTown

@testable import PlaceEditing

/// The directory of the fictional city in the hands of its staff.
struct EditingTown {
    let town: Town
    let editing: PlaceEditing
    let audit: Audit
    var database: any Database { town.database }

    /// In 湖滨街道, and in 古城街道 of the other district.
    static let noodles = placed(1, "老面馆", in: "990102001")
    static let bakery = placed(2, "古城饼店", in: "990103001", at: Town.oldTown)

    static func placed(
        _ number: UInt64, _ name: String, in area: String, kind: PlaceKind = .merchant,
        at point: Coordinate? = Town.lakeside
    ) -> Place {
        var place = Town.place(
            number, name, kind: kind, at: point, hours: "Mo-Su 08:00-22:00", facilities: ["discount"])
        place.areaCode = area
        place.areaBasis = "nearest-centre"
        return place
    }

    static func open(
        _ engine: TestEngine, places: [Place] = [noodles, bakery], _ body: (EditingTown) async throws -> Void
    ) async throws {
        try await Town.open(engine, places: places) { town in
            let keys = try KeyRing(first: Array(repeating: 7, count: 32))
            let audit = Audit(keys: keys, origin: "yunshan.example/audit")
            let accounts = Accounts(keys: keys, audit: audit, database: town.database, random: numberedRandom())
            let areas = town.areas
            let console = Console(menu: [.places], areaName: { areas.map.area($0)?.name })
            let editing = PlaceEditing(
                places: town.places, accounts: accounts, audit: audit, console: console, keys: keys,
                random: numberedRandom(), belongings: [Compounds()])
            try await body(EditingTown(town: town, editing: editing, audit: audit))
        }
    }

    func record(_ place: Place) async throws -> PlaceRecord? {
        try await database.read { [editing] in try editing.store.record(place.id, in: $0) }
    }

    func changes(_ place: Place) async throws -> [PlaceChange] {
        try await database.read { [editing] in try editing.store.changes(of: place.id, in: $0) }
    }

    /// Does something to a place as somebody.
    @discardableResult
    func edit(
        _ place: Place, as person: Person, seen: Int64? = nil, reason: String = "",
        _ edit: @escaping @Sendable (inout PlaceRecord) throws -> Void
    ) async throws -> PlaceChange? {
        let editor = Editor(person: person, visit: Self.visit(), reason: reason)
        return try await database.write { [editing] town in
            try editing.change(place.id, seen: seen, .edit, by: editor, in: town, edit)
        }
    }

    func undo(_ change: PlaceChange, as person: Person) async throws {
        let editor = Editor(person: person, visit: Self.visit())
        try await database.write { [editing] in try editing.undo(change.id, of: change.place, by: editor, in: $0) }
    }

    static func person(_ role: Role, area: String = "9901", place: Place? = nil) -> Person {
        let grant = Grant(id: ID(high: 1, low: 1), role: role, area: area, place: place?.id.description)
        return Person(
            id: ID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0000), name: "某人", proof: .passkey,
            grants: role == .rider ? [] : [grant], session: "s", signedInAt: testMoment, now: testMoment)
    }

    static func visit() -> Visit {
        let site = Site(
            name: Phrase("甬爱码", "YongAi"), cityName: Phrase("云杉", "Yunshan"), utcOffsetSeconds: 21_600,
            assetBase: "/assets/1", clock: .stopped(at: testMoment))
        let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: [:])
        return Visit(
            Request(head: head, body: RequestBody(buffer: ByteBuffer())), site: site, requestID: "42",
            parameters: Parameters())
    }
}
