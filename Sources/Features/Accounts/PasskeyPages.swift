import Kernel
import WebAuthn

/// One's passkeys.
struct PasskeyPages {
    let visit: Visit
    private var language: Language { visit.language }

    func list(_ passkeys: [Passkey], _ right: MeansRight, isPossible: Bool) -> Page {
        let rows: HTML =
            passkeys.isEmpty
            ? "<p class=\"empty\">\(Phrase.noPasskeys.in(language))</p>"
            : "<ul class=\"rows\">\n\(passkeys.markup { row($0, mayRemove: right == .given) })</ul>"
        return SignInPages(visit: visit, next: Destination(nil)).page(
            .passkeys,
            """
            <p class="quiet">\(Phrase.passkeysNote.in(language))</p>
            \(rows)
            \(isPossible ? adding(right) : said(.noPasskeysHere))
            """, modules: ["passkey"], isOwn: true)
    }

    private func adding(_ right: MeansRight) -> HTML {
        switch right {
        case .given: form
        case .needsStrongSignIn: link("/sign-in/strong?next=%2Fme%2Fpasskeys", .passkeysNeedStrong, .strongSignIn)
        case .needsFreshSignIn: link("/sign-in?fresh=yes&next=%2Fme%2Fpasskeys", .signInAfresh, .signInAgain)
        }
    }

    private var form: HTML {
        """
        <form class="stack" id="passkey-new" hidden data-failed="\(Phrase.passkeyFailed.in(language))" \
        data-stopped="\(Phrase.passkeyStopped.in(language))">
        <label class="field"><span class="label">\(Phrase.passkeyName.in(language))</span>
        <input name="name" maxlength="\(Limits.passkeyNameCharactersMax)" required \
        value="\(DeviceWords.of(visit.userAgent))"></label>
        <button class="button primary wide" type="submit">\(visit.icon("key"))\
        <span>\(Phrase.addPasskey.in(language))</span></button>
        <p class="passkey-said" role="status"></p>
        </form>
        <p class="quiet" id="passkey-none">\(Phrase.passkeyUnsupported.in(language))</p>
        """
    }

    private func link(_ address: String, _ why: Phrase, _ name: Phrase) -> HTML {
        """
        <div class="account-notice"><p>\(why.in(language))</p>
        <a class="button wide" href="\(address)">\(name.in(language))</a></div>
        """
    }

    private func said(_ words: Phrase) -> HTML { "<p class=\"account-notice\">\(words.in(language))</p>" }

    private func row(_ passkey: Passkey, mayRemove: Bool) -> HTML {
        let used = passkey.seenAt.map { Phrase.ago($0, now: visit.now) } ?? .neverUsed
        let button: HTML? =
            mayRemove
            ? """
            <form method="post" action="/me/passkeys/removals">
            <button class="button small" type="submit" name="passkey" \
            value="\(Base64URL.encode(passkey.credential.id))" \
            aria-label="\(Phrase.remove.in(language)) \(passkey.name)">\(Phrase.remove.in(language))</button></form>
            """ : nil
        return """
            <li class="account-row"><div><span class="row-name">\(passkey.name)</span>
            <span class="quiet">\(Phrase.lastSeen.in(language)) \(used.in(language))</span></div>
            \(button)</li>

            """
    }
}

extension Phrase {
    static let passkeys = Phrase("通行密钥", "Passkeys")
    static let passkeysNote = Phrase(
        "用指纹、面容或锁屏密码登录，不用等短信，也不会被骗走。",
        "Sign in by finger, face or screen lock: no message to wait for, nothing that can be phished.")
    static let noPasskeys = Phrase("还没有通行密钥。", "You have no passkey yet.")
    static let noPasskeysHere = Phrase(
        "这个网址不能用通行密钥，请管理员设置正式网址（public.url）。",
        "Passkeys do not work at this address: whoever runs the service sets public.url.")
    static let passkeysNeedStrong = Phrase(
        "改动登录方式要在 \(Limits.freshMinutesMax) 分钟内用通行密钥或密码登录过，请再登录一次。",
        "This needs a sign-in by passkey or password within \(Limits.freshMinutesMax) minutes. Sign in again."
    )
    static let signInAgain = Phrase("重新登录", "Sign in again")
    static let passkeyName = Phrase("这台设备叫什么", "A name for this device")
    static let addPasskey = Phrase("添加通行密钥", "Add a passkey")
    static let passkeyUnsupported = Phrase("这个浏览器不支持通行密钥。", "This browser does not know passkeys.")
    static let passkeyFailed = Phrase("没有成功，请再试一次。", "That did not work. Please try again.")
    static let passkeyStopped = Phrase("已取消。", "Cancelled.")
    static let passkeyRefused = Phrase("这个通行密钥没有通过，请再试一次。", "This passkey was not accepted. Please try again.")
    static let remove = Phrase("删除", "Remove")
    static let neverUsed = Phrase("从未", "never")
}
