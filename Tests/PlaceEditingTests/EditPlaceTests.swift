import Audit
import Kernel
import Places
import TestTown
import Testing

@testable import PlaceEditing

private let noodles = EditingTown.noodles
private let bakery = EditingTown.bakery

/// How an attempt ended.
private enum Outcome: Equatable {
    case done, notThere, refused
}

private func outcome(_ attempt: () async throws -> Void) async throws -> Outcome {
    do {
        try await attempt()
        return .done
    } catch Refusal.notFound {
        return .notThere
    } catch Refusal.notAllowed {
        return .refused
    }
}

@Suite("Editing the directory")
struct EditPlaceTests {
    @Test(
        "Each role edits within its own area or its own place, and elsewhere nothing is there to it",
        arguments: TestEngine.available)
    func roles(_ engine: TestEngine) async throws {
        try await EditingTown.open(engine) { here in
            var number = 0
            for role in Role.allCases {
                let reach = Permissions.reach(of: role, .editPlace)
                for isOwn in [false, true] {
                    // Of the place's street, of the other district, of the city.
                    for (area, holds) in [("990102001", true), ("990103", false), ("9901", true)] {
                        let person = EditingTown.person(role, area: area, place: isOwn ? noodles : nil)
                        number += 1
                        let phone = "0574 \(number)"
                        let ended = try await outcome {
                            try await here.edit(noodles, as: person) { $0.place.phone = phone }
                        }
                        let may = reach == .area && holds || reach == .own && isOwn
                        #expect(ended == (may ? .done : .notThere), "\(role) \(area) \(isOwn)")
                        let record = try #require(try await here.record(noodles))
                        #expect((record.place.phone == phone) == may, "\(role) \(area) \(isOwn)")
                    }
                }
            }
        }
    }

    @Test("Nobody moves a place out of their area, and an owner leaves kind and closing alone")
    func borders() async throws {
        try await EditingTown.open(.sqlite) { here in
            let officer = EditingTown.person(.officer, area: "990102")
            let owner = EditingTown.person(.merchant, area: "990102001", place: noodles)
            for person in [officer, owner] {
                let away = try await outcome {
                    try await here.edit(noodles, as: person) { record in
                        record.place.point = Town.oldTown
                        record.place.areaCode = "990103001"
                    }
                }
                #expect(away == .refused)
            }
            let near = try await outcome {
                try await here.edit(noodles, as: owner) { $0.place.areaCode = "990102002" }
            }
            #expect(near == .done)
            let fields: [@Sendable (inout PlaceRecord) -> Void] = [
                { $0.place.kind = .station }, { $0.archivedAt = testMoment },
            ]
            for field in fields {
                #expect(try await outcome { try await here.edit(noodles, as: owner, field) } == .refused)
                #expect(try await outcome { try await here.edit(noodles, as: officer, field) } == .done)
            }
        }
    }

    @Test(
        "A change is told before and after in the history and the audit log, and undone puts it back",
        arguments: TestEngine.available)
    func history(_ engine: TestEngine) async throws {
        try await EditingTown.open(engine) { here in
            let worker = EditingTown.person(.communityWorker, area: "990102001")
            let before = try #require(try await here.record(noodles))
            let made = try await here.edit(noodles, as: worker, seen: 1, reason: "换招牌了") { record in
                record.place.name = "新面馆"
                record.place.hours = "Mo-Fr 09:00-18:00"
                record.place.point = Town.lake
            }
            let change = try #require(made)
            #expect(change.fields == [.name, .hours, .point] && change.reason == "换招牌了")
            #expect(change.before[.name] == "老面馆" && change.after[.hours] == "Mo-Fr 09:00-18:00")
            let edited = try #require(try await here.record(noodles))
            #expect(edited.version == 2 && edited.place.pinyin != before.place.pinyin)
            #expect(try await here.changes(noodles) == [change])
            let entries = try await here.database.read { try here.audit.entries(AuditQuestion(), in: $0) }
            #expect(entries.map(\.action) == ["edit-place"] && entries.first?.subject == noodles.id.description)
            try await here.undo(change, as: worker)
            let after = try #require(try await here.record(noodles))
            #expect(after.differences(from: before).isEmpty && after.version == 3)
            await #expect(throws: Refusal.conflict(what: .alreadyUndone)) { try await here.undo(change, as: worker) }
            let undoing = try #require(try await here.changes(noodles).first)
            try await here.undo(undoing, as: worker)
            #expect(try await here.record(noodles)?.place.name == "新面馆")
        }
    }

    @Test("What was changed again since is not undone; what nobody touched is")
    func overtaken() async throws {
        try await EditingTown.open(.sqlite) { here in
            let worker = EditingTown.person(.communityWorker, area: "990102001")
            let first = try #require(try await here.edit(noodles, as: worker) { $0.place.phone = "1" })
            let second = try #require(try await here.edit(noodles, as: worker) { $0.place.address = "湖滨路 2 号" })
            _ = try await here.edit(noodles, as: worker) { $0.place.phone = "2" }
            await #expect(throws: Refusal.conflict(what: .overtaken([.phone]))) {
                try await here.undo(first, as: worker)
            }
            try await here.undo(second, as: worker)
            let record = try #require(try await here.record(noodles))
            #expect(record.place.address.isEmpty && record.place.phone == "2")
        }
    }

    @Test("Who has not seen the newest version changes nothing and is told it", arguments: TestEngine.available)
    func concurrent(_ engine: TestEngine) async throws {
        try await EditingTown.open(engine) { here in
            let worker = EditingTown.person(.communityWorker, area: "990102001")
            _ = try await here.edit(noodles, as: worker, seen: 1) { $0.place.phone = "1" }
            do {
                _ = try await here.edit(noodles, as: worker, seen: 1) { $0.place.phone = "2" }
                Issue.record("It went through.")
            } catch let overtaken as Overtaken {
                #expect(overtaken.present.place.phone == "1" && overtaken.present.version == 2)
            }
            #expect(try await here.record(noodles)?.place.phone == "1")
        }
    }

    @Test("What staff have set stays when the file is read again", arguments: TestEngine.available)
    func kept(_ engine: TestEngine) async throws {
        try await EditingTown.open(engine) { here in
            let worker = EditingTown.person(.communityWorker, area: "990102001")
            _ = try await here.edit(noodles, as: worker) { $0.place.hours = "24/7" }
            var again = noodles
            again.hours = "Mo 08:00-09:00"
            again.phone = "0574"
            let file = again
            try await here.database.write { try PlaceStore().save([file], in: $0) }
            let record = try #require(try await here.record(noodles))
            #expect(record.place.hours == "24/7" && record.place.phone == "0574" && record.version == 3)
        }
    }

    @Test("A place closed for good is shown to nobody, keeps its row, and can be opened again")
    func archived() async throws {
        try await EditingTown.open(.sqlite) { here in
            let worker = EditingTown.person(.communityWorker, area: "990102001")
            func close(_ isClosed: Bool, _ reason: String) async throws {
                let editor = Editor(person: worker, visit: EditingTown.visit(), reason: reason)
                try await here.database.write { try here.editing.archive(noodles.id, isClosed, by: editor, in: $0) }
                try await here.town.places.refresh(from: here.database, at: testMoment)
            }
            await #expect(throws: Refusal.self) { try await close(true, "") }
            try await close(true, "拆了")
            #expect(here.town.places.index.place(noodles.id) == nil)
            #expect(try await here.record(noodles)?.archivedAt == testMoment)
            try await close(false, "")
            #expect(here.town.places.index.place(noodles.id)?.name == "老面馆")
        }
    }

    @Test("The history can be neither changed nor removed", arguments: TestEngine.available)
    func permanent(_ engine: TestEngine) async throws {
        try await EditingTown.open(engine) { here in
            let worker = EditingTown.person(.communityWorker, area: "990102001")
            _ = try await here.edit(noodles, as: worker) { $0.place.phone = "1" }
            for attempt in ["UPDATE place_change SET reason = 'x'", "DELETE FROM place_change"] as [SQL] {
                await #expect(throws: DatabaseFault.self) { try await here.database.write { _ = try $0.run(attempt) } }
            }
            try await here.database.write { _ = try $0.run("DELETE FROM place WHERE id = \(noodles.id)") }
            #expect(try await here.changes(noodles).isEmpty)
        }
    }

    @Test("The list holds one's own area and places, narrowed and paged", arguments: TestEngine.available)
    func list(_ engine: TestEngine) async throws {
        let more = (10..<60).map { EditingTown.placed($0, "面馆\($0)", in: "990102001001") }
        try await EditingTown.open(engine, places: [noodles, bakery] + more) { here in
            func ask(_ query: String, _ person: Person) async throws -> (
                names: [String], last: ID<Place>?, isMore: Bool
            ) {
                let form = try PlacesForm(Query(query))
                let (entries, isMore) = try await here.database.read {
                    try here.editing.entries(form, of: person, now: testMoment, in: $0)
                }
                return (entries.map(\.place.name), entries.last?.place.id, isMore)
            }
            let officer = EditingTown.person(.officer, area: "990102")
            let first = try await ask("", officer)
            #expect(first.names.count == Limits.placesPageMax && first.isMore)
            let rest = try await ask("after=\(try #require(first.last))", officer)
            #expect(rest.names.count == 11 && !rest.isMore)
            #expect(!(first.names + rest.names).contains("古城饼店"))
            let owner = EditingTown.person(.merchant, area: "990103001", place: bakery)
            #expect(try await ask("", owner).names == ["古城饼店"])
            #expect(try await ask("q=gcbd", EditingTown.person(.administrator)).names == ["古城饼店"])
            #expect(try await ask("q=gcbd", officer).names.isEmpty)
            #expect(try await ask("kind=station", officer).names.isEmpty)
            #expect(try await ask("state=archived", officer).names.isEmpty)
            #expect(throws: Refusal.self) { try PlacesForm(Query("state=lost")) }
        }
    }
}
