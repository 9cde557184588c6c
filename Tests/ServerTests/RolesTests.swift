@testable import Accounts
import Compounds
import Foundation
import Kernel
import Places
import TestTown
import Testing

@testable import Server

/// What a route of staff answers somebody whose role holds its action: inside the area, and elsewhere.
struct StaffSample {
    var target: String
    /// A form; nil asks with GET.
    var form: String?
    var inside: Int
    /// nil where the route is about no one thing: then it answers elsewhere as inside.
    var outside: Int?
    /// What it answers roles that hold the action for one place of their own, and it is about none.
    var own: Int?
    /// It is about the compound: the property manager's own, and no other role's.
    var isOfCompound = false

    init(
        _ target: String, form: String? = nil, inside: Int = 200, outside: Int? = nil, own: Int? = nil,
        isOfCompound: Bool = false
    ) {
        self.isOfCompound = isOfCompound
        self.target = target
        self.form = form
        self.inside = inside
        self.outside = outside
        self.own = own
    }
}

private let rider = "01980000-0000-7000-8000-000000000501"
private let compound = "01980000-0000-7000-8000-00000000000b"
/// Another compound beside it.
private let twin = "01980000-0000-7000-8000-000000000013"

/// A gate of the compound, and one that is taken away.
private let gate = "01980000-0000-7000-8000-0000000000a1"
private let otherGate = "01980000-0000-7000-8000-0000000000a2"

/// Each route of staff by method and path; a new one needs a line here. `GRANT` is a guard's grant of the rider's.
let staffSamples: [String: StaffSample] = [
    "GET /console": StaffSample("/console"),
    "GET /console/audit": StaffSample("/console/audit"),
    "GET /api/v1/audit/entries": StaffSample("/api/v1/audit/entries"),
    "GET /api/v1/audit/entries/:id/proof": StaffSample("/api/v1/audit/entries/\(rider)/proof", inside: 404),
    "GET /console/settings": StaffSample("/console/settings"),
    "POST /console/settings": StaffSample(
        "/console/settings", form: "name=nothing&area=9901&value=1", inside: 400),
    "GET /console/people": StaffSample("/console/people"),
    "POST /console/people": StaffSample(
        "/console/people", form: "phone=13900000077&name=x&trade=courier&area=990102001001", inside: 303, outside: 403),
    "POST /console/people/search": StaffSample("/console/people/search", form: "phone=13900000078"),
    "GET /console/people/:id": StaffSample("/console/people/\(rider)", outside: 404),
    "POST /console/people/:id/phone": StaffSample("/console/people/\(rider)/phone", form: "reason=y", outside: 404),
    "POST /console/people/:id/photo": StaffSample("/console/people/\(rider)/photo", form: "reason=y", outside: 404),
    "POST /console/people/:id/verifications": StaffSample(
        "/console/people/\(rider)/verifications", form: "area=990102001001", inside: 303, outside: 403),
    "POST /console/people/:id/blocks": StaffSample(
        "/console/people/\(rider)/blocks", form: "blocked=0&reason=y", inside: 303),
    "POST /console/people/:id/sign-in-resets": StaffSample(
        "/console/people/\(rider)/sign-in-resets", form: "reason=y", inside: 303),
    "POST /console/people/:id/roles": StaffSample(
        "/console/people/\(rider)/roles", form: "role=grid-worker&area=990102001001", inside: 303, outside: 403,
        own: 403),
    "POST /console/people/:id/roles/:grant/end": StaffSample(
        "/console/people/\(rider)/roles/GRANT/end", form: "reason=y", inside: 303, outside: 403, own: 403),
    "GET /console/places": StaffSample("/console/places"),
    "GET /console/places/hours": StaffSample("/console/places/hours?text=24/7"),
    "GET /console/places/duplicates": StaffSample("/console/places/duplicates"),
    "GET /console/places/:id": StaffSample("/console/places/\(compound)", outside: 404, isOfCompound: true),
    "POST /console/places/:id/changes": StaffSample(
        "/console/places/\(compound)/changes", form: "version=1&name=", inside: 400, outside: 404, isOfCompound: true),
    "POST /console/places/:id/closing": StaffSample(
        "/console/places/\(compound)/closing", form: "closed=yes&reason=x", inside: 303, outside: 404,
        isOfCompound: true),
    "POST /console/places/:id/undo": StaffSample(
        "/console/places/\(compound)/undo", form: "change=\(rider)", inside: 404),
    "POST /console/places/:id/photo": StaffSample(
        "/console/places/\(compound)/photo", form: "", inside: 415, outside: 404, isOfCompound: true),
    "GET /console/places/:id/merge": StaffSample(
        "/console/places/\(compound)/merge?with=\(twin)", outside: 404, isOfCompound: true),
    "POST /console/places/:id/merge": StaffSample(
        "/console/places/\(compound)/merge", form: "with=\(twin)&version=9&with-version=9", inside: 409,
        outside: 404),
    "GET /console/gates": StaffSample("/console/gates"),
    "GET /console/places/:id/gates": StaffSample(
        "/console/places/\(compound)/gates", outside: 404, isOfCompound: true),
    "POST /console/places/:id/gates": StaffSample(
        "/console/places/\(compound)/gates", form: "name=", inside: 400, outside: 404, isOfCompound: true),
    "GET /console/places/:id/gates/:gate": StaffSample(
        "/console/places/\(compound)/gates/\(gate)", outside: 404, isOfCompound: true),
    "POST /console/places/:id/gates/:gate/changes": StaffSample(
        "/console/places/\(compound)/gates/\(gate)/changes", form: "name=", inside: 400, outside: 404,
        isOfCompound: true),
    "POST /console/places/:id/gates/:gate/removal": StaffSample(
        "/console/places/\(compound)/gates/\(otherGate)/removal", form: "reason=x", inside: 303, outside: 404,
        isOfCompound: true),
    "POST /console/places/:id/gates/:gate/code": StaffSample(
        "/console/places/\(compound)/gates/\(gate)/code", form: "", inside: 303, outside: 404, isOfCompound: true),
    "POST /console/places/:id/gates/:gate/policies": StaffSample(
        "/console/places/\(compound)/gates/\(gate)/policies", form: "action=preview", inside: 400, outside: 404,
        isOfCompound: true),
    "POST /console/places/:id/gates/:gate/policies/:policy": StaffSample(
        "/console/places/\(compound)/gates/\(gate)/policies/\(rider)", form: "decision=approve", inside: 404),
    "POST /console/places/:id/gates/:gate/policies/:policy/withdrawal": StaffSample(
        "/console/places/\(compound)/gates/\(gate)/policies/\(rider)/withdrawal", form: "", inside: 404),
    "GET /console/places/:id/gates/:gate/poster.svg": StaffSample(
        "/console/places/\(compound)/gates/\(gate)/poster.svg", outside: 404, isOfCompound: true),
    "GET /console/places/:id/gates/:gate/poster.pdf": StaffSample(
        "/console/places/\(compound)/gates/\(gate)/poster.pdf?colour=red", outside: 404, isOfCompound: true),
    "GET /console/places/:id/plan": StaffSample(
        "/console/places/\(compound)/plan", outside: 404, isOfCompound: true),
    "GET /console/places/:id/plan/versions/:number": StaffSample(
        "/console/places/\(compound)/plan/versions/latest", outside: 404, isOfCompound: true),
    "POST /console/places/:id/plan/versions": StaffSample(
        "/console/places/\(compound)/plan/versions", form: "base=0", inside: 415, outside: 415, isOfCompound: true),
    "GET /console/places/:id/plan/templates/:kind": StaffSample(
        "/console/places/\(compound)/plan/templates/slabs?buildings=4", outside: 404, isOfCompound: true),
    "POST /console/places/:id/plan/remarks/:remark": StaffSample(
        "/console/places/\(compound)/plan/remarks/\(rider)", form: "decision=done", inside: 404),
    "GET /console/places/:id/plan.osm": StaffSample("/console/places/\(compound)/plan.osm", inside: 404),
    "POST /console/places/:id/plan/placing": StaffSample(
        "/console/places/\(compound)/plan/placing", form: "lat=43.83&lng=87.62&turn=0", inside: 404, outside: 404,
        isOfCompound: true),
    "POST /console/suggestions/:id": StaffSample(
        "/console/suggestions/\(rider)", form: "decision=decline&reason=x", inside: 404),
    "GET /api/v1/me/gates": StaffSample("/api/v1/me/gates"),
    "GET /api/v1/places/:id/gate-kit": StaffSample(
        "/api/v1/places/\(compound)/gate-kit", outside: 404, isOfCompound: true),
    "GET /api/v1/gates/:id/arrivals": StaffSample("/api/v1/gates/\(rider)/arrivals", inside: 404),
    "POST /api/v1/passes/verify": StaffSample("/api/v1/passes/verify", form: "", inside: 415),
    "POST /api/v1/guest-passes/:serial/revocations": StaffSample(
        "/api/v1/guest-passes/1/revocations", form: "", inside: 415),
    "POST /api/v1/passes/scans": StaffSample("/api/v1/passes/scans", form: "", inside: 415),
    "POST /api/v1/passes/scans/:id/photo": StaffSample(
        "/api/v1/passes/scans/\(rider)/photo", form: "", inside: 404),
    "GET /console/friendliness": StaffSample("/console/friendliness"),
    "GET /console/coverage": StaffSample("/console/coverage"),
    "GET /console/coverage.csv": StaffSample("/console/coverage.csv"),
    "GET /console/coverage.xlsx": StaffSample("/console/coverage.xlsx"),
    "GET /console/blocked": StaffSample("/console/blocked"),
    "GET /console/blocked/:id": StaffSample("/console/blocked/\(rider)", inside: 404),
    "POST /console/blocked/:id/answer": StaffSample("/console/blocked/\(rider)/answer", form: "words=x", inside: 404),
    "POST /console/blocked/:id/decision": StaffSample(
        "/console/blocked/\(rider)/decision", form: "words=x&finding=upheld", inside: 404),
    "GET /console/pass-flags": StaffSample("/console/pass-flags"),
    "POST /console/pass-flags/:id": StaffSample("/console/pass-flags/\(rider)", form: "", inside: 404),
    "GET /console/roster": StaffSample("/console/roster"),
    "POST /console/roster": StaffSample("/console/roster", form: "platform=x&roster=13900000079"),
]

@Suite("Every route of staff × every role × inside and outside its area")
struct RolesTests {
    private static let kinds: [PlaceKind] = [.compound, .station, .merchant, .charger]

    private static func placed(_ number: UInt64, _ kind: PlaceKind, _ area: String) -> Place {
        var place = Town.place(number, "地点\(number)", kind: kind)
        place.areaCode = area
        place.areaBasis = "given"
        return place
    }

    private static let pairs: [Place] = kinds.enumerated().flatMap { number, kind in
        [
            placed(UInt64(11 + 2 * number), kind, "990102001001"),
            placed(UInt64(12 + 2 * number), kind, "990103001001"),
        ]
    }

    private static let places = [placed(19, .compound, "990102001001")] + pairs

    /// Where a role holds so that the samples lie in its reach, or elsewhere; nil where there is no elsewhere.
    private func scope(_ role: Role, isInside: Bool) -> (area: String, place: String?)? {
        switch role.scope {
        case .self: return ("9901", nil)
        case .place(let kinds):
            let area = isInside ? "990102001001" : "990103001001"
            let place = Self.places.dropFirst().first { kinds.contains($0.kind.rawValue) && $0.areaCode == area }
            return place.map { (area, $0.id.description) }
        case .area(let digits):
            let whole = isInside ? "990102001001" : "990103001001"
            // An officer of the street: above the community, below the city.
            let count = digits.contains(9) ? 9 : digits.max() ?? 4
            guard isInside || count > 4 else { return nil }
            return (String(whole.prefix(count)), nil)
        }
    }

    private func lay(_ house: House) async throws -> ID<Grant> {
        _ = try await SignedIn(house, 0x501, phone: "13900000001")
        let accounts = house.accounts
        let id = try #require(ID<Account>(rider))
        let place = try #require(ID<Place>(compound))
        let gates = [gate, otherGate].compactMap { ID<Gate>($0) }.map { id in
            Gate(
                id: id, placeID: place, name: id.description, point: nil, hours: "", admits: .bike, rule: "")
        }
        try await house.database.write { [compounds = house.compounds] in try compounds.save(gates, in: $0) }
        return try await house.database.write { town in
            let profile = try accounts.store.profile(id, in: town)
            var rider = try #require(profile)
            rider.trade = .courier
            rider.verification = Verification(basis: .staff, at: town.now, area: "990102001001")
            try accounts.store.save(rider, in: town)
            let new = NewGrant(
                account: id, role: .gridWorker, area: "990102001001", expiresAt: town.now.adding(seconds: 9))
            return try accounts.give(new, in: town).id
        }
    }

    @Test("As docs/permissions.txt says, and nothing else", arguments: TestEngine.available)
    func everyRoute(_ engine: TestEngine) async throws {
        let table = try Repository.text("docs/permissions.txt").split(separator: "\n")
        for role in Role.allCases {
            for isInside in [true, false] {
                guard let post = scope(role, isInside: isInside) else { continue }
                try await withHouse(engine, places: Self.places) { house in
                    let grant = try await lay(house)
                    let person = try await SignedIn(house, 0x601, role: role, area: post.area, place: post.place)
                    try await withVisitor(house) { visitor in
                        let staff = visitor.routes.filter { $0.door.hasPrefix("staff:") }
                        #expect(Set(staff.map { "\($0.method) \($0.path)" }).subtracting(staffSamples.keys).isEmpty)
                        for route in staff {
                            let name = "\(route.method) \(route.path)"
                            let sample = try #require(staffSamples[name], "\(name) has no sample")
                            let action = route.door.dropFirst("staff:".count)
                            let line = table.first { $0.hasPrefix(action + " ") } ?? ""
                            let reach = line.split(separator: " ").first { $0.hasPrefix(role.rawValue + ":") }
                            let status = expected(sample, reach.map(String.init), isInside: isInside)
                            let reply = try await person.ask(
                                visitor, sample.target.replacing("GRANT", with: grant.description), post: sample.form)
                            #expect(
                                reply.status == status,
                                "\(name) as \(role.rawValue), \(isInside ? "inside" : "outside")")
                        }
                    }
                }
            }
        }
    }

    private func expected(_ sample: StaffSample, _ reach: String?, isInside: Bool) -> Int {
        guard let reach else { return 404 }
        if reach.hasSuffix(":own") {
            if sample.isOfCompound {
                let isTheirs = ["property-manager:", "guard:"].contains(where: reach.hasPrefix) && isInside
                return isTheirs ? sample.own ?? sample.inside : sample.outside ?? 404
            }
            if let own = sample.own { return own }
        }
        return isInside ? sample.inside : sample.outside ?? sample.inside
    }

    @Test("The page of a place offers what its reader may do by the table, and nothing else")
    func offers() async throws {
        let table = try Repository.text("docs/permissions.txt").split(separator: "\n")
        for role in [Role.propertyManager, .communityWorker, .officer, .administrator] {
            try await withHouse(places: Self.places) { house in
                let post = try #require(scope(role, isInside: true))
                let keeper = try await SignedIn(house, 0x602, role: .administrator, area: "9901")
                let person = try await SignedIn(house, 0x601, role: role, area: post.area, place: post.place)
                try await withVisitor(house) { visitor in
                    let closing = "/console/places/\(compound)/closing"
                    let whole = try await person.ask(visitor, "/console/places/\(compound)")
                    #expect(whole.status == 200)
                    for (action, form) in [
                        ("archive-place", closing), ("merge-places", "/console/places/\(compound)/merge"),
                    ] {
                        let may = table.contains { $0.hasPrefix(action + " ") && $0.contains(" \(role.rawValue):") }
                        #expect(whole.text.contains("\"\(form)") == may, "\(action) as \(role.rawValue)")
                    }
                    for word in ["closed=yes&reason=x", "closed=no"] {
                        #expect(try await keeper.ask(visitor, closing, post: word).status == 303)
                    }
                    // What the directory's keepers closed and opened, they alone take back.
                    let after = try await person.ask(visitor, "/console/places/\(compound)")
                    #expect(after.text.contains("/undo\"") == (role != .propertyManager), "undo as \(role.rawValue)")
                }
            }
        }
    }

    @Test("With a weak sign-in the roles that open other people's data sleep: the doors ask for a stronger one")
    func asleep() async throws {
        for role in Role.allCases where role.needsStrongSignIn {
            try await withHouse(places: Self.places) { house in
                let post = try #require(scope(role, isInside: true))
                let person = try await SignedIn(
                    house, 0x601, role: role, area: post.area, place: post.place, proof: .code)
                try await withVisitor(house) { visitor in
                    let reply = try await person.ask(visitor, "/console")
                    #expect(reply.status == 303 && reply.header("Location") == "/sign-in/strong?next=%2Fconsole")
                }
            }
        }
    }

    @Test(
        "One's own pages are everybody's who has signed in, and each sees their own only",
        arguments: TestEngine.available)
    func ownPages(_ engine: TestEngine) async throws {
        try await withHouse(engine, places: Self.places) { house in
            let first = try await SignedIn(house, 0x701, proof: .code, phone: "13900000011")
            let second = try await SignedIn(house, 0x702, proof: .code, phone: "13900000022")
            try await withVisitor(house) { visitor in
                for path in ["/me/data", "/me/trail", "/me/consents", "/me/profile", "/me/photo"] {
                    #expect(try await first.ask(visitor, path).status == 200, "\(path)")
                }
                let export = try await first.ask(visitor, "/me/data/export", post: "")
                #expect(export.status == 200 && export.text.contains("+8613900000011"))
                #expect(!export.text.contains("13900000022") && !export.text.contains(second.id.description))
                let foreign = try await first.ask(
                    visitor, "/me/data/export", post: "", ["Sec-Fetch-Site": "cross-site"])
                #expect(foreign.status == 403)
            }
        }
    }
}
