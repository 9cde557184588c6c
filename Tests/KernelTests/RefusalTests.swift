import Foundation
@testable import Kernel
import Testing

/// Every refusal with what it is answered with, in both languages. A case that is added to the enumeration does not
/// compile here until it has its row.
private struct Row {
    var refusal: Refusal
    var status: Int
    var title: Phrase
    var detail: Phrase
    var headers: [String] = []
    /// Members of the problem beside the five that all have.
    var members: [String: String?] = [:]
    /// Where a browser is sent instead of being told.
    var page: String?
}

extension Refusal {
    /// The next case in the order of the enumeration; nil after the last.
    fileprivate static func following(_ refusal: Refusal?) -> Refusal? {
        switch refusal {
        case nil: .targetTooLong
        case .targetTooLong: .notFound(what: Phrase("没有这个地点。", "There is no such place."))
        case .notFound: .methodNotAllowed(allowed: ["GET", "HEAD"])
        case .methodNotAllowed: .signInNeeded(next: "/me?tab=1")
        case .signInNeeded: .strongSignInNeeded(next: "/console")
        case .strongSignInNeeded: .notAllowed(what: Phrase("只有上一级可以。", "Only the level above may."))
        case .notAllowed: .crossSite
        case .crossSite: .bodyTooLarge(bytesMax: 10)
        case .bodyTooLarge: .unsupportedBody(accepted: "application/json")
        case .unsupportedBody: .parameter(name: "kind", came: "<b>", accepted: Phrase("要一个类别。", "A kind."))
        case .parameter: .conflict(what: Phrase("编号用过了。", "The key was used."))
        case .conflict: .tooMany(retryAfterSeconds: 90)
        case .tooMany: .notReady
        case .notReady: nil
        }
    }

    private var personRow: Row {
        switch self {
        case .signInNeeded:
            Row(
                refusal: self, status: 401, title: Phrase("请先登录", "Please sign in"),
                detail: Phrase("登录后才能继续。", "This needs an account: please sign in."),
                headers: ["WWW-Authenticate: Bearer"], page: "/sign-in?next=%2Fme%3Ftab%3D1")
        case .strongSignInNeeded:
            Row(
                refusal: self, status: 403, title: Phrase("请再确认一次身份", "Please prove who you are once more"),
                detail: Phrase(
                    "这项操作需要用通行密钥，或密码加动态码登录。",
                    "This needs a sign-in with a passkey, or with password and one-time code."),
                page: "/sign-in/strong?next=%2Fconsole")
        default:
            Row(
                refusal: self, status: 403, title: Phrase("没有这个权限", "Not allowed"),
                detail: Phrase("只有上一级可以。", "Only the level above may."))
        }
    }

    fileprivate var row: Row {
        switch self {
        case .targetTooLong:
            Row(
                refusal: self, status: 414, title: Phrase("网址太长", "Address too long"),
                detail: Phrase("网址不能超过 4096 字节。", "Addresses hold at most 4096 bytes."))
        case .notFound(let what):
            Row(refusal: self, status: 404, title: Phrase("没有找到", "Not found"), detail: what)
        case .methodNotAllowed:
            Row(
                refusal: self, status: 405, title: Phrase("不支持这种请求方法", "Method not allowed"),
                detail: Phrase("这个地址只接受 GET, HEAD。", "This address accepts GET, HEAD only."),
                headers: ["Allow: GET, HEAD"])
        case .signInNeeded, .strongSignInNeeded, .notAllowed: personRow
        case .parameter:
            Row(
                refusal: self, status: 400, title: Phrase("请求参数不对", "Bad parameter"),
                detail: Phrase("参数 kind 的值“<b>”不对。要一个类别。", "Parameter kind was “<b>”. A kind."),
                members: ["parameter": "kind", "came": "<b>", "accepted": "A kind."])
        case .crossSite:
            Row(
                refusal: self, status: 403, title: Phrase("请求来自别的网站", "Sent by another site"),
                detail: Phrase("请在本站的页面上操作。", "Use the pages of this site."))
        case .bodyTooLarge:
            Row(
                refusal: self, status: 413, title: Phrase("内容太大", "Body too large"),
                detail: Phrase("最多 10 字节。", "At most 10 bytes."))
        case .unsupportedBody:
            Row(
                refusal: self, status: 415, title: Phrase("内容格式不对", "Unsupported body"),
                detail: Phrase("这个地址只接受 application/json。", "This address reads application/json only."))
        case .conflict(let what):
            Row(refusal: self, status: 409, title: Phrase("和已有的内容冲突", "Conflict"), detail: what)
        case .tooMany:
            Row(
                refusal: self, status: 429, title: Phrase("操作太频繁", "Too many requests"),
                detail: Phrase("请过 90 秒再试。", "Try again in 90 seconds."), headers: ["Retry-After: 90"])
        case .notReady:
            Row(
                refusal: self, status: 503, title: Phrase("服务还没准备好", "Not ready"),
                detail: Phrase(
                    "服务正在启动或暂时连不上数据库，请稍后再试。",
                    "The server is starting or cannot reach its database. Try again soon."),
                headers: ["Retry-After: 5"])
        }
    }
}

@Suite struct RefusalTests {
    private let rows = sequence(first: Refusal.following(nil), next: { $0.map(Refusal.following) ?? nil })
        .prefix { $0 != nil }.compactMap { $0?.row }

    @Test("the table has every case once")
    func everyCase() {
        #expect(rows.count == 13)
        #expect(Set(rows.map(\.title.chinese)).count == rows.count)
        #expect(Set(rows.map(\.status)).count == 11)
    }

    @Test("every refusal is a problem of RFC 9457 in the visitor's language", arguments: Language.allCases)
    func problems(_ language: Language) throws {
        for row in rows {
            let answer = RefusalAnswer(row.refusal).problem(testVisit("/api/?lang=\(language.rawValue)"))
            #expect(answer.status == row.status)
            let headers = answer.headers.map { "\($0.0): \($0.1)" }
            #expect(headers.first == "Content-Type: application/problem+json")
            #expect(headers.contains("Cache-Control: no-store"))
            #expect(row.headers.allSatisfy(headers.contains))
            let read = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
            let problem = try #require(read)
            #expect(problem["type"] as? String == "about:blank")
            #expect(problem["title"] as? String == row.title.in(language))
            #expect(problem["status"] as? Int == row.status)
            #expect(problem["detail"] as? String == row.detail.in(language))
            #expect(problem["requestId"] as? String == "42")
            for (name, value) in row.members { #expect(problem[name] as? String == value) }
            #expect(problem.count == 5 + row.members.count)
        }
    }

    @Test("every refusal is a page in the visitor's language", arguments: Language.allCases)
    func pages(_ language: Language) {
        for row in rows {
            let answer = RefusalAnswer(row.refusal).page(testVisit("/?lang=\(language.rawValue)"))
            if let page = row.page {
                #expect(answer.status == 303)
                #expect(answer.headers.contains { $0.0 == "Location" && $0.1 == page })
                continue
            }
            let page = String(decoding: answer.body, as: UTF8.self)
            let title: HTML = "<h1>\(row.title.in(language))</h1>"
            let detail: HTML = "<p>\(row.detail.in(language))</p>"
            #expect(answer.status == row.status)
            #expect(page.contains(title.text))
            #expect(page.contains(detail.text))
            #expect(page.contains("<html lang=\"\(language.rawValue)\">"))
            #expect(page.contains("<code>42</code>"))
            #expect(!page.contains("<b>"))
            let headers = answer.headers.map { "\($0.0): \($0.1)" }
            #expect(row.headers.allSatisfy(headers.contains))
        }
    }

    @Test("a missing parameter is told from a wrong one, and a long one is cut")
    func parameters() {
        let accepted = Phrase("要一个数。", "A number.")
        let missing = RefusalAnswer(.parameter(name: "lat", came: nil, accepted: accepted))
        #expect(missing.detail == Phrase("缺少参数 lat。要一个数。", "Parameter lat is missing. A number."))
        let long = RefusalAnswer(
            .parameter(name: "lat", came: String(repeating: "9", count: 5000), accepted: accepted))
        let shown = String(repeating: "9", count: Limits.shownValueCharactersMax)
        #expect(long.detail.english == "Parameter lat was “\(shown)”. A number.")
    }

    @Test("a fault is one plain sentence with the number that finds it in the log", arguments: Language.allCases)
    func fault(_ language: Language) {
        let visit = testVisit("/?lang=\(language.rawValue)")
        #expect(RefusalAnswer.fault.status == 500)
        for answer in [RefusalAnswer.fault.problem(visit), RefusalAnswer.fault.page(visit)] {
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(text.contains(RefusalAnswer.fault.detail.in(language)))
            #expect(text.contains("42"))
        }
    }
}
