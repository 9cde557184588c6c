@testable import Accounts
import Audit

import HTTPTypes
import Hummingbird
import Kernel
import Places
import Sealing
import TestTown

/// The accounts of the fictional city, on a fresh database with its areas and these places.
struct AccountsTown {
    let town: Town
    let accounts: Accounts
    let audit: Audit
    var database: any Database { town.database }

    static let compound = Town.place(1, "湖滨小区", kind: .compound)
    static let station = Town.place(2, "湖滨驿站", kind: .station)

    static func open(
        _ engine: TestEngine, _ body: (AccountsTown) async throws -> Void
    ) async throws {
        var places = [compound, station]
        for number in places.indices {
            places[number].areaCode = "990102001"
            places[number].areaBasis = "given"
        }
        try await Town.open(engine, places: places) { town in
            let keys = try KeyRing(first: Array(repeating: 7, count: 32))
            let audit = Audit(keys: keys, origin: "yunshan.example/audit")
            let accounts = Accounts(keys: keys, audit: audit, database: town.database, random: numberedRandom())
            try await body(AccountsTown(town: town, accounts: accounts, audit: audit))
        }
    }

    /// An account with a phone, and what it may do after a sign-in of this proof.
    func add(_ number: UInt64, _ name: String, phone: String? = nil) async throws -> ID<Account> {
        let id = ID<Account>(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0000 | number)
        try await database.write { [accounts] town in
            try accounts.store.save(Profile(id: id, createdAt: town.now, name: name), in: town)
            if let phone = phone.flatMap({ PhoneNumber($0) }) {
                try accounts.store.set(
                    phone: try accounts.seal(phone.text, .phone, of: id), index: accounts.phoneIndex(phone), of: id,
                    in: town)
            }
        }
        return id
    }

    func person(_ id: ID<Account>, _ proof: Person.Proof = .passkey) async throws -> Person {
        let grants = try await database.read { [accounts] in try accounts.grants.standing(of: id, in: $0) }
        return Person(
            id: id, name: "某人", proof: proof, grants: grants.map(\.grant), session: "s", signedInAt: testMoment,
            now: testMoment)
    }

    func visit(_ headers: [(String, String)] = []) -> Visit {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        let site = Site(
            name: Phrase("甬爱码", "YongAi"), cityName: Phrase("云杉", "Yunshan"), utcOffsetSeconds: 21_600,
            assetBase: "/assets/1", clock: .stopped(at: testMoment))
        let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: fields)
        return Visit(
            Request(head: head, body: RequestBody(buffer: ByteBuffer())), site: site, requestID: "42",
            parameters: Parameters())
    }
}
