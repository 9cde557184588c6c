import Foundation
@testable import Kernel
import TestTown
import Testing

private let now = Instant(seconds: 1_795_392_000)

private func holder(
    _ role: Role, area: String, place: String? = nil, proof: Person.Proof = .passkey, until: Instant? = nil,
    actions: Set<Action>? = nil
) -> Person {
    let grant = Grant(id: ID(high: 0, low: 1), role: role, area: area, place: place, expiresAt: until)
    return Person(
        id: ID(high: 0, low: 2), name: "某人", proof: proof, grants: [grant], actions: actions, session: "s",
        signedInAt: now, now: now)
}

/// Who may do what, where: the whole table.
@Suite struct PermissionsTests {
    @Test("docs/permissions.txt is the table's print")
    func printed() throws {
        let path = Repository.root + "/docs/permissions.txt"
        if ProcessInfo.processInfo.environment["YONGAI_RECORD"] == "1" {
            try Permissions.text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(try Repository.text("docs/permissions.txt") == Permissions.text)
    }

    /// The document, as somebody reads it who does not know the code.
    private static func documented() throws -> [String: [String: String]] {
        var table: [String: [String: String]] = [:]
        for line in try Repository.text("docs/permissions.txt").split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            table[words[0]] = Dictionary(
                uniqueKeysWithValues: words.dropFirst().map { word in
                    let pair = word.split(separator: ":").map(String.init)
                    return (pair[0], pair[1])
                })
        }
        return table
    }

    @Test("every action × every role × inside, outside, above, own and another's place is as documented")
    func wholeTable() throws {
        let table = try Self.documented()
        #expect(table.count == Action.allCases.count)
        for action in Action.allCases {
            for role in Role.allCases {
                let reach = table[action.rawValue]?[role.rawValue] ?? "nowhere"
                let person = holder(role, area: "330203001", place: "mine")
                let here: [(Target, Bool)] = [
                    (Target(area: "330203001", place: "other"), reach == "area"),
                    (Target(area: "330203001002"), reach == "area"),
                    (Target(area: "330203002"), false), (Target(area: "330203"), false), (Target(area: "3302"), false),
                    (Target(area: nil), false), (Target(area: "330203002", place: "mine"), reach == "own"),
                    (Target(area: "330203002", place: "other"), false), (Target(area: "", place: ""), false),
                ]
                for (target, expected) in here {
                    #expect(person.may(action, on: target) == expected, "\(action) \(role) \(target)")
                }
                #expect(person.may(action) == (reach != "nowhere"), "\(action) \(role)")
                #expect(person.areas(for: action) == (reach == "area" ? ["330203001"] : []))
                #expect(person.places(for: action) == (reach == "own" ? ["mine"] : []))
            }
        }
    }

    @Test("a role whose time is over, or that asks for a stronger proof, opens nothing")
    func asleep() {
        let target = Target(area: "330203001")
        #expect(holder(.officer, area: "3302").may(.editPlace, on: target))
        #expect(!holder(.officer, area: "3302", until: now).may(.editPlace, on: target))
        #expect(holder(.officer, area: "3302", until: now.adding(seconds: 1)).may(.editPlace, on: target))
        for role in Role.allCases {
            let weak = holder(role, area: "3302", proof: .code)
            #expect(weak.grants.isEmpty == role.needsStrongSignIn)
            #expect(weak.sleeping.isEmpty != role.needsStrongSignIn)
        }
    }

    @Test("a token does only what it was made for")
    func tokens() {
        let target = Target(area: "330203001")
        let person = holder(.administrator, area: "3302", proof: .token, actions: [.editPlace])
        for action in Action.allCases {
            #expect(person.may(action) == (action == .editPlace))
            #expect(person.may(action, on: target) == (action == .editPlace))
            #expect(person.areas(for: action).isEmpty == (action != .editPlace))
        }
    }

    @Test("an empty area covers nothing, whatever the role")
    func emptyArea() {
        for action in Action.allCases {
            #expect(!holder(.administrator, area: "").may(action, on: Target(area: "3302")))
        }
    }

    @Test("the level above gives a role within its area: every giver × every role × every level")
    func giving() {
        let areas = ["3302", "330203", "330203001", "330203001002", "330204", "330204001"]
        for giver in Role.allCases {
            for mine in areas {
                let grant = Grant(id: ID(high: 0, low: 1), role: giver, area: mine, place: "mine")
                for role in Role.allCases {
                    for area in areas {
                        let given = grant.mayGive(role, area: area, place: "other", until: nil)
                        guard Permissions.grants(by: giver).contains(role), giver != .propertyManager else {
                            #expect(!given, "\(giver) \(role)")
                            continue
                        }
                        let isBelow = area.hasPrefix(mine) && (giver == .administrator || role != giver || area != mine)
                        #expect(given == isBelow, "\(giver) in \(mine) gives \(role) in \(area)")
                    }
                }
            }
        }
        let manager = Grant(id: ID(high: 0, low: 1), role: .propertyManager, area: "330203001", place: "mine")
        #expect(manager.mayGive(.gateGuard, area: "330203001", place: "mine", until: nil))
        #expect(!manager.mayGive(.gateGuard, area: "330203001", place: "other", until: nil))
        #expect(!manager.mayGive(.gateGuard, area: "330203001", place: nil, until: nil))
        #expect(!manager.mayGive(.propertyManager, area: "330203001", place: "mine", until: nil))
    }

    @Test("nobody gives a role for longer than they hold their own")
    func noLonger() {
        let until = now.adding(seconds: 100)
        let grant = Grant(id: ID(high: 0, low: 1), role: .officer, area: "3302", expiresAt: until)
        #expect(grant.mayGive(.communityWorker, area: "330203001002", place: nil, until: until))
        #expect(!grant.mayGive(.communityWorker, area: "330203001002", place: nil, until: until.adding(seconds: 1)))
        #expect(!grant.mayGive(.communityWorker, area: "330203001002", place: nil, until: nil))
    }
}
