@testable import Accounts
import Kernel
import OneTimePassword
import Passwords
import TestTown
import Testing

private let phone = "13800001111"
private let password = "kingfisher lamp 43 orbit"

extension Browser {
    /// Sets a password and its app; returns the app.
    func setPassword(_ password: String = password) async throws -> OneTimePassword {
        let page = try await send("/me/password/drafts", ["password": password, "repeated": password])
        let start = try #require(page.text.firstRange(of: "secret=")?.upperBound)
        let secret = try #require(Base32.decode(String(page.text[start...].prefix { $0 != "&" && $0 != "\"" })))
        let app = try OneTimePassword(secret: secret)
        let code = app.code(atSeconds: town.hand.now.seconds)
        let done = try await send("/me/password/confirmations", ["draft": page.field("draft"), "code": code])
        #expect(done.status == 303)
        return app
    }

    func enter(_ phone: String, _ password: String, _ code: String) async throws -> Page {
        try await send("/sign-in/passwords", ["phone": phone, "password": password, "code": code, "next": "/me"])
    }
}

@Suite("Passwords with an app")
struct PasswordTests {
    @Test(
        "A password is set with its app, signs in with it, wakes the role, and a code of the app counts once",
        arguments: TestEngine.available)
    func journey(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            _ = try await here.add(1, "沈", phone: phone, role: .auditor)
            let other = try await here.signedIn(phone)
            here.hand.forward(seconds: 61)
            let browser = try await here.signedIn(phone)
            let app = try await browser.setPassword()
            #expect(try await other.open("/me/sessions").status == 303, "Whoever was in elsewhere is out.")
            here.hand.forward(seconds: 30)
            let code = app.code(atSeconds: here.hand.now.seconds)
            let fresh = here.browser()
            #expect(try await fresh.enter(phone, password, code).status == 303)
            #expect(try await fresh.open("/console/audit").text == "log for 沈")
            #expect(try await here.browser().enter(phone, password, code).status == 403)
            #expect(try await here.entries("set-password") == 1)
            let alone = try await browser.send("/me/password/removals")
            #expect(alone.location?.hasPrefix("/sign-in/strong") == true)
            #expect(try await fresh.send("/me/password/removals").status == 303)
            #expect(try await here.browser().enter(phone, password, code).status == 403)
        }
    }

    @Test("Failures wait longer and longer; all of them look the same", arguments: TestEngine.available)
    func failures(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            _ = try await here.add(1, "沈", phone: phone, role: .auditor)
            _ = try await here.add(2, "王", phone: "13900002222")
            let app = try await (try await here.signedIn(phone)).setPassword()
            here.hand.forward(seconds: 60)
            func code() -> String { app.code(atSeconds: here.hand.now.seconds) }
            let tries: [(String, String, String)] = [
                (phone, "wrong", code()), (phone, password, "000000"), ("13900002222", password, code()),
                ("13700003333", password, code()), ("nonsense", password, code()), (phone, "", ""),
            ]
            var answers: Set<String> = []
            for (phone, password, code) in tries {
                let page = try await here.browser().enter(phone, password, code)
                #expect(page.status == 403 && page.setCookies.isEmpty)
                answers.insert(page.headers.map(\.description).sorted().joined() + page.text)
            }
            #expect(answers.count == 1)
            _ = try await here.browser().enter(phone, "wrong", code())
            _ = try await here.browser().enter(phone, "wrong", code())
            #expect(try await here.browser().enter(phone, password, code()).status == 403, "Closed for a minute.")
            here.hand.forward(seconds: 61)
            #expect(try await here.browser().enter(phone, password, code()).status == 303)
            #expect((1...15).compactMap { Accounts.wait(after: $0) }.prefix(3) == [60, 120, 240])
            #expect(Accounts.wait(after: 1000) == 3600)
        }
    }

    @Test("A wrong code of the app leaves the draft; nobody else confirms it, and not much later")
    func drafts() async throws {
        try await SignInTown.open(.sqlite) { here in
            _ = try await here.add(1, "沈", phone: phone, role: .auditor)
            _ = try await here.add(2, "韩", phone: "13900002222", role: .administrator)
            let (browser, other) = (try await here.signedIn(phone), try await here.signedIn("13900002222"))
            let page = try await browser.send("/me/password/drafts", ["password": password, "repeated": password])
            let draft = page.field("draft")
            let wrong = try await browser.send("/me/password/confirmations", ["draft": draft, "code": "000000"])
            #expect(wrong.status == 403 && wrong.field("draft") == draft)
            here.hand.forward(seconds: 599)
            let late = try await browser.send("/me/password/confirmations", ["draft": draft, "code": "000000"])
            #expect(late.field("draft") == draft)
            #expect(try await other.send("/me/password/confirmations", ["draft": draft, "code": "1"]).status == 403)
            let gone = try await browser.send("/me/password/confirmations", ["draft": draft, "code": "1"])
            #expect(gone.field("draft").isEmpty)
        }
    }

    @Test(
        "Long and unlike anybody's first guess, of whatever letters",
        arguments: [
            ("kingfisher lamp 43 orbit", true), ("紫藤花下的老猫不吃鱼也不喝水", true), ("correct horse battery", true),
            ("short", false), ("aaaaaaaaaaaaaaaa", false), ("123456789012", false), ("Password1234!", false),
            ("qwertyuiop123456", false), ("yongai-ningbo-2026", false), ("13800001111+沈审计", false),
            ("沈审计138000011112026", false), ("poiuytrewq-4321-zzzz", false), ("abcdefgh mnbvcxz 98", false),
            ("ningbo meituan 7788", false), ("meituan otter 7788 quilt", true),
        ])
    func rule(_ password: String, _ isGood: Bool) {
        let own = ["沈审计", "宁波", "Ningbo", "8613800001111", "13800001111", "00001111"]
        #expect((PasswordRule.fault(password, own: own) == nil) == isGood)
    }

    @Test("Hashes are Argon2id with a salt of their own, right for their password only, and no more than a few at once")
    func hashes() async throws {
        let passwords = Passwords(workersMax: 2, waitingMax: 4, passes: 1, memoryBytes: 8 << 20)
        let (first, second) = (try await passwords.hash("密码 one"), try await passwords.hash("密码 one"))
        #expect(first.hasPrefix("$argon2id$v=19$m=8192,t=1,p=1$") && first != second)
        #expect(try await passwords.isRight("密码 one", for: first))
        #expect(try await passwords.isRight("密码 two", for: first) == false)
        #expect(try await passwords.isRight("", for: Accounts.nobodysHash) == false)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<12 { group.addTask { (try? await passwords.hash("x")) != nil } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.contains(true) && outcomes.contains(false))
        #expect(try await passwords.hash("again").isEmpty == false)
    }

    @Test("Nobody's hash costs what anybody's does")
    func nobody() async throws {
        let passwords = Passwords()
        let somebody = try await passwords.hash("x")
        let parameters = { (hash: String) in hash.split(separator: "$").prefix(3).joined(separator: "$") }
        #expect(parameters(somebody) == parameters(Accounts.nobodysHash))
    }
}
