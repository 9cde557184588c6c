import Kernel

/// Signing in by what is stronger than a code.
struct StrongPages {
    let visit: Visit
    let next: Destination
    /// What the identity provider is called; nil without one.
    let provider: String?
    let hasPasskeys: Bool
    private var language: Language { visit.language }

    /// - Parameter person: who has signed in by a code, when somebody has.
    func page(_ person: Person?, fault: Phrase? = nil) -> Page {
        let pages = SignInPages(visit: visit, next: next)
        return pages.page(
            .strongTitle,
            """
            \(person.map(awaking))\(pages.warning(fault))
            \(passkey)\(identity)
            \(password)
            <p class="account-else"><a class="link" href="/sign-in?fresh=yes\(more)">\
            \(Phrase.byCode.in(language))</a></p>
            """, modules: ["passkey"])
    }

    private var more: String { next.path == Destination.fallback ? "" : "&next=" + AddressText.encode(next.path) }

    private func awaking(_ person: Person) -> HTML {
        guard !person.sleeping.isEmpty else { return .empty }
        return """
            <div class="account-notice"><p>\(Phrase.firstPasskey.in(language))</p>
            <a class="button wide" href="/me/passkeys">\(visit.icon("key"))<span>\(Phrase.addPasskey.in(language))\
            </span></a></div>
            """
    }

    private var passkey: HTML {
        guard hasPasskeys else { return .empty }
        return """
            <form id="passkey-enter" hidden data-next="\(next.path)" \
            data-failed="\(Phrase.passkeyFailed.in(language))" \
            data-stopped="\(Phrase.passkeyStopped.in(language))">
            <button class="button primary wide" type="submit">\(visit.icon("key"))\
            <span>\(Phrase.byPasskey.in(language))</span></button>
            <p class="passkey-said" role="status"></p>
            </form>
            <p class="quiet" id="passkey-none">\(Phrase.passkeyUnsupported.in(language))</p>
            """
    }

    private var identity: HTML? {
        provider.map { name in
            """
            <p><a class="button wide" href="/sign-in/provider\(next.query)">\(visit.icon("shield"))\
            <span>\(Phrase.byProvider(name).in(language))</span></a></p>
            """
        }
    }

    private var password: HTML {
        """
        <details class="account-more"><summary>\(Phrase.byPassword.in(language))</summary>
        <form class="stack" method="post" action="/sign-in/passwords">
        <label class="field"><span class="label">\(Phrase.phoneNumber.in(language))</span>
        <input type="tel" name="phone" inputmode="tel" autocomplete="username" maxlength="20" required></label>
        <label class="field"><span class="label">\(Phrase.password.in(language))</span>
        <input type="password" name="password" autocomplete="current-password" maxlength="256" required></label>
        <label class="field"><span class="label">\(Phrase.appCode.in(language))</span>
        <input class="code-input" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required>
        </label>
        \(next.field)
        <button class="button wide" type="submit">\(Phrase.signIn.in(language))</button>
        </form></details>
        """
    }
}

extension Phrase {
    static let strongTitle = Phrase("确认身份", "Prove who you are")
    static let firstPasskey = Phrase(
        "您的角色要更可靠的登录方式。还没有的话，先给这台设备添加通行密钥。",
        "Your role needs a stronger sign-in. If you have none yet, add a passkey for this device first.")
    static let byPasskey = Phrase("用通行密钥登录", "Sign in with a passkey")
    static let byPassword = Phrase("用密码和动态码登录", "Sign in with password and app code")
    static let byCode = Phrase("用手机验证码登录", "Sign in by a code to your phone")
    static let password = Phrase("密码", "Password")
    static let appCode = Phrase("动态码", "Code of your app")

    static func byProvider(_ name: String) -> Phrase { Phrase("用\(name)登录", "Sign in with \(name)") }
}
