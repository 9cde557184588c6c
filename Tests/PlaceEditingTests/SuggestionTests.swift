import Audit
import Kernel
import Places
import TestTown
import Testing

@testable import PlaceEditing

private let noodles = EditingTown.noodles
private let bakery = EditingTown.bakery

extension EditingTown {
    @discardableResult
    fileprivate func suggest(
        _ subject: String, _ value: String = "", text: String = "", key: String, at place: Place = noodles,
        from device: String = "a"
    ) async throws -> Suggestion {
        let new = try NewSuggestion(
            place: place.id, subject: subject, text: text, value: value, key: "the-key-" + key)
        let sender = Sender(device: device, network: "n")
        return try await database.write { [editing] in try editing.suggest(new, from: sender, by: nil, in: $0) }
    }

    fileprivate func decide(_ one: Suggestion, _ isAccepted: Bool, as person: Person, _ reason: String = "")
        async throws
    {
        let editor = Editor(person: person, visit: Self.visit(), reason: reason)
        try await database.write { [editing] town in
            _ = try editing.decide(one.id, isAccepted: isAccepted, by: editor, in: town)
        }
    }

    fileprivate func inbox(_ person: Person) async throws -> [String] {
        try await database.read { [editing] town in
            try editing.waiting(for: person, Self.visit(), in: town).map { $0.title + ": " + $0.detail }
        }
    }
}

@Suite("Suggestions of riders")
struct SuggestionTests {
    private let worker = EditingTown.person(.communityWorker, area: "990102001")

    @Test("They wait with the staff of the area, those that say the same together", arguments: TestEngine.available)
    func inbox(_ engine: TestEngine) async throws {
        try await EditingTown.open(engine) { here in
            try await here.suggest("hours", "9:00-18:00", key: "1", from: "a")
            try await here.suggest("hours", "09:00-18:00", text: "门口写的", key: "2", from: "b")
            try await here.suggest("hours", "24/7", key: "3", from: "c")
            try await here.suggest("closed", key: "4", at: bakery)
            let told = try await here.inbox(worker)
            #expect(told.count == 2 && told[0].contains("门口写的") && told[0].contains("2 人反映"))
            #expect(try await here.inbox(EditingTown.person(.officer, area: "9901")).count == 3)
            #expect(try await here.inbox(EditingTown.person(.officer, area: "990103")).count == 1)
            for role in Role.allCases where Permissions.reach(of: role, .decideSuggestion) != .area {
                #expect(try await here.inbox(EditingTown.person(role, area: "9901", place: noodles)).isEmpty, "\(role)")
            }
        }
    }

    @Test(
        "Accepted, they change the entry through the ordinary edit, in the history and undoable",
        arguments: TestEngine.available,
        [
            ("name", "新面馆", PlaceField.name, "新面馆"), ("hours", "周一至周五 9:00-18:00", .hours, "Mo-Fr 09:00-18:00"),
            ("position", "43.835,87.625", .point, "43.835 87.625 given"),
            ("closed", "", .archived, String(testMoment.milliseconds)),
        ])
    func accepted(_ engine: TestEngine, _ told: (String, String, PlaceField, String)) async throws {
        try await EditingTown.open(engine) { here in
            let before = try #require(try await here.record(noodles))
            let first = try await here.suggest(told.0, told.1, key: "1", from: "a")
            let second = try await here.suggest(told.0, told.1, key: "2", from: "b")
            try await here.decide(first, true, as: worker)
            #expect(try await here.record(noodles)?.facts[told.2] == told.3)
            #expect(try await here.inbox(worker).isEmpty)
            await #expect(throws: Refusal.conflict(what: .alreadyDecided)) {
                try await here.decide(second, true, as: worker)
            }
            let change = try #require(try await here.changes(noodles).first)
            #expect(change.reason == "采纳骑手建议")
            try await here.undo(change, as: worker)
            #expect(try await here.record(noodles)?.differences(from: before) == [])
            let entries = try await here.database.read { try here.audit.entries(AuditQuestion(), in: $0) }
            #expect(entries.count { $0.action == "decide-suggestion" } == 2)
        }
    }

    @Test("Declining needs a reason, changes nothing, and is not for others")
    func declined() async throws {
        try await EditingTown.open(.sqlite) { here in
            let one = try await here.suggest("name", "乱写", key: "1")
            await #expect(throws: Refusal.self) { try await here.decide(one, false, as: worker) }
            let strangers = [
                EditingTown.person(.officer, area: "990103"), EditingTown.person(.merchant, place: noodles),
                EditingTown.person(.rider), EditingTown.person(.auditor),
            ]
            for person in strangers {
                await #expect(throws: Refusal.notFound(what: .noSuchSuggestion)) {
                    try await here.decide(one, true, as: person)
                }
            }
            try await here.decide(one, false, as: worker, "名字没错")
            #expect(try await here.record(noodles)?.place.name == "老面馆")
            #expect(try await here.inbox(worker).isEmpty)
            #expect(try await here.changes(noodles).isEmpty)
        }
    }

    @Test("The same key is the same suggestion, and one device cannot flood the inbox", arguments: TestEngine.available)
    func limits(_ engine: TestEngine) async throws {
        try await EditingTown.open(engine) { here in
            let first = try await here.suggest("other", text: "没有门", key: "1")
            #expect(try await here.suggest("other", text: "没有门", key: "1").id == first.id)
            await #expect(throws: Refusal.conflict(what: .suggestionKeyTaken)) {
                try await here.suggest("other", text: "有门", key: "1")
            }
            for number in 2...6 { try await here.suggest("other", text: "没有门", key: "\(number)") }
            await #expect(throws: Refusal.tooMany(retryAfterSeconds: 600)) {
                try await here.suggest("other", text: "没有门", key: "7")
            }
            try await here.suggest("other", text: "没有门", key: "8", from: "b")
            #expect(try await here.inbox(worker).count == 1)
            #expect(try await here.database.write { try here.editing.forgetWitnesses(in: $0) } == 0)
        }
    }

    @Test(
        "What says nothing, or not in the accepted form, is refused",
        arguments: [
            ("hours", "", ""), ("weather", "x", ""), ("position", "north", ""), ("closed", "x", ""),
            ("facilities", "water", ""), ("other", "", String(repeating: "长", count: 201)),
        ])
    func refused(_ subject: String, _ value: String, _ text: String) {
        #expect(throws: Refusal.self) {
            try NewSuggestion(place: noodles.id, subject: subject, text: text, value: value, key: "some-key")
        }
    }
}
