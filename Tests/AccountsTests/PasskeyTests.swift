@testable import Accounts
import Kernel
import TestTown
import Testing

private let phone = "13800001111"

@Suite("Passkeys")
struct PasskeyTests {
    @Test(
        "A role that sleeps after a code wakes with a passkey, which is added moments after a code",
        arguments: TestEngine.available)
    func waking(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            let browser = try await here.signedIn(phone)
            let asleep = try await browser.open("/console/audit")
            #expect(asleep.location == "/sign-in/strong?next=%2Fconsole%2Faudit")
            #expect(try await browser.open("/sign-in/strong").text.contains("先给这台设备添加通行密钥"))
            var device = Device()
            #expect(try await browser.add(device).status == 201)
            #expect(try await browser.open("/console/audit").status == 303, "The session is a code's still.")
            _ = try await browser.send("/me/sign-out")
            let challenge = try await browser.challenge()
            let entered = try await browser.enter(challenge, try device.used(challenge, by: id))
            #expect(entered.status == 200)
            #expect(try await browser.open("/console/audit").text == "log for 沈")
            #expect(try await here.entries("add-passkey") == 1)
            here.hand.forward(seconds: 2 * 3600 + 1)
            #expect(try await browser.open("/console/audit").location?.hasPrefix("/sign-in?") == true)
        }
    }

    @Test("A challenge is used once, good or not, and for five minutes", arguments: TestEngine.available)
    func challenges(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            let browser = try await here.signedIn(phone)
            var device = Device()
            #expect(try await browser.add(device).status == 201)
            let other = here.browser()
            let first = try await other.challenge()
            let response = try device.used(first, by: id)
            #expect(try await other.enter(first, response).status == 200)
            #expect(try await other.enter(first, response).status == 403)
            let second = try await other.challenge()
            #expect(try await other.enter(second, response).status == 403)
            #expect(try await other.enter(second, try device.used(second, by: id)).status == 403)
            let third = try await other.challenge()
            here.hand.forward(seconds: 301)
            #expect(try await other.enter(third, try device.used(third, by: id)).status == 403)
        }
    }

    @Test("Another site's, another person's, an unverified or a copied passkey signs nobody in")
    func refused() async throws {
        try await SignInTown.open(.sqlite) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            let other = try await here.add(2, "韩", phone: "13900002222", role: .administrator)
            let browser = try await here.signedIn(phone)
            var device = Device()
            #expect(try await browser.add(device).status == 201)
            let wrong: [(inout Device) -> ID<Account>] = [
                {
                    $0.origin = "https://evil.example"; return id
                },
                {
                    $0.host = "evil.example"; return id
                },
                {
                    $0.isVerified = false; return id
                }, { _ in other },
                {
                    $0.counter = 0; return id
                },
            ]
            device.counter = 5
            let good = try await browser.challenge()
            #expect(try await browser.enter(good, try device.used(good, by: id)).status == 200)
            for change in wrong {
                var bad = device
                let claimed = change(&bad)
                let challenge = try await here.browser().challenge()
                let page = try await here.browser().enter(challenge, try bad.used(challenge, by: claimed))
                #expect(page.status == 403 && page.setCookies.isEmpty)
            }
        }
    }

    @Test("Once there is a passkey, a code alone adds and removes none; long after a code none is added at all")
    func guarded() async throws {
        try await SignInTown.open(.sqlite) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            let browser = try await here.signedIn(phone)
            here.hand.forward(seconds: 601)
            #expect(try await browser.add(Device()).status == 403)
            #expect(try await browser.open("/me/passkeys").text.contains("fresh=yes"))
            let fresh = try await here.signedIn(phone)
            var device = Device()
            #expect(try await fresh.add(device).status == 201)
            #expect(try await fresh.add(Device()).status == 403)
            let list = try await fresh.open("/me/passkeys").text
            #expect(list.contains("/sign-in/strong") && !list.contains("/me/passkeys/removals"))
            let name = "KCkqKywtLi8wMTIzNDU2Nzg5Ojs"
            #expect(try await fresh.send("/me/passkeys/removals", ["passkey": name]).status == 303)
            #expect(try await fresh.open("/me/passkeys").text.contains("手机"))
            let challenge = try await fresh.challenge()
            #expect(try await fresh.enter(challenge, try device.used(challenge, by: id)).status == 200)
            #expect(try await fresh.open("/me/passkeys").text.contains(name))
            #expect(try await fresh.send("/me/passkeys/removals", ["passkey": name]).status == 303)
            #expect(try await fresh.open("/me/passkeys").text.contains("还没有通行密钥"))
            #expect(try await here.entries("remove-passkey") == 1)
        }
    }

    @Test(
        "An administrator takes lost passkeys away, with a reason; a code may add the next",
        arguments: TestEngine.available)
    func reset(_ engine: TestEngine) async throws {
        try await SignInTown.open(engine) { here in
            let id = try await here.add(1, "沈", phone: phone, role: .auditor)
            let chief = try await here.add(2, "韩", phone: "13900002222", role: .administrator)
            let browser = try await here.signedIn(phone)
            #expect(try await browser.add(Device()).status == 201)
            let accounts = here.accounts
            let grants = try await here.database.read { try accounts.grants.standing(of: chief, in: $0) }
            let administrator = Person(
                id: chief, name: "韩", proof: .passkey, grants: grants.map(\.grant), session: "s",
                signedInAt: testMoment, now: testMoment)
            let visit = try await here.visit()
            for (target, reason) in [(id, ""), (chief, "x")] {
                await #expect(throws: Refusal.self) {
                    try await here.database.write {
                        try accounts.resetMeans(of: target, reason: reason, by: administrator, visit, in: $0)
                    }
                }
            }
            try await here.database.write {
                try accounts.resetMeans(of: id, reason: "手机丢了", by: administrator, visit, in: $0)
            }
            #expect(try await browser.open("/me/passkeys").status == 303)
            here.hand.forward(seconds: 61)
            let again = try await here.signedIn(phone)
            #expect(try await again.add(Device()).status == 201)
            #expect(try await here.entries("reset-sign-in") == 1)
        }
    }

    @Test("A challenge for one's own passkey is nobody else's")
    func strangers() async throws {
        try await SignInTown.open(.sqlite) { here in
            _ = try await here.add(1, "王", phone: phone)
            _ = try await here.add(2, "李", phone: "13900002222")
            let (mine, other) = (try await here.signedIn(phone), try await here.signedIn("13900002222"))
            let challenge = try await mine.send("/me/passkeys/challenges").member("challenge")
            let device = Device()
            let body: JSON = [
                "challenge": .string(challenge), "response": .string(device.created(challenge)), "name": "x",
            ]
            #expect(try await other.send("/me/passkeys/additions", json: body).status == 403)
            #expect(try await mine.send("/me/passkeys/additions", json: body).status == 403)
        }
    }

    @Test(
        "Passkeys belong to the address the settings name; without one only to this machine",
        arguments: [(nil, "localhost"), ("https://yongai.example.gov.cn", "yongai.example.gov.cn")]
            as [(String?, String)])
    func party(_ address: String?, _ host: String) async throws {
        try await SignInTown.open(.sqlite, address: address) { here in
            let page = try await here.browser().send("/sign-in/passkey-challenges")
            #expect(page.text.contains("\"rpId\":\"\(host)\""))
        }
    }
}
