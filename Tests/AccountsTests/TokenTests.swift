@testable import Accounts
import Audit
import Foundation
import Kernel
import TestTown
import Testing

private let phone = "13800001111"

extension SignInTown {
    /// Somebody signed in by a passkey.
    fileprivate func strong(_ phone: String, _ id: ID<Account>) async throws -> Browser {
        let browser = try await signedIn(phone)
        var device = Device()
        #expect(try await browser.add(device).status == 201)
        let challenge = try await browser.challenge()
        #expect(try await browser.enter(challenge, try device.used(challenge, by: id)).status == 200)
        return browser
    }

    fileprivate func token(_ browser: Browser, _ actions: String) async throws -> String {
        let page = try await browser.send("/me/tokens/additions", ["name": "报表", "action": actions, "days": "30"])
        let start = page.text.firstRange(of: "id=\"new-token\">")?.upperBound ?? page.text.endIndex
        return String(page.text[start...].prefix { $0 != "<" })
    }
}

@Suite("API tokens")
struct TokenTests {
    @Test(
        "A token is shown once, does what it was made for and nothing else, until it ends",
        arguments: TestEngine.available)
    func journey(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            let browser = try await here.strong(phone, id)
            let token = try await here.token(browser, "read-audit")
            #expect(token.hasPrefix("yat_") && token.utf8.count == 68)
            let list = try await browser.open("/me/tokens").text
            #expect(!list.contains(token) && list.contains("报表") && list.contains("查询审计日志"))
            let program = here.browser()
            func ask(_ text: String) async throws -> Int {
                try await program.open(
                    "/console/audit", headers: [("Authorization", "Bearer \(text)"), ("Accept", "application/json")]
                ).status
            }
            #expect(try await ask(token) == 200)
            #expect(try await ask(String(token.dropLast()) + "f") == 401)
            let other = try await here.token(browser, "open-console")
            #expect(try await ask(other) == 404)
            for text in ["edit-place", "nonsense", ""] {
                let page = try await browser.send("/me/tokens/additions", ["name": "x", "action": text, "days": "30"])
                #expect([400, 403].contains(page.status), "\(text)")
            }
            let long = try await browser.send(
                "/me/tokens/additions", ["name": "x", "action": "read-audit", "days": "367"])
            #expect(long.status == 400)
            here.hand.forward(seconds: 30 * 86_400 + 1)
            #expect(try await ask(token) == 401)
        }
    }

    @Test(
        "A token opens none of its owner's pages and changes nothing about signing in; a sleeping role makes none"
    )
    func bounds() async throws {
        try await SignInTown.open(.sqlite) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            let weak = try await here.signedIn(phone)
            #expect(try await here.token(weak, "read-audit").isEmpty)
            here.hand.forward(seconds: 61)
            let browser = try await here.strong(phone, id)
            let token = try await here.token(browser, "read-audit")
            let program = here.browser()
            let shown = [("Authorization", "Bearer \(token)"), ("Accept", "application/json")]
            for route in here.routes where route.door == "people" {
                let reply =
                    route.method == "POST"
                    ? try await program.send(route.path, headers: shown)
                    : try await program.open(route.path, headers: shown)
                #expect(reply.status == 403, "\(route.method) \(route.path)")
            }
            let more = try await program.send(
                "/me/tokens/additions", ["name": "x", "action": "read-audit", "days": "30"], headers: shown)
            #expect(more.status == 403)
            let row = try await browser.open("/me/tokens").text
            let name = String(try #require(row.components(separatedBy: "name=\"token\" value=\"").last).prefix(36))
            #expect(try await browser.send("/me/tokens/endings", ["token": name]).status == 303)
            #expect(try await program.open("/console/audit", headers: shown).status == 401)
            #expect(try await browser.send("/me/tokens/endings", ["token": name]).status == 404)
            #expect(try await here.entries("make-token") == 1)
            #expect(try await here.entries("end-token") == 1)
        }
    }

    @Test("On the machine itself a token is made for a person by their number, listed and ended")
    func command() async throws {
        try await SignInTown.open(.sqlite) { here in
            _ = try await here.add(1, "沈", phone: phone, role: .auditor)
            let accounts = here.accounts
            let number = try #require(PhoneNumber(phone))
            let text = try await here.database.write {
                try accounts.makeToken(named: "x", actions: ["read-audit"], days: 1, for: number, in: $0)
            }
            let shown = [("Authorization", "Bearer \(text)"), ("Accept", "application/json")]
            #expect(try await here.browser().open("/console/audit", headers: shown).status == 200)
            let tokens = try await here.database.read { try accounts.tokens(of: number, in: $0, now: testMoment) }
            let id = try #require(tokens.first).id
            #expect(try await here.database.write { try accounts.endToken(id, in: $0) })
            #expect(try await here.browser().open("/console/audit", headers: shown).status == 401)
        }
    }
}
