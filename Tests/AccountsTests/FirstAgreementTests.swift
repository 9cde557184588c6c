@testable import Accounts
import Kernel
import TestTown
import Testing

private let phone = "13800001111"

@Suite("The first sign-in of a rider registered in person")
struct FirstAgreementTests {
    private func registered(_ here: SignInTown) async throws -> ID<Account> {
        let accounts = here.accounts
        let worker = try await here.add(9, "孙", phone: "13800009999")
        let visit = try await here.visit()
        return try await here.database.write { town in
            let grant = NewGrant(account: worker, role: .communityWorker, area: "990102001001")
            _ = try accounts.give(grant, in: town)
            let person = Person(
                id: worker, name: "孙", proof: .passkey,
                grants: try accounts.grants.standing(of: worker, in: town).map(\.grant),
                session: "s", signedInAt: town.now, now: town.now)
            let rider = RiderInPerson(
                phone: try #require(PhoneNumber(phone)), name: "小周", trade: .courier, team: "", area: "990102001001")
            return try accounts.register(rider, by: person, visit, in: town).id
        }
    }

    private func purposes(_ id: ID<Account>, _ here: SignInTown) async throws -> [ConsentPurpose] {
        try await here.database.read { [accounts = here.accounts] in
            try accounts.consents.standing(of: id, in: $0).map(\.purpose)
        }
    }

    @Test(
        "Nothing opens before the terms; the other consents are asked one by one; afterwards a code is enough",
        arguments: TestEngine.available)
    func agreeing(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await registered(here)
            let browser = here.browser()
            let asked = try await browser.send("/sign-in/codes", ["phone": phone, "next": "/me/trail"])
            let code = try #require(here.post.last?.code)
            let terms = try await browser.enter(asked, phone: phone, code: code, next: "/me/trail")
            #expect(terms.status == 200 && terms.setCookies.isEmpty)
            for name in ["terms", "location", "identity"] {
                #expect(terms.text.contains("type=\"checkbox\" name=\"\(name)\""))
            }
            #expect(!terms.text.contains(" checked"))
            #expect(try await browser.open("/me/trail").status == 303)
            let ticket = terms.field("ticket")
            let forged = try await browser.send(
                "/sign-in/agreements", ["phone": "13800009999", "ticket": ticket, "terms": "yes"])
            #expect(forged.status == 403 && forged.setCookies.isEmpty)
            let lacking = try await browser.send(
                "/sign-in/agreements", ["phone": phone, "ticket": ticket, "location": "yes"])
            #expect(
                lacking.status == 400 && lacking.setCookies.isEmpty
                    && lacking.text.contains("name=\"location\" value=\"yes\" checked"))
            #expect(try await purposes(id, here).isEmpty)
            let done = try await browser.send(
                "/sign-in/agreements",
                ["phone": phone, "ticket": ticket, "terms": "yes", "location": "yes", "next": "/me/trail"])
            #expect(done.status == 303 && done.location == "/me/trail")
            #expect(try await browser.open("/me/trail").text.contains("当面登记骑手"))
            #expect(try await Set(purposes(id, here)) == [.terms, .location])
            let again = try await here.browser().send(
                "/sign-in/agreements", ["phone": phone, "ticket": ticket, "terms": "yes"])
            #expect(again.status == 409 && again.setCookies.isEmpty)
            here.hand.forward(seconds: 61)
            #expect(try await here.signedIn(phone).open("/me").text.contains("小周"))
        }
    }

    @Test("Whoever does not agree is erased, and was never signed in", arguments: TestEngine.available)
    func declining(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await registered(here)
            let browser = here.browser()
            let asked = try await browser.send("/sign-in/codes", ["phone": phone])
            let terms = try await browser.enter(asked, phone: phone, code: here.post.last?.code ?? "")
            let gone = try await browser.send(
                "/sign-in/agreements", ["phone": phone, "ticket": terms.field("ticket"), "decline": "yes"])
            #expect(gone.text.contains("账号已注销") && gone.setCookies.isEmpty)
            let profile = try await here.database.read { [accounts = here.accounts] in
                try accounts.store.profile(id, in: $0)
            }
            #expect(profile?.status == .erased)
        }
    }

    @Test("Who agreed to the terms once is not erased by saying no to newer ones", arguments: TestEngine.available)
    func olderWording(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await here.add(1, "王", phone: phone)
            try await here.database.write { [accounts = here.accounts] town in
                try town.run("UPDATE consent SET withdrawn_at = given_at")
                #expect(try accounts.consents.standing(of: id, in: town).isEmpty)
            }
            let browser = here.browser()
            let asked = try await browser.send("/sign-in/codes", ["phone": phone])
            let terms = try await browser.enter(asked, phone: phone, code: here.post.last?.code ?? "")
            let ticket = terms.field("ticket")
            let kept = try await browser.send(
                "/sign-in/agreements", ["phone": phone, "ticket": ticket, "decline": "yes"])
            #expect(kept.status == 409)
            let done = try await browser.send(
                "/sign-in/agreements", ["phone": phone, "ticket": ticket, "terms": "yes"])
            #expect(done.status == 303)
        }
    }
}
