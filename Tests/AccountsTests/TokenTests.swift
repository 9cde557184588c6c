@testable import Accounts
import Audit
import Foundation
import Kernel
import TestTown
import Testing

private let phone = "13800001111"

extension SignInTown {
    /// Somebody signed in by a passkey.
    func strong(_ phone: String, _ id: ID<Account>) async throws -> Browser {
        let browser = try await signedIn(phone)
        var device = Device()
        #expect(try await browser.add(device).status == 201)
        let challenge = try await browser.challenge()
        #expect(try await browser.enter(challenge, try device.used(challenge, by: id)).status == 200)
        return browser
    }

    func token(_ browser: Browser, _ actions: String) async throws -> String {
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
        "A token changes nothing of its owner's own and reads none of it; a role that sleeps makes none",
        arguments: TestEngine.available)
    func bounds(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            let weak = try await here.signedIn(phone)
            #expect(try await here.token(weak, "read-audit").isEmpty)
            here.hand.forward(seconds: 61)
            let browser = try await here.strong(phone, id)
            let token = try await here.token(browser, "read-audit")
            let program = here.browser()
            let shown = [("Authorization", "Bearer \(token)"), ("Accept", "application/json")]
            for path in here.routes.filter({ $0.door == "people" && $0.method == "POST" }).map(\.path) {
                #expect(try await program.send(path, ["confirm": "yes"], headers: shown).status == 403, "\(path)")
            }
            let own = here.routes.filter { $0.door == "people" && $0.method == "GET" }.map(\.path)
            #expect(Set(own).isSuperset(of: ["/me/data", "/me/trail", "/me/consents", "/me/profile", "/me/tokens"]))
            for path in own { #expect(try await program.open(path, headers: shown).status == 403, "\(path)") }
            #expect(try await here.entries("export-data") == 0)
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

    @Test(
        "On the machine itself a token is made for a person by their number, listed and ended",
        arguments: TestEngine.available)
    func command(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
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
            #expect(tokens.count == 1 && tokens[0].name == "x" && tokens[0].actions == [.readAudit])
            let stranger = try #require(PhoneNumber("13900009999"))
            await #expect(throws: Refusal.self) {
                _ = try await here.database.read { try accounts.tokens(of: stranger, in: $0, now: testMoment) }
            }
            #expect(try await here.database.write { try accounts.endToken(id, in: $0) })
            #expect(try await here.database.write { try accounts.endToken(id, in: $0) } == false)
            #expect(try await here.browser().open("/console/audit", headers: shown).status == 401)
        }
    }

    @Test(
        "On the machine itself somebody's ways to sign in are taken away: sessions, tokens, passkeys, password",
        arguments: TestEngine.available)
    func resetCommand(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            let browser = try await here.strong(phone, id)
            let token = try await here.token(browser, "read-audit")
            let (accounts, number) = (here.accounts, try #require(PhoneNumber(phone)))
            try await here.database.write { town in
                try accounts.passwords.set(
                    StoredPassword(
                        account: id, hash: "x", sealedSecret: [1], lastStep: 0, failures: 0, closedUntil: nil,
                        changedAt: town.now), in: town)
            }
            let stranger = try #require(PhoneNumber("13900009999"))
            await #expect(throws: Refusal.notFound(what: .noSuchPerson)) {
                try await here.database.write { try accounts.resetMeans(of: stranger, in: $0) }
            }
            try await here.database.write { try accounts.resetMeans(of: number, in: $0) }
            #expect(try await browser.open("/me/sessions").status == 303)
            let shown = [("Authorization", "Bearer \(token)"), ("Accept", "application/json")]
            #expect(try await here.browser().open("/console/audit", headers: shown).status == 401)
            let hasMeans = try await here.database.read { try accounts.means.hasStrongMeans(id, in: $0) }
            #expect(!hasMeans)
            #expect(try await here.entries("reset-sign-in") == 1)
            // The next code opens the door to the next passkey.
            here.hand.forward(seconds: 61)
            #expect(try await (try await here.signedIn(phone)).add(Device()).status == 201)
        }
    }
}
