@testable import Accounts
import HTTPTypes
import Kernel
import TestTown
import Testing

private let phone = "13800001111"

@Suite("Sessions")
struct SessionTests {
    @Test("A session somebody planted is never the one that is signed in", arguments: TestEngine.available)
    func fixation(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            _ = try await here.add(1, "王", phone: phone)
            let planted = String(repeating: "ab", count: 32)
            let browser = here.browser()
            browser.cookies = ["session": planted]
            let asked = try await browser.send("/sign-in/codes", ["phone": phone])
            _ = try await browser.enter(asked, phone: phone, code: here.post.last?.code ?? "")
            let own = try #require(browser.cookies["session"])
            #expect(own != planted && own.utf8.count == 64)
            let thief = here.browser()
            thief.cookies = ["session": planted]
            #expect(try await thief.open("/me/sessions").status == 303)
            // Signing in once more ends the session the browser came with.
            here.hand.forward(seconds: 61)
            let more = try await browser.send("/sign-in/codes", ["phone": phone])
            _ = try await browser.enter(more, phone: phone, code: here.post.last?.code ?? "")
            thief.cookies = ["session": own]
            #expect(try await thief.open("/me/sessions").status == 303)
            #expect(try await browser.open("/me/sessions").status == 200)
        }
    }

    @Test("The cookie is out of the reach of scripts and other sites, and over TLS of other hosts")
    func cookies() async throws {
        try await SignInTown.open(.sqlite) { here in
            _ = try await here.add(1, "王", phone: phone)
            let browser = here.browser()
            let asked = try await browser.send("/sign-in/codes", ["phone": phone])
            let page = try await browser.enter(asked, phone: phone, code: here.post.last?.code ?? "")
            let line = page.setCookies.first ?? ""
            #expect(line.hasPrefix("session=") && line.contains("; Path=/;") && line.contains("; HttpOnly"))
            #expect(line.contains("; SameSite=Lax") && !line.contains("Secure") && !line.contains("Domain"))
            #expect(page.headers[.cacheControl] == "no-store")
        }
        try await SignInTown.open(.sqlite, address: "https://yunshan.example") { here in
            _ = try await here.add(1, "王", phone: phone)
            let browser = here.browser()
            let asked = try await browser.send("/sign-in/codes", ["phone": phone])
            let page = try await browser.enter(asked, phone: phone, code: here.post.last?.code ?? "")
            let line = page.setCookies.first ?? ""
            #expect(line.hasPrefix("__Host-session=") && line.contains("; Secure") && line.contains("; HttpOnly"))
            #expect(try await browser.open("/me/sessions").status == 200)
        }
    }

    @Test("What another site sends in somebody's name is refused", arguments: TestEngine.available)
    func otherSites(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            _ = try await here.add(1, "王", phone: phone)
            let browser = try await here.signedIn(phone)
            let posts = here.routes.filter { $0.method == "POST" }
            #expect(posts.count > 10)
            for route in posts {
                for strange in [
                    [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")],
                    [("Sec-Fetch-Site", ""), ("Origin", "https://evil.example")],
                ] {
                    let page = try await browser.send(route.path, headers: strange)
                    #expect(page.status == 403, "\(route.path) \(strange)")
                }
            }
            #expect(try await browser.open("/me/sessions").status == 200)
        }
    }

    @Test("Devices are listed; each can be signed out, all of them, and nobody else's", arguments: TestEngine.available)
    func listing(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            _ = try await here.add(1, "王", phone: phone)
            _ = try await here.add(2, "李", phone: "13900002222")
            let first = try await here.signedIn(phone)
            here.hand.forward(seconds: 61)
            let second = try await here.signedIn(phone)
            let other = try await here.signedIn("13900002222")
            let list = try await second.open("/me/sessions").text
            let ids = list.components(separatedBy: "name=\"session\" value=\"").dropFirst().map {
                String($0.prefix(36))
            }
            .filter { !$0.hasPrefix("all") }
            #expect(ids.count == 2 && list.contains("本机"))
            for id in ids { #expect(try await other.send("/me/sessions/endings", ["session": id]).status == 404) }
            #expect(try await second.send("/me/sessions/endings", ["session": ids[1]]).location == "/me/sessions")
            #expect(try await first.open("/me/sessions").status == 303)
            #expect(try await second.open("/me/sessions").status == 200)
            #expect(try await second.send("/me/sessions/endings", ["session": "all"]).location == "/me")
            #expect(try await second.open("/me").text.contains("/sign-in"))
            let left = try await other.send("/me/sign-out")
            #expect(left.location == "/me" && left.headers[.init("Clear-Site-Data")!] == "\"cache\"")
            #expect(other.cookies["session"] == nil)
            #expect(try await here.entries("sign-out") == 2)
            #expect(try await here.entries("sign-out-everywhere") == 1)
        }
    }

    @Test("A session ends after a month unused, after ninety days in any case, and with its account")
    func ends() async throws {
        try await SignInTown.open(.sqlite) { here in
            let id = try await here.add(1, "王", phone: phone)
            let idle = try await here.signedIn(phone)
            here.hand.forward(seconds: 30 * 86_400 + 1)
            #expect(try await idle.open("/me/sessions").status == 303)
            let busy = try await here.signedIn(phone)
            for _ in 0..<4 {
                here.hand.forward(seconds: 21 * 86_400)
                #expect(try await busy.open("/me/sessions").status == 200)
            }
            here.hand.forward(seconds: 6 * 86_400 + 1)
            #expect(try await busy.open("/me/sessions").status == 303)
            let last = try await here.signedIn(phone)
            #expect(try await last.open("/me/sessions").status == 200)
            try await here.database.write { [accounts = here.accounts] town in
                var profile = try #require(try accounts.store.profile(id, in: town))
                profile.status = .blocked
                try accounts.store.save(profile, in: town)
            }
            #expect(try await last.open("/me/sessions").status == 303)
            here.hand.forward(seconds: 61)
            let asked = try await last.send("/sign-in/codes", ["phone": phone])
            let refused = try await last.enter(asked, phone: phone, code: here.post.last?.code ?? "")
            #expect(refused.status == 403 && refused.text.contains("这个账号已停用"))
        }
    }

    @Test(
        "After signing in one comes back to a page of ours, whatever the address says",
        arguments: [
            ("/console?x=1", "/console?x=1"), ("//evil.example", "/me"), ("/\\evil.example", "/me"),
            ("https://evil.example", "/me"), ("evil", "/me"), ("/a\r\nSet-Cookie: x=1", "/me"), ("", "/me"),
            ("/\u{9}/evil.example", "/me"), ("/", "/"), ("/%2F/evil", "/%2F/evil"), ("/地点", "/me"),
        ])
    func destinations(_ given: String, _ expected: String) { #expect(Destination(given).path == expected) }
}
