import Kernel

/// 亮码: the code that moves, and all that can stand in its place. `Web/js/pass.js` chooses and fills in.
struct PassScreen {
    let visit: Visit
    private var language: Language { visit.language }

    func page() -> Page {
        let words = ScreenWords(phrases: ScreenWords.common + Self.words).attribute(language)
        return Page(
            title: Phrase.showPass.in(language),
            main: """
                <section class="pass" id="pass" data-zone="\(Int(visit.site.utcOffsetSeconds))" data-words="\(words)">
                <h1 class="visually-hidden">\(Phrase.showPass.in(language))</h1>
                <noscript><p class="warning">\(Phrase.passNeedsScript.in(language))</p></noscript>
                \(card())
                \(state())
                \(links())
                </section>
                """,
            modules: ["pass"], description: Phrase.passLead.in(language), styles: ["pass"], tab: .pass)
    }

    private func card() -> HTML {
        """
        <div class="pass-card" id="pass-card" hidden>
        <p class="pass-clock number" id="pass-clock" aria-hidden="true"></p>
        <div class="pass-paper"><canvas id="pass-code" role="img" \
        aria-label="\(Phrase.passCodeLabel.in(language))"></canvas></div>
        <div class="pass-count" aria-hidden="true"><span class="pass-track"><span id="pass-bar"></span></span>
        <span id="pass-left"></span></div>
        <p class="pass-who"><strong id="pass-name"></strong> <span id="pass-trade"></span></p>
        <p class="pass-guest" id="pass-guest" hidden></p>
        <p class="pass-until"><span id="pass-until"></span> <span class="pass-age" id="pass-age"></span></p>
        <p class="pass-gate" id="pass-gate" hidden>\(visit.icon("gate"))\
        <span id="pass-gate-name">\(Phrase.passForGate.in(language))</span></p>
        <p class="warning" id="pass-note" role="status" hidden></p>
        <p class="warning" id="pass-clock-off" hidden></p>
        <p class="quiet pass-bright">\(visit.icon("sun"))\(Phrase.passBright.in(language))</p>
        <details class="pass-digits" id="pass-digits"><summary>\(Phrase.passDigits.in(language))</summary>
        <p class="pass-digits-code number" id="pass-digits-code"></p>
        <p class="quiet"><span id="pass-digits-left"></span> \(Phrase.passDigitsNote.in(language))</p></details>
        </div>
        """
    }

    private func state() -> HTML {
        """
        <div class="pass-state panel" id="pass-state" role="status">
        <p class="pass-state-icon">\(visit.icon("pass"))</p>
        <h2 id="pass-state-title">\(Phrase.passOpening.in(language))</h2>
        <p id="pass-state-text"></p>
        <p class="pass-doing"><button class="button primary wide" type="button" id="pass-do" hidden></button>
        <button class="button wide" type="button" id="pass-else" hidden></button>
        <a class="button primary wide" id="pass-go" href="/sign-in" hidden></a></p>
        </div>
        """
    }

    private func links() -> HTML {
        """
        <p class="pass-links"><a class="link" href="/me/pass/looks">\(visit.icon("history"))\
        \(Phrase.whoLooked.in(language))</a>
        <a class="link" href="/me/pass/lost">\(visit.icon("phone"))\(Phrase.lostPhone.in(language))</a></p>
        """
    }
}

extension Phrase {
    static let showPass = Phrase("亮码", "Show my pass")
    static let passLead = Phrase("给门岗看的通行码，没有网络也能用。", "The pass for the gate. It works without a network.")
    static let passNeedsScript = Phrase(
        "亮码要用 JavaScript，请在浏览器设置里打开。", "The pass needs JavaScript. Please switch it on.")
    static let passCodeLabel = Phrase("通行码，每 15 秒换一次", "The pass: a code that changes every 15 seconds")
    static let passForGate = Phrase("已扫门口码：这个码只在那个门有效。", "For the gate whose code you scanned, and no other.")
    static let passBright = Phrase("对着保安的手机，屏幕调亮些。", "Hold it to the guard’s phone, screen bright.")
    static let passDigits = Phrase("扫不了？报 8 位数字", "No camera? Say 8 digits")
    static let passDigitsNote = Phrase("念给保安听；保安的手机要有网络。", "Read it out. The guard’s phone must be online.")
    static let passOpening = Phrase("正在打开通行码", "Opening your pass")
    static let whoLooked = Phrase("谁看过我的码", "Who looked at my pass")
    static let lostPhone = Phrase("手机丢了", "Lost phone")
}
