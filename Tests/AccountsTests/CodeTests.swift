@testable import Accounts
import Kernel
import TestTown
import Testing

private let known = "13800001111"
private let unknown = "13900002222"

@Suite("Signing in by a code")
struct CodeTests {
    @Test(
        "Somebody new proves a number, tells six things in all, and is signed in; later a code is enough",
        arguments: TestEngine.available)
    func registering(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let browser = here.browser()
            #expect(try await browser.open("/sign-in?next=%2Fme").text.contains("name=\"phone\""))
            let asked = try await browser.send("/sign-in/codes", ["phone": "138 0000 1111", "next": "/me/sessions"])
            let code = try #require(here.post.last?.code)
            #expect(asked.text.contains("138****1111") && !asked.text.contains(">\(code)<"))
            let form = try await browser.enter(asked, phone: known, code: code, next: "/me/sessions")
            let visible = form.text.components(separatedBy: "<input").dropFirst().count { !$0.contains("hidden") }
            #expect(form.status == 200 && visible + 1 + 2 <= 6, "name, platform, consent, trade; phone and code before")
            let ticket = form.field("ticket")
            let lacking = try await browser.send(
                "/sign-in/accounts",
                ["phone": known, "ticket": ticket, "name": " ", "trade": "courier", "terms": "yes"])
            #expect(lacking.status == 400 && lacking.text.contains("请填写称呼"))
            let done = try await browser.send(
                "/sign-in/accounts",
                [
                    "phone": known, "ticket": ticket, "name": " 小 王\u{202E}", "trade": "courier", "platform": "快马",
                    "terms": "yes", "next": "/me/sessions",
                ])
            #expect(done.status == 303 && done.location == "/me/sessions")
            let me = try await browser.open("/me")
            #expect(me.text.contains("小 王") && me.text.contains("快递 · 快马") && me.text.contains("手机号已确认"))
            #expect(try await here.entries("register") == 1)
            here.hand.forward(seconds: 61)
            let later = try await here.signedIn(known)
            #expect(try await later.open("/me").text.contains("小 王"))
            let again = try await browser.send(
                "/sign-in/accounts",
                ["phone": known, "ticket": ticket, "name": "x", "trade": "courier", "terms": "yes"])
            #expect(again.status == 409)
        }
    }

    @Test("Nothing tells whether a number is known", arguments: TestEngine.available)
    func enumeration(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            _ = try await here.add(1, "王", phone: known)
            var answers: [(Int, [String], String)] = []
            for phone in [known, unknown] {
                let browser = here.browser()
                let asked = try await browser.send("/sign-in/codes", ["phone": phone])
                let wrong = try await browser.enter(asked, phone: phone, code: "999999")
                for page in [asked, wrong] {
                    let text = page.text.replacing(asked.field("id"), with: "ID").replacing("+86\(phone)", with: "N")
                        .replacing("\(phone.prefix(3))****\(phone.suffix(4))", with: "M")
                    answers.append((page.status, page.headers.map(\.description).sorted(), text))
                }
            }
            #expect(answers[0].0 == answers[2].0 && answers[1].0 == answers[3].0)
            #expect(answers[0].1 == answers[2].1 && answers[1].1 == answers[3].1)
            #expect(answers[0].2 == answers[2].2 && answers[1].2 == answers[3].2)
        }
    }

    @Test("Five tries, and the right code comes too late", arguments: TestEngine.available)
    func bruteForce(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            _ = try await here.add(1, "王", phone: known)
            let browser = here.browser()
            let asked = try await browser.send("/sign-in/codes", ["phone": known])
            for left in [4, 3, 2, 1] {
                let page = try await browser.enter(asked, phone: known, code: "99999\(left)")
                #expect(page.status == 403 && page.text.contains("还可以试 \(left) 次"))
            }
            #expect(try await browser.enter(asked, phone: known, code: "999990").status == 403)
            let late = try await browser.enter(asked, phone: known, code: here.post.last?.code ?? "")
            #expect(late.status == 403 && late.setCookies.isEmpty)
        }
    }

    @Test("Many wrong codes at once count each", arguments: TestEngine.available)
    func guessingAtOnce(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            _ = try await here.add(1, "王", phone: known)
            let asked = try await here.browser().send("/sign-in/codes", ["phone": known])
            let code = try #require(here.post.last?.code)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        _ = try await here.browser().enter(asked, phone: known, code: "9\(10_000 + number)")
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await here.browser().enter(asked, phone: known, code: code).status == 403)
        }
    }

    @Test("A code opens one session, however often it is sent at once", arguments: TestEngine.available)
    func once(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            _ = try await here.add(1, "王", phone: known)
            let asked = try await here.browser().send("/sign-in/codes", ["phone": known])
            let code = try #require(here.post.last?.code)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await here.browser().enter(asked, phone: known, code: code).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [303] + Array(repeating: 403, count: 7))
            #expect(try await here.entries("sign-in") == 1)
        }
    }

    @Test("A code is for its number, its request and its time; a newer one ends it", arguments: TestEngine.available)
    func binding(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            _ = try await here.add(1, "王", phone: known)
            _ = try await here.add(2, "李", phone: unknown)
            let first = try await here.browser().send("/sign-in/codes", ["phone": known])
            let code = try #require(here.post.last?.code)
            #expect(try await here.browser().enter(first, phone: unknown, code: code).status == 403)
            here.hand.forward(seconds: 61)
            let second = try await here.browser().send("/sign-in/codes", ["phone": known])
            let newer = try #require(here.post.last?.code)
            #expect(try await here.browser().enter(first, phone: known, code: code).status == 403)
            let older = try await here.browser().enter(second, phone: known, code: code)
            #expect(older.status == 403 && code != newer)
            here.hand.forward(seconds: 301)
            #expect(try await here.browser().enter(second, phone: known, code: newer).status == 403)
        }
    }

    @Test("One code a minute, five an hour, ten a day to a number", arguments: TestEngine.available)
    func limits(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            var sent = 0
            for _ in 0..<24 * 60 {
                let page = try await here.browser().send("/sign-in/codes", ["phone": known])
                if page.status == 200 { sent += 1 } else { #expect(page.status == 429) }
                if sent == 1, page.status == 200 {
                    #expect(try await here.browser().send("/sign-in/codes", ["phone": known]).status == 429)
                }
                here.hand.forward(seconds: 61)
                if sent == 5 { here.hand.forward(seconds: 3600) }
                if sent == 10 { break }
            }
            #expect(sent == 10 && here.post.count == 10)
            here.hand.forward(seconds: 3600)
            #expect(try await here.browser().send("/sign-in/codes", ["phone": known]).status == 429)
            here.hand.forward(seconds: 86_400)
            #expect(try await here.browser().send("/sign-in/codes", ["phone": known]).status == 200)
        }
    }

    @Test("A network that guesses gets no more codes; another one does", arguments: TestEngine.available)
    func guessers(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            for number in 0..<60 {
                let phone = "138111\(10_000 + number)"
                let asked = try await here.browser().send("/sign-in/codes", ["phone": phone])
                #expect(asked.status == 200)
                for _ in 0..<5 { _ = try await here.browser().enter(asked, phone: phone, code: "999999") }
            }
            #expect(try await here.browser().send("/sign-in/codes", ["phone": known]).status == 429)
            let other = here.browser(network: "198.51.100.9")
            #expect(try await other.send("/sign-in/codes", ["phone": known]).status == 200)
        }
    }

    @Test("What cannot be sent is said; without any way the page says that")
    func notSent() async throws {
        try await SignInTown.open(.sqlite, post: Postbox(fault: .unreachable)) { here in
            let page = try await here.browser().send("/sign-in/codes", ["phone": known])
            #expect(page.status == 503 && page.text.contains("短信没有发出去"))
        }
        try await SignInTown.open(.sqlite, post: Postbox(way: .none)) { here in
            let page = try await here.browser().open("/sign-in")
            #expect(page.text.contains("暂时不能发送验证码"))
            #expect(try await here.browser().send("/sign-in/codes", ["phone": known]).status == 503)
        }
        try await SignInTown.open(.sqlite, post: Postbox(way: .shown)) { here in
            let page = try await here.browser().send("/sign-in/codes", ["phone": known])
            #expect(page.text.contains(">\(here.post.last?.code ?? "?")<"))
        }
    }

    @Test("Who a platform named in its roster is verified on registering, and on the next sign-in")
    func roster() async throws {
        try await SignInTown.open(.sqlite) { here in
            let partner = try await here.add(9, "蒋", phone: "13700009999")
            let rider = try await here.add(8, "周", phone: unknown)
            try await here.database.write { [accounts = here.accounts] town in
                for phone in [known, unknown].compactMap({ PhoneNumber($0) }) {
                    try town.run(
                        """
                        INSERT INTO roster_entry (phone_index, partner_id, platform, team, trade, key_version,
                            uploaded_at)
                        VALUES (\(SQLValue.blob(accounts.phoneIndex(phone))), \(partner), '蓝鸢', '江北站',
                            'food-delivery', 1, \(town.now))
                        """)
                }
            }
            let browser = here.browser()
            let asked = try await browser.send("/sign-in/codes", ["phone": known])
            let form = try await browser.enter(asked, phone: known, code: here.post.last?.code ?? "")
            #expect(form.text.contains("蓝鸢的名册里有您") && form.text.contains("value=\"food-delivery\" selected"))
            _ = try await browser.send(
                "/sign-in/accounts",
                [
                    "phone": known, "ticket": form.field("ticket"), "name": "王", "trade": "food-delivery",
                    "terms": "yes",
                ])
            let me = try await browser.open("/me").text
            #expect(me.contains("平台名册已核实") && me.contains("蓝鸢 · 江北站"))
            #expect(try await here.signedIn(unknown).open("/me").text.contains("平台名册已核实"))
            _ = rider
        }
    }
}
