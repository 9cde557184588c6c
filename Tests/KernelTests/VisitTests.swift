import Hummingbird
@testable import Kernel
import Testing

@Suite struct VisitTests {
    @Test(
        "the language is what the address says, else the cookie, else the browser, else Chinese",
        arguments: [
            ("/?lang=en", "lang=zh-Hans", "zh", Language.english), ("/?lang=zh-Hans", "lang=en", "en", .chinese),
            ("/", "lang=en", "zh", .english), ("/", "a=b; lang=zh-Hans; c=d", "en", .chinese),
            ("/", nil, "en", .english),
            ("/", nil, nil, .chinese), ("/?lang=fr", "lang=en", nil, .english), ("/?lang=", nil, "en", .english),
            ("/", "lang=fr", "en", .english), ("/", "xlang=zh-Hans", "en", .english), ("/", "lang", "en", .english),
            ("/", ";;=;lang=", "en", .english), ("/?lang=zh-Hans&lang=en", nil, nil, .english),
        ] as [(String, String?, String?, Language)])
    func language(_ target: String, _ cookie: String?, _ accepted: String?, _ language: Language) {
        let headers = [("Cookie", cookie), ("Accept-Language", accepted)].compactMap { name, value in
            value.map { (name, $0) }
        }
        #expect(testVisit(target, headers: headers).language == language)
    }

    @Test(
        "addresses below /api/ and clients that ask for JSON are answered in JSON",
        arguments: [
            ("/api/v1/places", "text/html", true), ("/", "application/json", true), ("/", "application/geo+json", true),
            ("/", "text/html,application/json;q=0.9", false), ("/", "*/*", false), ("/apiary", "*/*", false),
            ("/", "", false),
        ])
    func json(_ target: String, _ accept: String, _ wantsJSON: Bool) {
        #expect(testVisit(target, headers: [("Accept", accept)]).wantsJSON == wantsJSON)
    }

    @Test(
        "gzip is taken by those who accept it",
        arguments: [
            ("gzip", true), ("gzip, deflate, br", true), ("GZIP", true), ("br;q=1, gzip;q=0.1", true), ("*", true),
            ("gzip;q=0", false), ("*;q=1, gzip;q=0", false), ("*;q=0", false), ("", false), ("identity", false),
            ("notgzip", false), (";", false),
        ])
    func gzip(_ header: String, _ accepts: Bool) {
        #expect(testVisit("/", headers: [("Accept-Encoding", header)]).acceptsGzip == accepts)
        #expect(!testVisit("/").acceptsGzip)
    }

    @Test("a visit carries the path, the query and the moment it arrived")
    func parts() {
        let visit = testVisit("/nearby?kind=water&q=%E6%B0%B4", headers: [("User-Agent", "Phone/1")])
        #expect(visit.path == "/nearby")
        #expect(visit.query.last("q") == "水")
        #expect(visit.now == Instant(seconds: 1_795_392_000))
        #expect(visit.userAgent == "Phone/1")
        #expect(visit.requestID == "42")
    }

    @Test("the other language's link keeps the search and can lead to no other host")
    func otherLanguage() {
        let page = Page(title: "t", main: "m")
        let chinese = page.framed(for: testVisit("//evil.example/?q=%3C%22&lang=zh-Hans")).text
        #expect(chinese.contains("href=\"?q=%3C%22&amp;lang=en\""))
        #expect(!chinese.contains("evil.example"))
        let english = page.framed(for: testVisit("/?lang=en")).text
        #expect(english.contains("href=\"?lang=zh-Hans\""))
        #expect(english.contains("<html lang=\"en\">"))
    }

    @Test("a page frames its part, escapes its title, and says so when the places are made up")
    func page() {
        let title = "<水>"
        let page = Page(title: title, main: "<h1>\(title)</h1>", modules: ["map"])
        let plain = page.framed(for: testVisit("/")).text
        #expect(plain.contains("<title>&lt;水&gt; · 甬爱码</title>"))
        #expect(plain.contains("src=\"/assets/1/js/map.js\""))
        #expect(!plain.contains("class=\"notice\""))
        var site = testSite
        site.isDemonstration = { true }
        #expect(page.framed(for: testVisit("/", site: site)).text.contains("演示数据"))
    }

    @Test("a language that was chosen in the address is remembered, another is not")
    func remembered() {
        let page = Page(title: "t", main: "m")
        let cookies = { (target: String) in
            Answer.page(page, testVisit(target)).headers.filter { $0.0 == "Set-Cookie" }.map(\.1)
        }
        #expect(cookies("/?lang=en") == ["lang=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"])
        #expect(cookies("/").isEmpty)
        #expect(cookies("/?lang=en%3B%20Domain=x").isEmpty)
    }
}
