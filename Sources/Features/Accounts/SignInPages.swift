import Kernel

/// The pages of signing in by phone. They work without a script, and hold nothing of an account.
struct SignInPages {
    let visit: Visit
    let next: Destination
    private var language: Language { visit.language }

    /// - Parameter typed: what was typed before and is no number.
    func phone(_ way: CodeWay, typed: String = "", fault: Phrase? = nil) -> Page {
        let form: HTML =
            way == .none
            ? "<p class=\"warning\">\(Phrase.noCodesYet.in(language))</p>"
            : """
            <p class="lead">\(Phrase.signInLead.in(language))</p>
            \(warning(fault))
            <form class="stack" method="post" action="/sign-in/codes">
            <label class="field"><span class="label">\(Phrase.phoneNumber.in(language))</span>
            <input type="tel" name="phone" inputmode="tel" autocomplete="tel" maxlength="20" required value="\(typed)">
            </label>
            \(next.field)
            <button class="button primary wide" type="submit">\(Phrase.getCode.in(language))</button>
            </form>
            <p class="quiet">\(Phrase.numberIsSealed.in(language))</p>
            """
        return page(
            .signInOrRegister,
            """
            \(form)
            <p class="account-else"><a class="link" href="/sign-in/strong\(next.query)">\(visit.icon("key"))\
            \(Phrase.staffWay.in(language))</a></p>
            """)
    }

    /// - Parameter shown: the code itself, in a demonstration without phones.
    func code(_ id: ID<SignInCode>, _ phone: PhoneNumber, shown: String? = nil, fault: Phrase? = nil) -> Page {
        let demonstration: HTML? = shown.map { code in
            """
            <p class="account-shown">\(Phrase.demonstrationCode.in(language)) \
            <strong class="number" id="shown-code">\(code)</strong></p>
            """
        }
        return page(
            .enterCode,
            """
            <p class="lead">\(Phrase.codeSent(phone.masked).in(language))</p>
            \(warning(fault))\(demonstration)
            <form class="stack" method="post" action="/sign-in/sessions">
            <label class="field"><span class="label">\(Phrase.sixDigits.in(language))</span>
            <input class="code-input" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" \
            required autofocus></label>
            <input type="hidden" name="id" value="\(id)">
            <input type="hidden" name="phone" value="\(phone.text)">
            \(next.field)
            <button class="button primary wide" type="submit">\(Phrase.signIn.in(language))</button>
            </form>
            \(again(phone))
            """)
    }

    /// A code that works no longer: another one can be asked for.
    func over(_ phone: PhoneNumber) -> Page {
        page(.enterCode, warning(.codeIsOver).map { "\($0)\(again(phone))" } ?? .empty)
    }

    func blocked() -> Page { page(.signInOrRegister, "<p class=\"warning\">\(Phrase.accountBlocked.in(language))</p>") }

    private func again(_ phone: PhoneNumber) -> HTML {
        """
        <form class="account-else" method="post" action="/sign-in/codes">
        <input type="hidden" name="phone" value="\(phone.text)">
        \(next.field)
        <p class="quiet">\(Phrase.noCodeCame.in(language))</p>
        <button class="button wide" type="submit">\(Phrase.codeAgain.in(language))</button>
        <a class="link" href="/sign-in\(next.query)">\(Phrase.otherNumber.in(language))</a>
        </form>
        """
    }

    func register(_ form: RegistrationForm, roster: RosterEntry? = nil, fault: Phrase? = nil) -> Page {
        let known: HTML? = roster.map { entry in
            "<p class=\"account-good\">\(visit.icon("check"))\(Phrase.inRoster(entry.platform).in(language))</p>"
        }
        return page(
            .oneMoreStep,
            """
            <p class="lead">\(Phrase.registerLead.in(language))</p>
            \(warning(fault))\(known)
            <form class="stack" method="post" action="/sign-in/accounts">
            <label class="field"><span class="label">\(Phrase.yourName.in(language))</span>
            <input name="name" autocomplete="nickname" maxlength="40" required value="\(form.name)"></label>
            <label class="field"><span class="label">\(Phrase.yourTrade.in(language))</span>
            <select name="trade" required>\(trades(form.trade))</select></label>
            <label class="field"><span class="label">\(Phrase.yourPlatform.in(language))</span>
            <input name="platform" autocomplete="organization" maxlength="60" value="\(form.platform)"></label>
            <label class="tick"><input type="checkbox" name="terms" value="yes" required\(tick(form.hasAgreed))>
            <span>\(Phrase.agreeTo.in(language))<a href="/terms" target="_blank">\(Phrase.terms.in(language))</a></span>
            </label>
            <input type="hidden" name="phone" value="\(form.phone.text)">
            <input type="hidden" name="ticket" value="\(form.ticket)">
            \(next.field)
            <button class="button primary wide" type="submit">\(Phrase.registerAndEnter.in(language))</button>
            </form>
            """)
    }

    private func tick(_ isOn: Bool) -> HTML { isOn ? " checked" : .empty }

    private func trades(_ chosen: Trade?) -> [HTML] {
        let none: HTML = "<option value=\"\">\(Phrase.pleaseChoose.in(language))</option>"
        return [none]
            + Trade.allCases.markup { trade in
                let mark: HTML = trade == chosen ? " selected" : .empty
                return "<option value=\"\(trade.rawValue)\"\(mark)>\(trade.name.in(language))</option>\n"
            }
    }

    func warning(_ fault: Phrase?) -> HTML? {
        fault.map { "<p class=\"warning\" role=\"alert\">\($0.in(language))</p>\n" }
    }

    /// - Parameter isOwn: it stands below the page of one's own, and leads back there.
    func page(_ title: Phrase, _ main: HTML, modules: [String] = [], isOwn: Bool = false) -> Page {
        let back: HTML? =
            isOwn
            ? "<p class=\"back\"><a href=\"/me\">\(visit.icon("back"))\(Tab.me.name.in(language))</a></p>\n" : nil
        return Page(
            title: title.in(language),
            main: """
                <section class="account">
                \(back)<h1>\(title.in(language))</h1>
                \(main)
                </section>
                """, modules: modules, styles: ["account"], tab: .me)
    }
}
