/// The one place where refusals become statuses and sentences.
struct RefusalAnswer {
    var status: Int
    var title: Phrase
    var detail: Phrase
    var members: [(String, JSON)] = []
    var headers: [(String, String)] = []
    /// Where a browser is sent instead of being told.
    var page: String?

    init(_ refusal: Refusal) {
        switch refusal {
        case .targetTooLong:
            self.init(
                414, Phrase("网址太长", "Address too long"),
                Phrase("网址不能超过 \(Limits.targetBytesMax) 字节。", "Addresses hold at most \(Limits.targetBytesMax) bytes."))
        case .notFound(let what):
            self.init(404, Phrase("没有找到", "Not found"), what)
        case .methodNotAllowed(let allowed):
            let list = allowed.joined(separator: ", ")
            self.init(
                405, Phrase("不支持这种请求方法", "Method not allowed"),
                Phrase("这个地址只接受 \(list)。", "This address accepts \(list) only."))
            headers = [("Allow", list)]
        case .signInNeeded(let next): self.init(signInNeeded: next)
        case .strongSignInNeeded(let next): self.init(strongSignInNeeded: next)
        case .notAllowed(let what):
            self.init(403, Phrase("没有这个权限", "Not allowed"), what)
        case .crossSite:
            self.init(
                403, Phrase("请求来自别的网站", "Sent by another site"),
                Phrase("请在本站的页面上操作。", "Use the pages of this site."))
        case .bodyTooLarge(let bytesMax):
            self.init(
                413, Phrase("内容太大", "Body too large"),
                Phrase("最多 \(bytesMax) 字节。", "At most \(bytesMax) bytes."))
        case .unsupportedBody(let accepted):
            self.init(
                415, Phrase("内容格式不对", "Unsupported body"),
                Phrase("这个地址只接受 \(accepted)。", "This address reads \(accepted) only."))
        case .parameter(let name, let came, let accepted):
            self.init(badParameter: name, came: came, accepted: accepted)
        case .conflict(let what):
            self.init(409, Phrase("和已有的内容冲突", "Conflict"), what)
        case .tooMany(let seconds): self.init(tooMany: seconds)
        case .notReady:
            self.init(
                503, Phrase("服务还没准备好", "Not ready"),
                Phrase("服务正在启动或暂时连不上数据库，请稍后再试。", "The server is starting or cannot reach its database. Try again soon.")
            )
            headers = [("Retry-After", "5")]
        }
    }

    private init(signInNeeded next: String?) {
        self.init(
            401, Phrase("请先登录", "Please sign in"), Phrase("登录后才能继续。", "This needs an account: please sign in."))
        headers = [("WWW-Authenticate", "Bearer")]
        page = next.map { "/sign-in?next=" + AddressText.encode($0) } ?? "/sign-in"
    }

    private init(strongSignInNeeded next: String?) {
        self.init(
            403, Phrase("请再确认一次身份", "Please prove who you are once more"),
            Phrase(
                "这项操作需要用通行密钥，或密码加动态码登录。",
                "This needs a sign-in with a passkey, or with password and one-time code."))
        page = next.map { "/sign-in/strong?next=" + AddressText.encode($0) } ?? "/sign-in/strong"
    }

    private init(tooMany seconds: Int) {
        let wait =
            seconds < 120
            ? Phrase("\(seconds) 秒", "\(seconds) seconds")
            : Phrase("\((seconds + 59) / 60) 分钟", "\((seconds + 59) / 60) minutes")
        self.init(
            429, Phrase("操作太频繁", "Too many requests"),
            Phrase("请过 \(wait.chinese)再试。", "Try again in \(wait.english)."))
        headers = [("Retry-After", String(seconds))]
    }

    private init(_ status: Int, _ title: Phrase, _ detail: Phrase) {
        self.status = status
        self.title = title
        self.detail = detail
    }

    private init(badParameter name: String, came: String?, accepted: Phrase) {
        let shown = came.map { String($0.prefix(Limits.shownValueCharactersMax)) }
        let detail =
            shown.map {
                Phrase(
                    "参数 \(name) 的值“\($0)”不对。\(accepted.chinese)", "Parameter \(name) was “\($0)”. \(accepted.english)")
            } ?? Phrase("缺少参数 \(name)。\(accepted.chinese)", "Parameter \(name) is missing. \(accepted.english)")
        self.init(400, Phrase("请求参数不对", "Bad parameter"), detail)
        members = [("parameter", .string(name)), ("came", JSON(shown)), ("accepted", .string(accepted.english))]
    }

    /// A fault of ours, told without its insides; the request id finds it in the log.
    static let fault = RefusalAnswer(
        500, Phrase("出错了", "Something went wrong"),
        Phrase("我们这边出了问题，已经记录下来。请稍后再试。", "Something went wrong on our side and has been recorded. Try again soon."))

    /// `application/problem+json` (RFC 9457).
    func problem(_ visit: Visit) -> Answer {
        let language = visit.language
        let body = JSON.object(
            [
                ("type", "about:blank"), ("title", .string(title.in(language))), ("status", JSON(status)),
                ("detail", .string(detail.in(language))), ("requestId", .string(visit.requestID)),
            ] + members)
        var answer = Answer.json(body, type: "application/problem+json", status: status)
        answer.headers.append(("Vary", "Accept-Language, Cookie"))
        answer.headers += headers
        return answer
    }

    func page(_ visit: Visit) -> Answer {
        if let page { return .seeOther(page) }
        let language = visit.language
        let home = Phrase("回首页", "Go to the start page").in(language)
        let number = Phrase("请求编号", "Request").in(language)
        let main: HTML = """
            <section class="message">
            <h1>\(title.in(language))</h1>
            <p>\(detail.in(language))</p>
            <p><a class="button" href="/">\(home)</a></p>
            <p class="quiet">\(number) <code>\(visit.requestID)</code></p>
            </section>
            """
        var answer = Answer.page(Page(title: title.in(language), main: main), visit, status: status)
        answer.headers += headers
        return answer
    }
}
