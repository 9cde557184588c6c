import Kernel

/// Pages about the city's identity provider.
struct ProviderPages {
    let visit: Visit
    let name: String?
    private var language: Language { visit.language }
    private var pages: SignInPages { SignInPages(visit: visit, next: Destination(nil)) }

    func said(_ words: Phrase, link: Bool = false) -> Page {
        let way: HTML =
            link
            ? "<p><a class=\"button primary wide\" href=\"/sign-in\">\(Phrase.byCode.in(language))</a></p>" : .empty
        return pages.page(
            .identities,
            """
            <p class="warning" role="alert">\(words.in(language))</p>
            \(way)<p class="account-else"><a class="link" href="/sign-in/strong">\
            \(Phrase.strongTitle.in(language))</a></p>
            """)
    }

    func onward(_ address: String) -> Page {
        pages.page(
            .identities,
            """
            <p class="lead">\(Phrase.onwardNote.in(language))</p>
            <p><a class="button primary wide" id="onward" href="\(address)">\(Phrase.further.in(language))</a></p>
            """)
    }

    func list(_ linked: [(issuer: String, at: Instant)], _ right: MeansRight) -> Page {
        let rows: HTML =
            linked.isEmpty
            ? "<p class=\"empty\">\(Phrase.nothingLinked.in(language))</p>"
            : "<ul class=\"rows\">\n\(linked.markup { row($0.issuer, $0.at, mayRemove: right == .given) })</ul>"
        return pages.page(
            .identities,
            """
            <p class="quiet">\(Phrase.identitiesNote.in(language))</p>
            \(rows)
            \(adding(right))
            """, isOwn: true)
    }

    private func adding(_ right: MeansRight) -> HTML {
        guard let name else { return "<p class=\"account-notice\">\(Phrase.noProvider.in(language))</p>" }
        switch right {
        case .given:
            return """
                <form method="post" action="/me/identities/additions">
                <button class="button primary wide" type="submit">\(Phrase.linkTo(name).in(language))</button></form>
                """
        case .needsStrongSignIn:
            return notice("/sign-in/strong?next=%2Fme%2Fidentities", .passkeysNeedStrong, .strongSignIn)
        case .needsFreshSignIn:
            return notice("/sign-in?fresh=yes&next=%2Fme%2Fidentities", .signInAfresh, .signInAgain)
        }
    }

    private func notice(_ address: String, _ why: Phrase, _ name: Phrase) -> HTML {
        """
        <div class="account-notice"><p>\(why.in(language))</p>
        <a class="button wide" href="\(address)">\(name.in(language))</a></div>
        """
    }

    private func row(_ issuer: String, _ at: Instant, mayRemove: Bool) -> HTML {
        let button: HTML? =
            mayRemove
            ? """
            <form method="post" action="/me/identities/removals">
            <button class="button small" type="submit" name="issuer" value="\(issuer)">\
            \(Phrase.remove.in(language))</button></form>
            """ : nil
        return """
            <li class="account-row"><div><span class="row-name identifier">\(issuer)</span>
            <span class="quiet">\(Phrase.ago(at, now: visit.now).in(language))</span></div>
            \(button)</li>

            """
    }
}

extension Phrase {
    static let identities = Phrase("统一身份", "Identity provider")
    static let identitiesNote = Phrase(
        "绑定后可以用单位的统一身份登录。", "Once linked, you can sign in with your organisation's identity.")
    static let nothingLinked = Phrase("还没有绑定。", "Nothing is linked yet.")
    static let noProvider = Phrase("这里没有接入统一身份认证。", "No identity provider is set up here.")
    static let providerSilent = Phrase(
        "统一身份认证暂时没有回应，请稍后再试。", "The identity provider does not answer. Try again soon.")
    static let providerRefused = Phrase(
        "统一身份认证没有通过，请再试一次。", "The identity provider did not confirm it. Please try again.")
    static let journeyLost = Phrase("登录过程已失效，请重新开始。", "This sign-in is over. Please start again.")
    static let identityUnknown = Phrase(
        "这个身份还没有绑定账号。请先用手机号登录，再到“我的 – 统一身份”里绑定。",
        "No account is linked to this identity. Sign in by phone first, then link it under “Me”.")
    static let identityTaken = Phrase(
        "这个身份已经绑定了别的账号。", "This identity is linked to another account.")
    static let onwardNote = Phrase("接下来到统一身份认证页面登录。", "The next page is your identity provider's.")

    static func linkTo(_ name: String) -> Phrase { Phrase("绑定\(name)", "Link \(name)") }
}
