import Kernel

/// One line of the page of one's own.
public struct MeLink: Sendable, Equatable {
    public var address: String
    public var name: Phrase
    public var icon: String
    /// Nil for everybody who has signed in.
    public var isForStaff: Bool

    public init(address: String, name: Phrase, icon: String, isForStaff: Bool = false) {
        self.address = address
        self.name = name
        self.icon = icon
        self.isForStaff = isForStaff
    }

    /// In the order they are shown. A page below `/me` adds its line here.
    static let all: [MeLink] = [
        MeLink(address: "/console", name: Phrase("工作台", "Console"), icon: "inbox", isForStaff: true),
        MeLink(address: "/me/profile", name: .correctTitle, icon: "person"),
        MeLink(address: "/me/photo", name: .myPhoto, icon: "photo"),
        MeLink(address: "/me/pass/looks", name: Phrase("谁看过我的通行码", "Who looked at my pass"), icon: "shield"),
        MeLink(address: "/me/pass/lost", name: Phrase("手机丢了", "Lost phone"), icon: "phone"),
        MeLink(address: "/me/blocked", name: Phrase("我反映的被拦", "When I was stopped"), icon: "gate"),
        MeLink(address: "/me/certificates", name: Phrase("延误证明", "Delay certificates"), icon: "clock"),
        MeLink(address: "/me/trail", name: .myTrail, icon: "history"),
        MeLink(address: "/me/consents", name: .myConsents, icon: "check"),
        MeLink(address: "/me/data", name: .myData, icon: "copy"),
        MeLink(address: "/me/sessions", name: .signedInDevices, icon: "phone"),
        MeLink(address: "/me/passkeys", name: .passkeys, icon: "key"),
        MeLink(address: "/me/password", name: .passwordAndApp, icon: "shield", isForStaff: true),
        MeLink(address: "/me/identities", name: .identities, icon: "people", isForStaff: true),
        MeLink(address: "/me/tokens", name: .apiTokens, icon: "plug", isForStaff: true),
    ]
    static let settings = MeLink(address: "/settings", name: Tab.settings.name, icon: "settings")
}

/// Everything of one's own.
struct MePage {
    let visit: Visit
    let areaName: @Sendable (String) -> Phrase?
    private var language: Language { visit.language }

    func stranger() -> Page {
        page(
            """
            <div class="panel account-card">
            <p class="lead">\(Phrase.meStranger.in(language))</p>
            <a class="button primary wide" href="/sign-in">\(Phrase.signInOrRegister.in(language))</a>
            </div>
            \(list([.settings]))
            """)
    }

    func page(of person: Person, _ profile: Profile) -> Page {
        let links = MeLink.all.filter { !$0.isForStaff || person.isStaff || !person.sleeping.isEmpty } + [.settings]
        return page(
            """
            <div class="panel account-card">
            <p class="account-name">\(profile.name)</p>
            <p class="quiet">\(about(profile))</p>
            <p><span class="badge \(profile.verification == nil ? "badge-plain" : "badge-good")">\
            \(Phrase.verified(profile.verification).in(language))</span></p>
            \(roles(person))
            </div>
            \(sleeping(person))
            \(guardDuty(person))
            \(list(links))
            <form method="post" action="/me/sign-out" data-leaves>
            <p class="quiet sign-out-note">\(Phrase.signOutNote.in(language))</p>
            <button class="button wide" type="submit">\(visit.icon("sign-out"))\
            <span>\(Phrase.signOut.in(language))</span></button></form>
            """)
    }

    /// Who stands at a gate comes for one thing: it is one tap away.
    private func guardDuty(_ person: Person) -> HTML? {
        guard person.may(.checkPass) else { return nil }
        return """
            <p><a class="button primary wide" href="/guard">\(visit.icon("pass"))\
            <span>\(Phrase.checkPasses.in(language))</span></a></p>
            """
    }

    private func about(_ profile: Profile) -> String {
        [profile.trade?.name.in(language) ?? "", profile.platform, profile.team].filter { !$0.isEmpty }
            .joined(separator: " · ")
    }

    private func roles(_ person: Person) -> HTML? {
        guard !person.grants.isEmpty else { return nil }
        return "<p>\(person.grants.markup { "<span class=\"tag\">\(words($0))</span> " })</p>"
    }

    /// Roles that a stronger sign-in would wake.
    private func sleeping(_ person: Person) -> HTML? {
        guard !person.sleeping.isEmpty else { return nil }
        return """
            <div class="account-notice">
            <p>\(Phrase.rolesSleep.in(language)) \
            \(person.sleeping.markup { "<span class=\"tag\">\(words($0))</span> " })</p>
            <a class="button wide" href="/sign-in/strong?next=%2Fme">\(visit.icon("key"))\
            <span>\(Phrase.strongSignIn.in(language))</span></a>
            </div>
            """
    }

    private func words(_ grant: Grant) -> String {
        grant.role.name(in: grant.area).in(language) + " · " + (areaName(grant.area)?.in(language) ?? grant.area)
    }

    private func list(_ links: [MeLink]) -> HTML {
        let rows = links.markup { link in
            """
            <li><a href="\(link.address)">\(visit.icon(link.icon))<span>\(link.name.in(language))</span>\
            \(visit.icon("forward"))</a></li>

            """
        }
        return "<ul class=\"rows account-links\">\n\(rows)</ul>"
    }

    private func page(_ main: HTML) -> Page {
        Page(
            title: Tab.me.name.in(language),
            main: """
                <section class="account">
                <h1>\(Tab.me.name.in(language))</h1>
                \(main)
                </section>
                """, modules: ["sign-out"], styles: ["account"], tab: .me)
    }
}

extension Phrase {
    static let meStranger = Phrase(
        "登录后可以看自己的资料和服务。查地点不用登录。", "Sign in to see what is yours. Finding places needs no account.")
    static let signedInDevices = Phrase("登录设备", "Signed-in devices")
    static let signOut = Phrase("退出登录", "Sign out")
    static let checkPasses = Phrase("查验", "Check passes")
    static let signOutNote = Phrase(
        "退出后，这部手机上的通行码和查验资料会删除；重新登录后可以再开通。",
        "Signing out removes the pass and what a guard keeps from this phone. Sign in to have them again.")
    static let rolesSleep = Phrase("这些角色要再确认一次身份才能用：", "These roles need a stronger sign-in:")
    static let strongSignIn = Phrase("用通行密钥或密码登录", "Sign in by passkey or password")

    static func verified(_ verification: Verification?) -> Phrase {
        switch verification?.basis {
        case nil: Phrase("手机号已确认", "Phone confirmed")
        case .roster: Phrase("平台名册已核实", "Verified by a platform's roster")
        case .staff: Phrase("社区已当面核实", "Verified in person")
        }
    }
}
