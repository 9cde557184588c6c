@testable import Accounts
import Audit
import Kernel
import Places
import TestTown
import Testing

@testable import Blocked

/// All that may be done, written down apart from the code: state, deed, mover, and after how many hours since the
/// report (the answer stands since the report, too).
private let allowed: [(BlockedReport.State, BlockedMove.Deed, BlockedMove.Mover, Int64, BlockedReport.State)] = [
    (.open, .answer, .property, 0, .answered), (.open, .decide, .community, 24, .decided),
    (.answered, .settle, .rider, 0, .settled), (.answered, .dispute, .rider, 0, .disputed),
    (.answered, .settle, .house, 168, .settled), (.disputed, .decide, .community, 0, .decided),
]

private func saying(_ deed: BlockedMove.Deed) -> BlockedSaying {
    switch deed {
    case .answer: .answer("已提醒保安", improvement: "")
    case .settle: .settle
    case .dispute: .dispute("又收了")
    case .decide: .decide(isUpheld: true, "查看了监控")
    }
}

@Suite("Being stopped at a gate")
struct BlockedTests {
    @Test("The whole table: every state, deed, mover and hour")
    func wholeTable() {
        for state in BlockedReport.State.allCases {
            for deed in BlockedMove.Deed.allCases {
                for mover in BlockedMove.Mover.allCases {
                    for hour: Int64 in [0, 23, 24, 167, 168, 1000] {
                        let report = BlockedReport(
                            id: ID(high: 1, low: 1), place: BlockedTown.lakeside.id, account: BlockedTown.rider.id,
                            trade: .courier, reason: .rude, words: "", reportedAt: testMoment, state: state,
                            answeredAt: state == .open ? nil : testMoment)
                        let now = testMoment.adding(seconds: hour * 3600)
                        let expected = allowed.first { $0.0 == state && $0.1 == deed && $0.2 == mover && hour >= $0.3 }
                        let found = try? BlockedMove.move(deed, by: mover, on: report, now: now)
                        #expect(found?.to == expected?.4, "\(state) \(deed) \(mover) \(hour)")
                    }
                }
            }
        }
        #expect(BlockedMove.table.count == allowed.count)
    }

    @Test("The whole table against every role, one's own and a stranger's", arguments: TestEngine.available)
    func everyRole(_ engine: TestEngine) async throws {
        try await BlockedTown.open(engine) { here in
            let report = try await here.report()
            here.time.move(seconds: 3 * 86_400)
            var people: [(String, Person, BlockedMove.Mover?)] = Role.allCases.map { role in
                let area = role == .communityWorker ? "990102001001" : "9901"
                let mover: BlockedMove.Mover? =
                    switch role {
                    case .propertyManager: .property
                    case .communityWorker, .officer, .administrator: .community
                    default: nil
                    }
                // By the manager's account, which exists.
                return (
                    role.rawValue, BlockedTown.person(role, area: area, place: BlockedTown.lakeside, number: 12), mover
                )
            }
            people += BlockedTown.strangers.map { ("stranger", $0, nil) }
            for state in BlockedReport.State.allCases {
                for deed in BlockedMove.Deed.allCases {
                    for (name, person, mover) in people where deed == .answer || deed == .decide {
                        try await here.lay(report, state)
                        let may = allowed.contains { $0.0 == state && $0.1 == deed && $0.2 == mover }
                        let done = await attempt { try await here.staff(report, saying(deed), person) }
                        #expect(done == may, "\(state) \(deed) \(name)")
                        let after = try await here.now(report).state
                        #expect((after != state) == may, "\(state) \(deed) \(name)")
                    }
                    for (person, isOwn) in [(BlockedTown.rider, true), (BlockedTown.strangers[2], false)]
                    where deed == .settle || deed == .dispute {
                        try await here.lay(report, state)
                        let may = isOwn && state == .answered
                        let done = await attempt { try await here.rider(report, saying(deed), person) }
                        #expect(done == may, "\(state) \(deed) own: \(isOwn)")
                    }
                }
            }
        }
    }

    private func attempt(_ deed: () async throws -> Void) async -> Bool {
        do {
            try await deed()
            return true
        } catch { return false }
    }

    @Test(
        "A report goes to the property, then to the community; each step is written down",
        arguments: TestEngine.available)
    func wholeWay(_ engine: TestEngine) async throws {
        try await BlockedTown.open(engine) { here in
            let report = try await here.report()
            #expect(report.trade == .courier && report.state == .open)
            #expect(try await here.inbox(BlockedTown.manager) == ["要收费 · 请在 2026-11-24 06:00 前答复"])
            for person in BlockedTown.strangers + [BlockedTown.worker, BlockedTown.rider] {
                #expect(try await here.inbox(person) == [])
            }
            try await here.staff(report, .answer("没有这回事", improvement: ""), BlockedTown.manager)
            #expect(try await here.inbox(BlockedTown.manager) == [])
            try await here.rider(report, .dispute("有收据"))
            #expect(try await here.inbox(BlockedTown.worker) == ["要收费 · 等社区裁定"])
            try await here.staff(report, .decide(isUpheld: true, "收据属实"), BlockedTown.worker)
            let closed = try await here.now(report)
            #expect(closed.isUpheld == true && closed.closedAt == testMoment && closed.decision == "收据属实")
            #expect(closed.answeredBy == BlockedTown.manager.id && closed.decidedBy == BlockedTown.worker.id)
            #expect(
                try await here.actions() == ["report-blocked", "answer-blocked", "dispute-blocked", "decide-blocked"])
        }
    }

    @Test("What is not answered within a day is the community's", arguments: TestEngine.available)
    func late(_ engine: TestEngine) async throws {
        try await BlockedTown.open(engine) { here in
            let report = try await here.report()
            let decision = BlockedSaying.decide(isUpheld: false, "规则如此")
            here.time.move(seconds: 86_399)
            await #expect(throws: Refusal.conflict(what: .blockedNotDue)) {
                try await here.staff(report, decision, BlockedTown.worker)
            }
            #expect(try await here.inbox(BlockedTown.worker) == [])
            here.time.move(seconds: 1)
            let late = ["要收费 · 已过 2026-11-24 06:00 的答复期限"]
            #expect(try await here.inbox(BlockedTown.worker) == late)
            #expect(try await here.inbox(BlockedTown.manager) == late)
            try await here.staff(report, decision, BlockedTown.worker)
            #expect(try await here.now(report).isUpheld == false)
        }
    }

    @Test(
        "Five a day; the same form twice is one; only riders, only gates of the compound",
        arguments: TestEngine.available)
    func limits(_ engine: TestEngine) async throws {
        try await BlockedTown.open(engine) { here in
            let first = try await here.report(1)
            #expect(try await here.report(1) == first)
            await #expect(throws: Refusal.conflict(what: .blockedKeyTaken)) {
                try await here.report(1, reason: .rude)
            }
            await #expect(throws: Refusal.conflict(what: .blockedKeyTaken)) {
                try await here.report(1, by: BlockedTown.strangers[2])
            }
            await #expect(throws: Refusal.notAllowed(what: .blockedForRiders)) {
                try await here.report(2, by: BlockedTown.manager)
            }
            await #expect(throws: Refusal.self) { try await here.report(2, at: BlockedTown.oldTown) }
            for number in 2...5 { try await here.report(number, gate: nil) }
            await #expect(throws: Refusal.tooMany(retryAfterSeconds: 86_400)) { try await here.report(6) }
            #expect(try await here.report(1) == first)
            here.time.move(seconds: 86_400)
            try await here.report(6)
        }
    }

    @Test("Nobody answers or decides on what they reported themselves", arguments: TestEngine.available)
    func own(_ engine: TestEngine) async throws {
        try await BlockedTown.open(engine) { here in
            let report = try await here.report()
            let both = BlockedTown.person(
                .propertyManager, area: "990102001001", place: BlockedTown.lakeside, number: 11)
            await #expect(throws: Refusal.notAllowed(what: .blockedOwn)) {
                try await here.staff(report, saying(.answer), both)
            }
        }
    }

    @Test("Staff read a masked name, and the rider sees that they did", arguments: TestEngine.available)
    func masked(_ engine: TestEngine) async throws {
        try await BlockedTown.open(engine) { here in
            let report = try await here.report()
            let (blocked, visit) = (here.blocked, here.visit)
            let read = try await here.database.write {
                try blocked.read(report.id, by: BlockedTown.manager, visit, in: $0)
            }
            #expect(read.rider == "王＊骑" && read.0.title == "云湖小区 · 南门")
            for person in BlockedTown.strangers {
                await #expect(throws: Refusal.notFound(what: .noSuchBlocked)) {
                    try await here.database.write { _ = try blocked.read(report.id, by: person, visit, in: $0) }
                }
            }
            var question = AuditQuestion()
            question.about = BlockedTown.rider.id
            let asked = question
            let seen = try await here.database.read { [audit = here.audit] in try audit.entries(asked, in: $0) }
            #expect(seen.map(\.action) == ["read-blocked", "report-blocked"])
        }
    }

    @Test(
        "An answer settles the matter after a week; half a year later it is gone", arguments: TestEngine.available)
    func quiet(_ engine: TestEngine) async throws {
        try await BlockedTown.open(engine) { here in
            let blocked = here.blocked
            let report = try await here.report()
            try await here.staff(report, .answer("对不起", improvement: "不再收费"), BlockedTown.manager)
            here.time.move(seconds: 7 * 86_400 - 1)
            #expect(try await here.database.write { try blocked.settleQuiet(in: $0) } == 0)
            here.time.move(seconds: 1)
            #expect(try await here.database.write { try blocked.settleQuiet(in: $0) } == 1)
            let settled = try await here.now(report)
            #expect(settled.state == .settled && settled.isUpheld == true && settled.decidedBy == nil)
            here.time.move(seconds: 180 * 86_400)
            #expect(try await here.database.write { try blocked.lapse(in: $0) } == 0)
            here.time.move(seconds: 1)
            #expect(try await here.database.write { try blocked.lapse(in: $0) } == 1)
        }
    }

    @Test(
        "A rider takes it all away, and is taken out of it; staff are told what stays", arguments: TestEngine.available)
    func rights(_ engine: TestEngine) async throws {
        try await BlockedTown.open(engine) { here in
            let blocked = here.blocked
            let report = try await here.report()
            try await here.staff(report, saying(.answer), BlockedTown.manager)
            let told = try await here.database.read {
                String(decoding: try blocked.exported(of: BlockedTown.rider.id, in: $0).bytes, as: UTF8.self)
            }
            #expect(told.contains("要五块钱") && told.contains("已提醒保安"))
            let kept = try await here.database.write { town in
                (
                    try blocked.erase(BlockedTown.rider.id, in: town),
                    try blocked.erase(BlockedTown.manager.id, in: town).map(\.what)
                )
            }
            #expect(kept.0 == [] && kept.1 == [.blockedKept])
            let after = try await here.now(report)
            #expect(after.account == nil && after.words == "" && after.answer == "已提醒保安")
        }
    }

    @Test("Reports go along when compounds are merged, and come back", arguments: TestEngine.available)
    func merged(_ engine: TestEngine) async throws {
        try await BlockedTown.open(engine) { here in
            let blocked = here.blocked
            let report = try await here.report()
            let (old, new) = (BlockedTown.lakeside.id, BlockedTown.oldTown.id)
            let moved = try await here.database.write { try blocked.moveBelongings(from: old, to: new, in: $0) }
            #expect(moved == [report.id.description])
            #expect(try await here.now(report).place == new)
            try await here.database.write { try blocked.returnBelongings(moved, from: new, to: old, in: $0) }
            #expect(try await here.now(report).place == old)
        }
    }
}
