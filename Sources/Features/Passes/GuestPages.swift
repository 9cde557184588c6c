import Accounts
import Compounds
import Gates
import Kernel

/// The pages of somebody new at a gate. The phone makes its key in `Web/js/guest.js`, so the second needs a script.
struct GuestPages {
    let visit: Visit
    /// Of the gate, as in its address.
    let code: String
    let gateName: String
    let placeName: String
    let city: String
    let perDay: Int
    private var language: Language { visit.language }

    /// Asks for the number.
    func ask(_ way: CodeWay, _ form: GuestForm, fault: Phrase? = nil) -> Page {
        if way == .none { return page("<p class=\"warning\">\(Phrase.noCodesYet.in(language))</p>") }
        if perDay == 0 { return page("<p class=\"warning\">\(Phrase.noGuestPasses.in(language))</p>") }
        return page(
            """
            <p class="lead">\(Phrase.guestLead(perDay).in(language))</p>
            \(warning(fault))
            <form class="stack" method="post" action="/g/\(code)/guest/codes">
            <label class="field"><span class="label">\(Phrase.phoneNumber.in(language))</span>
            <input type="tel" name="phone" inputmode="tel" autocomplete="tel" maxlength="20" required \
            value="\(form.typed)"></label>
            <label class="field"><span class="label">\(Phrase.guestTrade.in(language))</span>
            <select name="trade" required>\(trades(form.trade))</select></label>
            <label class="field"><span class="label">\(Phrase.guestSurname.in(language))</span>
            <input name="name" autocomplete="family-name" maxlength="\(Limits.surnameCharactersMax)" \
            value="\(form.surname)"></label>
            <button class="button primary wide" type="submit">\(Phrase.getCode.in(language))</button>
            </form>
            <p class="quiet">\(Phrase.guestKept.in(language))</p>
            """)
    }

    private func trades(_ chosen: Trade?) -> [HTML] {
        let none: HTML = "<option value=\"\">\(Phrase.pleaseChoose.in(language))</option>"
        return [none]
            + Trade.allCases.markup { trade in
                let mark: HTML = trade == chosen ? " selected" : .empty
                return "<option value=\"\(trade.rawValue)\"\(mark)>\(trade.name.in(language))</option>\n"
            }
    }

    /// Takes the code that was sent. Without a script nothing is sent from here, and the number gets into no address.
    func code(_ id: String, _ phone: PhoneNumber, _ form: GuestForm, shown: String?, fault: Phrase?) -> Page {
        let demonstration: HTML? = shown.map { code in
            """
            <p class="account-shown">\(Phrase.demonstrationCode.in(language)) \
            <strong class="number" id="shown-code">\(code)</strong></p>
            """
        }
        return page(
            """
            <div id="guest" data-gate="\(code)" data-city="\(city)" data-place="\(placeName)" \
            data-now="\(Int(visit.now.seconds))" data-zone="\(Int(visit.site.utcOffsetSeconds))" \
            data-words="\(ScreenWords(phrases: ScreenWords.common + Self.words).attribute(language))">
            <noscript><p class="warning">\(Phrase.passNeedsScript.in(language))</p></noscript>
            <div id="guest-asking">
            <p class="lead">\(Phrase.codeSent(phone.masked).in(language))</p>
            \(warning(fault))\(demonstration)
            <form class="stack" id="guest-form" method="post" action="/g/\(code)/guest/codes">
            <label class="field"><span class="label">\(Phrase.sixDigits.in(language))</span>
            <input class="code-input" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" \
            required autofocus></label>
            <input type="hidden" name="id" value="\(id)">
            <input type="hidden" name="phone" value="\(phone.text)">
            <input type="hidden" name="trade" value="\(form.trade?.rawValue ?? "")">
            <input type="hidden" name="name" value="\(form.surname)">
            <p class="warning" role="alert" id="guest-fault" hidden></p>
            <button class="button primary wide" type="submit" disabled>\(Phrase.takeGuestPass.in(language))</button>
            </form>
            <p class="account-else"><a class="link" href="/g/\(code)/guest">\(Phrase.guestAgain.in(language))</a></p>
            </div>
            \(done)
            </div>
            """, modules: ["guest"])
    }

    private var done: HTML {
        """
        <section class="panel guest-done" id="guest-done" tabindex="-1" hidden>
        <h2 id="guest-title"></h2>
        <p id="guest-until"></p>
        <p class="guest-show"><a class="button primary wide" href="/pass?gate=\(code)">\
        \(Phrase.showPass.in(language))</a></p>
        <p class="quiet" id="guest-account" hidden>\(Phrase.guestHasAccount.in(language)) \
        <a class="link" href="/sign-in?next=%2Fpass">\(Phrase.guestSignIn.in(language))</a></p>
        </section>
        """
    }

    static let words: [(String, Phrase)] = [
        ("made", Phrase("临时通行码领好了", "Here is your guest pass")),
        ("made-until", Phrase("只能在{place}用，有效到{when}。", "Good at {place} only, until {when}.")),
        ("has", Phrase("这部手机已有通行码", "This phone holds a pass already")),
        ("has-why", Phrase("直接亮码就行，不用再申请。", "Show it; there is no need for another.")),
        (
            "cannot",
            Phrase(
                "这个浏览器存不了通行码。请用系统浏览器打开（https），不要用无痕模式。",
                "This browser cannot hold a pass. Use the phone’s own browser (https), not in private mode.")
        ),
        ("unreached", Phrase("现在连不上，请稍后再试。", "Not to be reached now. Please try again in a moment.")),
    ]

    private func warning(_ fault: Phrase?) -> HTML? {
        fault.map { "<p class=\"warning\" role=\"alert\">\($0.in(language))</p>\n" }
    }

    private func page(_ main: HTML, modules: [String] = []) -> Page {
        Page(
            title: Phrase.guestPass.in(language),
            main: """
                <section class="account">
                <p class="back"><a href="/g/\(code)">\(visit.icon("back"))\(gateName) · \(placeName)</a></p>
                <h1>\(Phrase.guestPass.in(language))</h1>
                \(main)
                </section>
                """, modules: modules, styles: ["account"], tab: .pass)
    }
}

/// The way there, on a gate's own page, for whoever has not signed in.
public struct GuestSection: GateSection {
    private let passes: Passes

    public init(_ passes: Passes) { self.passes = passes }

    public func addition(to page: GatePageFacts, for visit: Visit, in town: any Reading) throws -> HTML? {
        guard page.person == nil, try passes.settings.value(.guestPassesPerDay, in: town) > 0 else { return nil }
        return """
            <p class="gate-guest"><a class="button wide" href="/g/\(page.code)/guest">\(visit.icon("pass"))\
            <span>\(Phrase.askGuestPass.in(visit.language))</span></a></p>
            """
    }
}

extension Phrase {
    static let guestPass = Phrase("临时通行码", "Guest pass")
    static let askGuestPass = Phrase("新骑手？申请临时通行码", "New here? Get a guest pass")
    static let guestTrade = Phrase("行业", "Trade")
    static let guestSurname = Phrase("姓（选填，保安看得到）", "Surname (optional; the guard sees it)")
    static let takeGuestPass = Phrase("领取临时通行码", "Get the guest pass")
    static let guestAgain = Phrase("没收到，或换个号码", "Nothing came, or another number")
    static let guestHasAccount = Phrase(
        "您已经注册过。登录后，这部手机就有正式通行码，所有小区都能用。",
        "You have an account. Sign in, and this phone holds your own pass, good at every compound.")
    static let guestSignIn = Phrase("去登录", "Sign in")
    static let guestKept = Phrase(
        "不建账号。手机号只用来收验证码和计次数，不保存原文。",
        "No account is made. The number is for the code and the count, and is not kept as it is.")
    static let noGuestPasses = Phrase(
        "本市现在不发临时通行码。请注册，或请保安登记。", "This city gives no guest passes now. Register, or ask the guard.")

    static func guestLead(_ perDay: Int) -> Phrase {
        Phrase(
            "还没注册也能进：凭手机号领一个，只在这个小区用，2 小时有效，24 小时内可领 \(perDay) 次。",
            "Not registered yet? A phone number gets you in: for this compound, two hours, \(perDay) in 24 hours.")
    }
}
