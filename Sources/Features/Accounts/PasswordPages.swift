import Kernel

/// One's password and the app beside it.
struct PasswordPages {
    let visit: Visit
    private var language: Language { visit.language }
    private var pages: SignInPages { SignInPages(visit: visit, next: Destination(nil)) }

    func form(_ stored: StoredPassword?, _ right: MeansRight, fault: Phrase? = nil) -> Page {
        let state: HTML =
            stored.map { stored in
                let age = Phrase.ago(stored.changedAt, now: visit.now).in(language)
                return "<p class=\"account-good\">\(Phrase.passwordSet.in(language)) · \(age)</p>"
            } ?? .empty
        return pages.page(
            .passwordAndApp,
            """
            <p class="quiet">\(Phrase.passwordNote.in(language))</p>
            \(state)\(pages.warning(fault))
            \(right == .given ? fields(isSet: stored != nil) : refused(right))
            """, isOwn: true)
    }

    private func fields(isSet: Bool) -> HTML {
        let removal: HTML =
            isSet
            ? """
            <form class="account-else" method="post" action="/me/password/removals">
            <button class="button wide" type="submit">\(Phrase.removePassword.in(language))</button></form>
            """ : .empty
        return """
            <form class="stack" method="post" action="/me/password/drafts">
            <label class="field"><span class="label">\(Phrase.newPassword.in(language))</span>
            <input type="password" name="password" autocomplete="new-password" maxlength="256" required></label>
            <label class="field"><span class="label">\(Phrase.passwordAgain.in(language))</span>
            <input type="password" name="repeated" autocomplete="new-password" maxlength="256" required></label>
            <button class="button primary wide" type="submit">\(Phrase.further.in(language))</button>
            </form>
            \(removal)
            """
    }

    private func refused(_ right: MeansRight) -> HTML {
        let (address, words): (String, Phrase) =
            right == .needsStrongSignIn
            ? ("/sign-in/strong?next=%2Fme%2Fpassword", .strongSignIn)
            : ("/sign-in?fresh=yes&next=%2Fme%2Fpassword", .signInAgain)
        let why: Phrase = right == .needsStrongSignIn ? .passkeysNeedStrong : .signInAfresh
        return """
            <div class="account-notice"><p>\(why.in(language))</p>
            <a class="button wide" href="\(address)">\(words.in(language))</a></div>
            """
    }

    /// The app's secret, shown once, and the field for the code that proves it has arrived.
    func app(_ draft: PasswordDraft, _ person: Person, fault: Phrase? = nil) -> Page {
        let uri = draft.secret.uri(issuer: visit.site.name.chinese, account: person.name)
        return pages.page(
            .appTitle,
            """
            <p class="lead">\(Phrase.appLead.in(language))</p>
            \(pages.warning(fault))
            <p class="secret-text identifier" id="app-secret">\(grouped(draft.secret.secretText))</p>
            <p><a class="button wide" href="\(uri)">\(Phrase.openApp.in(language))</a></p>
            <details class="account-more"><summary>\(Phrase.wholeAddress.in(language))</summary>
            <p class="secret-text identifier">\(uri)</p></details>
            <form class="stack" method="post" action="/me/password/confirmations">
            <label class="field"><span class="label">\(Phrase.appCode.in(language))</span>
            <input class="code-input" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" \
            required></label>
            <input type="hidden" name="draft" value="\(draft.challenge.id)">
            <button class="button primary wide" type="submit">\(Phrase.confirm.in(language))</button>
            </form>
            """)
    }

    /// In fours, for who types it.
    private func grouped(_ text: String) -> String {
        let letters = Array(text)
        return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
            .joined(separator: " ")
    }
}

extension Phrase {
    static let passwordAndApp = Phrase("密码和动态码", "Password and app code")
    static let passwordNote = Phrase(
        "没有通行密钥时用：密码加手机验证器应用里的动态码。", "For when there is no passkey: a password and the code of an authenticator app.")
    static let passwordSet = Phrase("已设置", "Set")
    static let newPassword = Phrase("新密码（至少 12 个字符）", "New password (12 characters or more)")
    static let passwordAgain = Phrase("再输入一次", "Once more")
    static let further = Phrase("下一步", "Next")
    static let removePassword = Phrase("删除密码", "Remove the password")
    static let appTitle = Phrase("绑定验证器应用", "Set up your app")
    static let appLead = Phrase(
        "在验证器应用里添加下面的密钥，再输入它显示的 6 位动态码。", "Add this key to your authenticator app, then type the six digits it shows.")
    static let openApp = Phrase("在本机的验证器应用中打开", "Open in an app on this device")
    static let wholeAddress = Phrase("完整地址", "The whole address")
    static let confirm = Phrase("确认", "Confirm")
    static let appCodeWrong = Phrase("动态码不对，请看看手机时间是否准确。", "That is not the code. Is the phone's clock right?")
    static let draftIsOver = Phrase("时间太久了，请重新设置密码。", "That took too long. Please set the password again.")
}
