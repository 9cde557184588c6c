@testable import Accounts
import Kernel
import TestTown
import Testing

private let phone = "13800001111"

@Suite("How long a strong sign-in lasts, and for what")
struct FreshSignInTests {
    @Test(
        "A strong session ends after two hours unused and twelve in any case",
        arguments: TestEngine.available)
    func ends(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            var device = Device()
            #expect(try await (try await here.signedIn(phone)).add(device).status == 201)
            func enter() async throws -> Browser {
                let browser = here.browser()
                let challenge = try await browser.challenge()
                #expect(try await browser.enter(challenge, try device.used(challenge, by: id)).status == 200)
                return browser
            }
            let idle = try await enter()
            here.hand.forward(seconds: 2 * 3600 - 1)
            #expect(try await idle.open("/console/audit").status == 200, "It was used in time, and lasts on.")
            here.hand.forward(seconds: 2 * 3600)
            #expect(try await idle.open("/console/audit").status == 303)
            let busy = try await enter()
            for _ in 0..<11 {
                here.hand.forward(seconds: 3600)
                #expect(try await busy.open("/console/audit").status == 200)
            }
            here.hand.forward(seconds: 3599)
            #expect(try await busy.open("/console/audit").status == 200)
            here.hand.forward(seconds: 1)
            #expect(try await busy.open("/console/audit").status == 303)
        }
    }

    @Test(
        "A strong sign-in of long ago changes no way to sign in; a fresh one does, and puts everybody else out",
        arguments: TestEngine.available)
    func fresh(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            var device = Device()
            let browser = try await here.signedIn(phone)
            #expect(try await browser.add(device).status == 201)
            func enter(_ browser: Browser) async throws {
                let challenge = try await browser.challenge()
                #expect(try await browser.enter(challenge, try device.used(challenge, by: id)).status == 200)
            }
            try await enter(browser)
            here.hand.forward(seconds: 600)
            for path in ["/me/passkeys/challenges", "/me/password/removals", "/me/identities/removals"] {
                let page =
                    path.contains("identities")
                    ? try await browser.send(path, ["issuer": "x"]) : try await browser.send(path)
                #expect(page.status == 303 && page.location?.hasPrefix("/sign-in/strong") == true, "\(path)")
            }
            let form = try await browser.send("/me/password/drafts", ["password": "x", "repeated": "x"])
            #expect(form.location?.hasPrefix("/sign-in/strong") == true)
            #expect(try await browser.open("/me/passkeys").text.contains("/sign-in/strong"))
            let other = here.browser(network: "198.51.100.1")
            try await enter(other)
            try await enter(browser)
            #expect(try await other.open("/me/sessions").status == 200)
            let name = "KCkqKywtLi8wMTIzNDU2Nzg5Ojs"
            #expect(try await browser.send("/me/passkeys/removals", ["passkey": name]).status == 303)
            #expect(try await browser.open("/me/sessions").status == 200)
            #expect(try await other.open("/me/sessions").status == 303)
        }
    }

    @Test("Signing out everywhere ends API tokens too, and says which", arguments: TestEngine.available)
    func everywhere(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            let browser = try await here.strong(phone, id)
            #expect(try await !browser.open("/me/sessions").text.contains("接口令牌也会一起撤销"))
            let token = try await here.token(browser, "read-audit")
            #expect(try await browser.open("/me/sessions").text.contains("接口令牌也会一起撤销： 报表"))
            let shown = [("Authorization", "Bearer \(token)"), ("Accept", "application/json")]
            #expect(try await here.browser().open("/console/audit", headers: shown).status == 200)
            #expect(try await browser.send("/me/sessions/endings", ["session": "all"]).status == 303)
            #expect(try await here.browser().open("/console/audit", headers: shown).status == 401)
        }
    }
}
