@testable import Accounts
import Audit
import Kernel
import TestTown
import Testing

private let phone = "13800001111"

@Suite("Limits of signing in")
struct LimitTests {
    @Test("A network that tries many passwords has to wait, another one has not", arguments: TestEngine.available)
    func passwords(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let machine = here.browser()
            for number in 0..<60 {
                #expect(try await machine.enter("1380000\(1000 + number)", "x", "000000").status == 403)
            }
            let refused = try await machine.enter(phone, "x", "000000")
            #expect(refused.status == 429 && refused.headers[.retryAfter] == "600")
            #expect(try await here.browser(network: "198.51.100.1").enter(phone, "x", "0").status == 403)
            here.hand.forward(seconds: 600)
            #expect(try await machine.enter(phone, "x", "000000").status == 403)
        }
    }

    @Test(
        "A network that asks for many ceremonies has to wait; of very many the oldest go",
        arguments: TestEngine.available)
    func ceremonies(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            var device = Device()
            let owner = try await here.signedIn(phone)
            #expect(try await owner.add(device).status == 201)
            let machine = here.browser(network: "198.51.100.1")
            for _ in 0..<120 { #expect(try await machine.send("/sign-in/passkey-challenges").status == 200) }
            #expect(try await machine.send("/sign-in/passkey-challenges").status == 429)
            let own = try await owner.challenge()
            let accounts = here.accounts
            try await here.database.write { try accounts.means.dropCeremonies(but: 121, in: $0) }
            #expect(try await here.browser().enter(own, try device.used(own, by: id)).status == 200)
            let other = try await owner.challenge()
            try await here.database.write { try accounts.means.dropCeremonies(but: 0, in: $0) }
            #expect(try await here.browser().enter(other, try device.used(other, by: id)).status == 403)
        }
    }

    @Test(
        "Staff who look for more numbers than they meet people have to wait; a colleague has not",
        arguments: TestEngine.available)
    func searches(_ engine: TestEngine) async throws {
        try await AccountsTown.open(engine) { here in
            let accounts = here.accounts
            func worker(_ number: UInt64) async throws -> Person {
                let id = try await here.add(number, "社工")
                _ = try await here.database.write {
                    try accounts.give(NewGrant(account: id, role: .communityWorker, area: "990102001001"), in: $0)
                }
                return try await here.person(id)
            }
            func look(_ number: Int, _ looker: Person) async throws {
                let phone = try #require(PhoneNumber("1390000\(1000 + number)"))
                let visit = here.visit()
                _ = try await here.database.write { try accounts.find(phone: phone, by: looker, visit, in: $0) }
            }
            let (busy, colleague) = (try await worker(1), try await worker(2))
            for number in 0..<60 { try await look(number, busy) }
            await #expect(throws: Refusal.tooMany(retryAfterSeconds: 3600)) { try await look(60, busy) }
            try await look(60, colleague)
            var question = AuditQuestion()
            (question.action, question.countMax) = ("find-person", 100)
            let asked = question
            #expect(try await here.database.read { try here.audit.entries(asked, in: $0) }.count == 61)
        }
    }

    @Test(
        "Failures of an account stand in its trail once an hour for each kind, and nobody else's anywhere",
        arguments: TestEngine.available)
    func failures(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            let owner = try await here.signedIn(phone)
            var device = Device()
            #expect(try await owner.add(device).status == 201)
            let challenge = try await owner.challenge()
            #expect(try await owner.enter(challenge, try device.used(challenge, by: id)).status == 200)
            let app = try await owner.setPassword()
            here.hand.forward(seconds: 61)
            func fail() async throws {
                for number in [phone, "13900009999"] {
                    let thief = here.browser()
                    let asked = try await thief.send("/sign-in/codes", ["phone": number])
                    for _ in 0..<5 { _ = try await thief.enter(asked, phone: number, code: "x") }
                    _ = try await thief.enter(number, "wrong", "000000")
                    let code = app.code(atSeconds: here.hand.now.seconds)
                    _ = try await thief.enter(number, "kingfisher lamp 43 orbit", code == "000000" ? "1" : "000000")
                    for _ in 0..<3 { _ = try await thief.enter(number, "wrong", "000000") }
                }
                var bad = device
                bad.isVerified = false
                let shown = try await here.browser().challenge()
                #expect(try await here.browser().enter(shown, try bad.used(shown, by: id)).status == 403)
            }
            try await fail()
            here.hand.forward(seconds: 120)
            try await fail()
            for failure in SignInFailure.allCases { #expect(try await here.entries(failure.rawValue) == 1) }
            let trail = try await owner.open("/me/trail").text
            #expect(trail.contains("有人用错误的密码尝试登录") && trail.contains("有人用错误的验证码尝试登录"))
            here.hand.forward(seconds: 3600)
            let code = app.code(atSeconds: here.hand.now.seconds)
            #expect(try await here.browser().enter(phone, "kingfisher lamp 43 orbit", code).status == 303)
            here.hand.forward(seconds: 30)
            try await fail()
            for failure in SignInFailure.allCases { #expect(try await here.entries(failure.rawValue) == 2) }
            #expect(AuditWords.known.map(\.action).contains("refuse"))
            for failure in SignInFailure.allCases {
                #expect(AuditWords.known.contains { $0.action == failure.rawValue })
            }
        }
    }

    @Test(
        "A door shut to somebody signed in stands in the log, once an hour for each action",
        arguments: TestEngine.available)
    func refusals(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            _ = try await here.add(1, "王", phone: phone)
            let rider = try await here.signedIn(phone)
            for _ in 0..<3 { #expect(try await rider.open("/console/audit").status == 404) }
            #expect(try await here.browser().open("/console/audit").status == 303)
            #expect(try await here.entries("refuse") == 1)
            here.hand.forward(seconds: 3601)
            #expect(try await rider.open("/console/audit").status == 404)
            #expect(try await here.entries("refuse") == 2)
        }
    }

    @Test(
        "In a demonstration the page shows a code, but not that of somebody with a real role",
        arguments: TestEngine.available)
    func shownCodes(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine, post: Postbox(way: .shown)) { here in
            _ = try await here.add(1, "沈", phone: phone, role: .auditor)
            _ = try await here.add(2, "王", phone: "13900002222")
            let accounts = here.accounts
            try await here.database.write { town in
                let posts = DemonstrationPosts(community: "990102001001", places: [:])
                _ = try accounts.layDemonstration(posts, in: town)
            }
            for (number, isShown) in [
                (phone, false), ("13900002222", true), ("13700003333", true), ("19900000015", true),
            ] {
                let page = try await here.browser().send("/sign-in/codes", ["phone": number])
                #expect(page.text.contains("id=\"shown-code\"") == isShown, "\(number)")
                #expect(page.text.contains("服务器日志") != isShown, "\(number)")
                #expect(page.text.contains(">\(here.post.last?.code ?? "none")<") == isShown)
            }
        }
    }
}
