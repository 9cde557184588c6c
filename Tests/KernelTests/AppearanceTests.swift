import Foundation
import Testing

import Hummingbird
@testable import Kernel

@Suite("How a visitor wants pages to look")
struct AppearanceTests {
    private func head(_ cookie: String?) -> String {
        let visit = testVisit("/", headers: cookie.map { [("Cookie", $0)] } ?? [])
        return Page(title: "t", main: "m").framed(for: visit).text
    }

    @Test("Who has chosen nothing gets what the phone says, with dark tokens ready for dusk")
    func nothingChosen() {
        for cookie in [nil, "", "look=purple", "text=small; look=", "lang=zh-Hans"] as [String?] {
            let page = head(cookie)
            #expect(page.contains("<html lang=\"zh-Hans\">"))
            #expect(page.contains("content=\"light dark\""))
            #expect(page.contains("/css/dark.css\" media=\"(prefers-color-scheme: dark)\">"))
        }
    }

    @Test("A choice stands in the first bytes of the page: nothing flashes")
    func chosen() {
        let dark = head("a=b; look=dark; text=large")
        #expect(dark.contains("<html lang=\"zh-Hans\" class=\"elder dark\">"))
        #expect(dark.contains("/css/dark.css\">") && dark.contains("content=\"dark\""))
        let light = head("look=light")
        #expect(light.contains("class=\"light\"") && !light.contains("dark.css"))
        #expect(head("text=large").contains("class=\"elder\">"))
    }

    @Test("The settings page keeps a choice in a cookie and comes back; nothing else is believed")
    func settings() throws {
        let answer = try SettingsPage.answer(testVisit("/settings?look=dark&text=large&lang=en"))
        #expect(answer.status == 303)
        let headers = answer.headers.map { "\($0.0): \($0.1)" }
        #expect(headers.contains("Location: /settings"))
        let rest = "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"
        for pair in ["look=dark", "text=large", "lang=en"] { #expect(headers.contains("Set-Cookie: \(pair)\(rest)")) }
        let back = try SettingsPage.answer(testVisit("/settings?look=auto&text=normal")).headers.map(\.1)
        #expect(back.contains("look=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly"))
        #expect(back.contains("text=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly"))
        for query in ["look=purple", "text=huge", "look=dark&look=light", "size=1", "look="] {
            #expect(throws: Refusal.self) { try SettingsPage.answer(testVisit("/settings?\(query)")) }
        }
    }

    @Test("Over TLS a choice is kept by a name that no neighbouring host can set, and by no other is it believed")
    func prefixed() throws {
        var site = testSite
        site.publicAddress = "https://yunshan.example"
        func visit(_ target: String, _ cookie: String) -> Visit {
            Visit(
                testRequest(target, headers: [("Cookie", cookie)]), site: site, requestID: "42",
                parameters: Parameters())
        }
        let kept = try SettingsPage.answer(visit("/settings?look=dark&lang=en", "")).headers.map(\.1)
        let rest = "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly; Secure"
        #expect(kept.contains("__Host-look=dark" + rest) && kept.contains("__Host-lang=en" + rest))
        let own = visit("/", "__Host-lang=en; __Host-text=large")
        #expect(own.language == .english && own.appearance.isElder)
        let planted = visit("/", "lang=en; text=large")
        #expect(planted.language == .chinese && !planted.appearance.isElder)
    }

    @Test("The settings page marks what holds, in both languages")
    func marks() throws {
        let visit = testVisit("/settings?lang=en", headers: [("Cookie", "look=dark; text=large")])
        let page = SettingsPage(visit).page().main.text
        for choice in ["?text=large\" aria-current", "?look=dark\" aria-current", "hreflang=\"en\" aria-current"] {
            #expect(page.contains(choice), "\(choice)")
        }
        #expect(page.components(separatedBy: "aria-current").count == 4)
    }

    @Test("The tab of the page is marked; sheets and modules of the page's own are named")
    func frame() {
        let page = Page(title: "t", main: "m", modules: ["map"], styles: ["map"], tab: .me)
            .framed(for: testVisit("/")).text
        #expect(page.contains("href=\"/me\" aria-current=\"page\""))
        #expect(!page.contains("href=\"/\" aria-current"))
        #expect(page.contains("/assets/1/css/map.css\">") && page.contains("/assets/1/js/map.js\">"))
    }

    @Test("Cookies are read by their whole name, the first counts, and no more than fifty")
    func cookies() {
        #expect(Cookies("xa=1; a=2; a=3", isSecure: false).value("a") == "2")
        #expect(Cookies(";;=;a=;b", isSecure: false).value("a") == nil)
        #expect(Cookies(nil, isSecure: true).value("a") == nil)
        #expect(Cookies(String(repeating: "x=1;", count: 50) + "a=1", isSecure: false).value("a") == nil)
    }
}
