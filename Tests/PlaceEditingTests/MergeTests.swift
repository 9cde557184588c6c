import Audit
import Compounds
import Kernel
import Places
import TestTown
import Testing

@testable import PlaceEditing

private let old = EditingTown.placed(21, "湖滨小区", in: "990102001", kind: .compound)
private let twin: Place = {
    var place = EditingTown.placed(22, "湖滨小区", in: "990102001", kind: .compound)
    place.phone = "0574"
    place.facilities = ["toilet"]
    place.hours = "24/7"
    return place
}()
private let far = EditingTown.placed(23, "湖滨小区", in: "990103001", kind: .compound, at: Town.oldTown)
private let shop = EditingTown.noodles

extension EditingTown {
    fileprivate func merge(_ merged: Place, into kept: Place, as person: Person, _ choices: String = "") async throws {
        let (first, second) = (try await record(kept), try await record(merged))
        let text = "with=\(merged.id)&version=\(first?.version ?? 0)&with-version=\(second?.version ?? 0)" + choices
        let merger = try Merger(Query(text), kept: kept.id)
        let editor = Editor(person: person, visit: Self.visit())
        try await database.write { [editing] in try editing.merge(merger, by: editor, in: $0) }
    }

    fileprivate func gates(_ place: Place) async throws -> [String] {
        try await database.read { try Compounds().gates(of: place.id, in: $0).map(\.name) }
    }
}

@Suite("Merging entries")
struct MergeTests {
    private let officer = EditingTown.person(.officer, area: "990102")

    private func open(_ engine: TestEngine, _ body: (EditingTown) async throws -> Void) async throws {
        try await EditingTown.open(engine, places: [old, twin, far, shop]) { here in
            let gate = Gate(
                id: ID(high: 5, low: 5), placeID: twin.id, name: "南门", point: nil, hours: "", admits: .bike, rule: "")
            try await here.database.write { try Compounds().save([gate], in: $0) }
            try await body(here)
        }
    }

    @Test(
        "Chosen values stay, gates go along, the old address leads to the one that stays, and undone it is as before",
        arguments: TestEngine.available)
    func merged(_ engine: TestEngine) async throws {
        try await open(engine) { here in
            let before = (try #require(try await here.record(old)), try #require(try await here.record(twin)))
            try await here.merge(twin, into: old, as: officer, "&phone=there&facilities=both&hours=here")
            let kept = try #require(try await here.record(old))
            #expect(kept.place.phone == "0574" && kept.place.facilities == ["toilet", "discount"])
            #expect(kept.place.hours == old.hours)
            #expect(try await here.record(twin)?.mergedInto == old.id)
            #expect(try await here.gates(old) == ["南门"])
            let index = try await here.town.places.refresh(from: here.database, at: testMoment)
            #expect(index.place(twin.id)?.id == old.id && index.places.count == 3)
            let entries = try await here.database.read { try here.audit.entries(AuditQuestion(), in: $0) }
            #expect(entries.map(\.action) == ["merge-places", "merge-places"])
            let change = try #require(try await here.changes(twin).first)
            try await here.undo(change, as: officer)
            #expect(try await here.record(old)?.differences(from: before.0) == [])
            #expect(try await here.record(twin)?.differences(from: before.1) == [])
            #expect(try await here.gates(twin) == ["南门"])
            let undoing = try #require(try await here.changes(twin).first)
            await #expect(throws: Refusal.notFound(what: .noSuchChange)) {
                try await here.undo(undoing, as: officer)
            }
        }
    }

    @Test("Only who keeps the directory of both places merges them", arguments: TestEngine.available)
    func roles(_ engine: TestEngine) async throws {
        try await open(engine) { here in
            for role in Role.allCases {
                for area in ["990102", "990103", "990102001"] {
                    let person = EditingTown.person(role, area: area, place: old)
                    let may = Permissions.reach(of: role, .mergePlaces) == .area
                    let covers = area != "990103"
                    var isDone = true
                    do {
                        try await here.merge(twin, into: old, as: person)
                        let change = try #require(try await here.changes(twin).first)
                        try await here.undo(change, as: EditingTown.person(.administrator))
                    } catch Refusal.notFound {
                        isDone = false
                    }
                    #expect(isDone == (may && covers), "\(role) \(area)")
                }
            }
            await #expect(throws: Refusal.notFound(what: .noPlaceOfYours)) {
                try await here.merge(far, into: old, as: officer)
            }
            try await here.merge(far, into: old, as: EditingTown.person(.administrator))
        }
    }

    @Test("Entries of other kinds, closed ones, and what a feed tells are not merged away")
    func refused() async throws {
        try await open(.sqlite) { here in
            await #expect(throws: Refusal.conflict(what: .otherKinds)) {
                try await here.merge(shop, into: old, as: officer)
            }
            await #expect(throws: Refusal.notFound(what: .noPlaceOfYours)) {
                try await here.merge(old, into: old, as: officer)
            }
            try await here.merge(twin, into: old, as: officer)
            await #expect(throws: Refusal.conflict(what: .notStanding)) {
                try await here.merge(twin, into: old, as: officer)
            }
            var fed = EditingTown.placed(30, "换电柜", in: "990102001", kind: .compound)
            fed.source = "feed-e"
            let entry = fed
            try await here.database.write { try PlaceStore().save([entry], in: $0) }
            await #expect(throws: Refusal.conflict(what: .keepTheFeeds)) {
                try await here.merge(entry, into: old, as: officer)
            }
            try await here.merge(old, into: entry, as: officer)
            let index = try await here.town.places.refresh(from: here.database, at: testMoment)
            #expect(index.place(twin.id)?.id == entry.id)
        }
    }

    @Test("Who has not seen the newest of both looks again")
    func overtaken() async throws {
        try await open(.sqlite) { here in
            let merger = try Merger(Query("with=\(twin.id)&version=1&with-version=1"), kept: old.id)
            try await here.edit(twin, as: officer) { $0.place.phone = "1" }
            let editor = Editor(person: officer, visit: EditingTown.visit())
            await #expect(throws: Refusal.conflict(what: .lookAgain)) {
                try await here.database.write { try here.editing.merge(merger, by: editor, in: $0) }
            }
            #expect(try await here.record(twin)?.mergedInto == nil)
        }
    }
}
