import Audit
import Kernel

extension SignIn {
    func addTokenRoutes(to doors: Doors) {
        doors.people.get("/me/tokens") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            try person.mustHaveSignedIn()
            return .own(TokenPages(visit: visit).list(try await tokens(person, visit), person), visit)
        }
        doors.people.post("/me/tokens/additions", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit, person in
            let form = try visit.form()
            try form.accept(only: ["name", "action", "days"])
            let actions = form.items.filter { $0.name == "action" }.map(\.value)
            let new = try NewToken(name: try form.value("name") ?? "", actions: actions, days: try form.value("days"))
            let secret = accounts.newSecret(prefix: Accounts.tokenPrefix)
            try await database.write { [accounts] town in
                try accounts.makeToken(new, by: person, visit, secret: secret, in: town)
            }
            let tokens = try await tokens(person, visit)
            return .own(TokenPages(visit: visit).list(tokens, person, shown: secret.text), visit)
        }
        doors.people.post("/me/tokens/endings", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit, person in
            let form = try visit.form()
            try form.accept(only: ["token"])
            guard let id = try form.value("token").flatMap({ ID<APIToken>($0) }) else {
                throw Refusal.notFound(what: .noSuchToken)
            }
            try await database.write { [accounts] town in
                try accounts.endToken(id, by: person, visit, in: town)
            }
            return .seeOther("/me/tokens")
        }
    }

    private func tokens(_ person: Person, _ visit: Visit) async throws -> [APIToken] {
        try await database.read { [accounts] town in
            try accounts.sessions.tokens(of: person.id, now: visit.now, in: town)
        }
    }
}

/// One's API tokens.
struct TokenPages {
    let visit: Visit
    private var language: Language { visit.language }

    /// - Parameter shown: a token just made.
    func list(_ tokens: [APIToken], _ person: Person, shown: String? = nil) -> Page {
        let new: HTML? = shown.map { text in
            """
            <div class="account-notice"><p>\(Phrase.tokenShownOnce.in(language))</p>
            <p class="secret-text identifier" id="new-token">\(text)</p></div>
            """
        }
        let rows: HTML =
            tokens.isEmpty
            ? "<p class=\"empty\">\(Phrase.noTokens.in(language))</p>"
            : "<ul class=\"rows\">\n\(tokens.markup(row))</ul>"
        return SignInPages(visit: visit, next: Destination(nil)).page(
            .apiTokens,
            """
            <p class="quiet">\(Phrase.tokensNote.in(language))</p>
            \(new)\(rows)
            \(form(person))
            """, isOwn: true)
    }

    private func row(_ token: APIToken) -> HTML {
        let end = CivilTime(token.expiresAt, utcOffsetSeconds: visit.site.utcOffsetSeconds).date
        let used = token.seenAt.map { Phrase.ago($0, now: visit.now) } ?? .neverUsed
        let actions = token.actions.sorted { $0.rawValue < $1.rawValue }.map { ActionWords.words($0, language) }
        return """
            <li class="account-row"><div><span class="row-name">\(token.name)</span>
            <span class="quiet">\(actions.joined(separator: "、"))</span>
            <span class="quiet">\(Phrase.until(end).in(language)) · \(Phrase.lastSeen.in(language)) \
            \(used.in(language))</span></div>
            <form method="post" action="/me/tokens/endings">
            <button class="button small" type="submit" name="token" value="\(token.id)" \
            aria-label="\(Phrase.endToken.in(language)) \(token.name)">\(Phrase.endToken.in(language))</button>
            </form></li>

            """
    }

    private func form(_ person: Person) -> HTML {
        let actions = Action.allCases.filter { person.may($0) }
        guard !actions.isEmpty else { return "<p class=\"quiet\">\(Phrase.nothingForTokens.in(language))</p>" }
        let boxes = actions.markup { action in
            """
            <label class="tick"><input type="checkbox" name="action" value="\(action.rawValue)">
            <span>\(ActionWords.words(action, language))</span></label>

            """
        }
        return """
            <h2>\(Phrase.makeToken.in(language))</h2>
            <form class="stack" method="post" action="/me/tokens/additions">
            <label class="field"><span class="label">\(Phrase.tokenFor.in(language))</span>
            <input name="name" maxlength="\(Limits.tokenNameCharactersMax)" required></label>
            <fieldset><legend class="label">\(Phrase.tokenMay.in(language))</legend>
            \(boxes)</fieldset>
            <label class="field"><span class="label">\(Phrase.tokenLasts.in(language))</span>
            <select name="days">\([30, 90, 365].markup { "<option value=\"\($0)\">\($0)</option>" })</select></label>
            <button class="button primary wide" type="submit">\(Phrase.makeToken.in(language))</button>
            </form>
            """
    }
}

/// What an action is called, as the audit log calls it.
enum ActionWords {
    static func words(_ action: Action, _ language: Language) -> String {
        action == .openConsole ? MeLink.all[0].name.in(language) : AuditWords.action(action.rawValue).in(language)
    }
}

extension Phrase {
    static let apiTokens = Phrase("接口令牌", "API tokens")
    static let tokensNote = Phrase(
        "给程序用的。令牌等于您本人在操作，别发给别人。", "For programs. Whatever a token does, you have done: share it with nobody.")
    static let tokenShownOnce = Phrase("令牌只显示这一次，请现在保存：", "The token is shown this once. Keep it now:")
    static let noTokens = Phrase("还没有令牌。", "There are no tokens.")
    static let nothingForTokens = Phrase("您现在没有可以交给程序的操作。", "There is nothing you could let a program do now.")
    static let makeToken = Phrase("创建令牌", "Make a token")
    static let tokenFor = Phrase("用途", "What for")
    static let tokenMay = Phrase("允许的操作", "What it may do")
    static let tokenLasts = Phrase("有效天数", "Days it lasts")
    static let endToken = Phrase("撤销", "End")

    static func until(_ date: String) -> Phrase { Phrase("有效至 \(date)", "until \(date)") }
}
