import Kernel

extension SignIn {
    func addSessionRoutes(to doors: Doors) {
        doors.people.get("/me/sessions") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let (sessions, tokens) = try await database.read { [accounts] town in
                (
                    try accounts.sessions.sessions(of: person.id, now: visit.now, in: town),
                    try accounts.sessions.tokens(of: person.id, now: visit.now, in: town)
                )
            }
            return .own(SessionPages(visit: visit).list(sessions, tokens, own: person.session), visit)
        }
        doors.people.post("/me/sign-out", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit, person in
            try person.mustHaveSignedIn()
            if let session = ID<Session>(person.session) {
                try await database.write { [accounts] town in
                    try accounts.signOut(of: session, by: person, visit, in: town)
                }
            }
            return leaving(visit)
        }
        doors.people.post("/me/sessions/endings", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit, person in
            try person.mustHaveSignedIn()
            let form = try visit.form()
            try form.accept(only: ["session"])
            let chosen = try form.value("session") ?? ""
            if chosen == "all" {
                try await database.write { [accounts] town in
                    try accounts.signOutEverywhere(by: person, visit, in: town)
                }
                return leaving(visit)
            }
            guard let session = ID<Session>(chosen) else { throw Refusal.notFound(what: .noSuchSession) }
            try await database.write { [accounts] town in
                try accounts.signOut(of: session, by: person, visit, in: town)
            }
            return chosen == person.session ? leaving(visit) : .seeOther("/me/sessions")
        }
    }

    private func leaving(_ visit: Visit) -> Answer {
        var answer = Answer.seeOther("/me")
        answer.headers.append(SessionCookie.header(nil, secondsMax: 0, isSecure: visit.isSecure))
        return answer.leavingNothing()
    }
}

/// Where somebody is signed in.
struct SessionPages {
    let visit: Visit
    private var language: Language { visit.language }

    func list(_ sessions: [Session], _ tokens: [APIToken], own: String) -> Page {
        let names = tokens.map(\.name).joined(separator: language == .chinese ? "、" : ", ")
        let also: HTML? =
            tokens.isEmpty ? nil : "<p class=\"quiet\">\(Phrase.tokensEndToo.in(language)) \(names)</p>\n"
        return SignInPages(visit: visit, next: Destination(nil)).page(
            .signedInDevices,
            """
            <p class="quiet">\(Phrase.devicesNote.in(language))</p>
            <ul class="rows">
            \(sessions.markup { row($0, isOwn: $0.id.description == own) })</ul>
            <form class="account-else" method="post" action="/me/sessions/endings" data-leaves>
            <p class="quiet sign-out-note">\(Phrase.signOutNote.in(language))</p>
            \(also)<button class="button wide" type="submit" name="session" value="all">\
            \(Phrase.signOutEverywhere.in(language))</button>
            </form>
            """, modules: ["sign-out"], isOwn: true)
    }

    private func row(_ session: Session, isOwn: Bool) -> HTML {
        let device = session.device.isEmpty ? Phrase.unknownDevice.in(language) : session.device
        let seen = Phrase.ago(session.seenAt, now: visit.now).in(language)
        let mark: HTML = isOwn ? " <span class=\"tag\">\(Phrase.thisDevice.in(language))</span>" : .empty
        let leaves: HTML = isOwn ? " data-leaves" : .empty
        let how = Phrase.proof(session.proof).in(language)
        return """
            <li class="account-row"><div><span class="row-name">\(device)</span>\(mark)
            <span class="quiet">\(how) · \(Phrase.lastSeen.in(language)) \(seen)</span></div>
            <form method="post" action="/me/sessions/endings"\(leaves)>
            <button class="button small" type="submit" name="session" value="\(session.id)" \
            aria-label="\(Phrase.signOut.in(language)) \(device)">\(Phrase.signOutShort.in(language))</button>
            </form></li>

            """
    }
}

extension Phrase {
    static let devicesNote = Phrase("不认识的设备请让它退出。", "Sign out any device you do not know.")
    static let signOutEverywhere = Phrase("退出所有设备", "Sign out everywhere")
    static let tokensEndToo = Phrase("接口令牌也会一起撤销：", "API tokens end as well:")
    static let signOutShort = Phrase("退出", "Sign out")
    static let thisDevice = Phrase("本机", "This one")
    static let unknownDevice = Phrase("未知设备", "Unknown device")
    static let lastSeen = Phrase("最近使用", "last used")

    static func proof(_ proof: Person.Proof) -> Phrase {
        switch proof {
        case .code: Phrase("验证码", "By code")
        case .passkey: Phrase("通行密钥", "By passkey")
        case .password: Phrase("密码和动态码", "By password")
        case .provider: Phrase("统一身份", "By identity provider")
        case .token: Phrase("接口令牌", "By token")
        }
    }
}
