import Kernel

/// 查验: choose the gate, look at codes, see what to do. `Web/js/guard.js` does it; few words and large ones.
struct GuardScreen {
    let visit: Visit
    private var language: Language { visit.language }

    func page() -> Page {
        let words = ScreenWords(phrases: ScreenWords.common + Self.words).attribute(language)
        return Page(
            title: Phrase.checkPasses.in(language),
            main: """
                <section class="guard" id="guard" data-zone="\(Int(visit.site.utcOffsetSeconds))" data-words="\(words)">
                <h1 class="visually-hidden">\(Phrase.checkPasses.in(language))</h1>
                <noscript><p class="warning">\(Phrase.checkNeedsScript.in(language))</p></noscript>
                \(choosing())
                \(working())
                \(verdict())
                </section>
                """,
            modules: ["guard"], description: Phrase.checkLead.in(language),
            // Basements are dark: only who has asked for a light page gets one.
            styles: visit.appearance.scheme == .light ? ["guard"] : ["dark", "guard"], tab: .me)
    }

    private func choosing() -> HTML {
        """
        <div class="guard-choose" id="guard-choose">
        <h2>\(Phrase.whichGate.in(language))</h2>
        <p id="guard-choose-said" role="status"></p>
        <p id="guard-sign-in" hidden><a class="button primary wide" href="/sign-in?next=/guard">\
        \(Phrase.guardSignIn.in(language))</a></p>
        <ul class="guard-gates" id="guard-gates"></ul>
        <p><button class="button wide" type="button" id="guard-choose-again" hidden>\
        \(Phrase.guardAgain.in(language))</button></p>
        </div>
        """
    }

    private func working() -> HTML {
        """
        <div class="guard-work" id="guard-work" hidden>
        <div class="guard-head"><p><strong id="guard-gate"></strong> <span class="quiet" id="guard-place"></span></p>
        <button class="button small" type="button" id="guard-change">\(Phrase.changeGate.in(language))</button></div>
        <p class="guard-age" id="guard-age"></p>
        <p class="warning" id="guard-clock" hidden></p>
        <div class="guard-camera"><video id="guard-video" muted playsinline \
        aria-label="\(Phrase.cameraPicture.in(language))"></video>
        <button class="button primary guard-start" type="button" id="guard-start">\(visit.icon("pass"))\
        <span>\(Phrase.startChecking.in(language))</span></button></div>
        <p class="guard-said" id="guard-camera-said" role="status"></p>
        \(vehicles())
        <p class="guard-torch"><button class="button wide" type="button" id="guard-torch" aria-pressed="false" hidden>\
        \(visit.icon("torch"))\(Phrase.torch.in(language))</button></p>
        \(digits())
        <p class="guard-waiting" id="guard-waiting" role="status" hidden></p>
        \(lists())
        </div>
        """
    }

    private func vehicles() -> HTML {
        let choices: [(String, Phrase, String)] = [
            ("foot", Phrase("步行", "On foot"), "foot"), ("e-bike", Phrase("电动车", "E-bike"), "bike"),
            ("car", Phrase("汽车", "Car"), "car"),
        ]
        let chips = choices.markup { value, name, icon in
            let mark: HTML = value == "e-bike" ? " checked" : .empty
            return """
                <label class="guard-vehicle"><input type="radio" name="vehicle" value="\(value)"\(mark)>\
                <span>\(visit.icon(icon))\(name.in(language))</span></label>

                """
        }
        return """
            <fieldset class="guard-vehicles" id="guard-vehicles">
            <legend class="visually-hidden">\(Phrase.riderComesBy.in(language))</legend>
            \(chips)</fieldset>
            """
    }

    private func digits() -> HTML {
        """
        <details class="guard-typing"><summary>\(Phrase.typeDigits.in(language))</summary>
        <form id="guard-digits" class="stack">
        <label class="field"><span class="label">\(Phrase.eightDigits.in(language))</span>
        <input id="guard-digits-field" inputmode="numeric" autocomplete="off" maxlength="10"></label>
        <label class="field" id="guard-tail" hidden><span class="label">\(Phrase.phoneTail.in(language))</span>
        <input id="guard-tail-field" inputmode="numeric" autocomplete="off" maxlength="4"></label>
        <p id="guard-digits-said" role="status" hidden></p>
        <button class="button primary wide" type="submit">\(Phrase.checkDigits.in(language))</button>
        </form></details>
        """
    }

    private func lists() -> HTML {
        """
        <section><h2>\(Phrase.arrivals.in(language))</h2>
        <p class="quiet" id="guard-no-arrivals">\(Phrase.noArrivals.in(language))</p>
        <ol class="guard-list" id="guard-arrivals"></ol></section>
        <section id="guard-flags-part" class="warning" hidden><h2>\(Phrase.flagged.in(language))</h2>
        <ol class="guard-list" id="guard-flags"></ol>
        <button class="button small" type="button" id="guard-flags-seen">\(Phrase.flagsSeen.in(language))</button>
        </section>
        <section><h2>\(Phrase.thisShift.in(language)) <span class="number" id="guard-history-count">0</span></h2>
        <p class="quiet" id="guard-none-yet">\(Phrase.noLooksYet.in(language))</p>
        <ol class="guard-list" id="guard-history"></ol>
        <p><button class="button small" type="button" id="guard-new-shift">\(Phrase.newShift.in(language))</button></p>
        </section>
        """
    }

    /// On top of everything; the class says which colour.
    private func verdict() -> HTML {
        """
        <div class="guard-verdict" id="guard-verdict" role="alertdialog" aria-modal="true" \
        aria-labelledby="guard-word" aria-describedby="guard-lines" hidden>
        <div class="guard-verdict-said">\(visit.icon("check"))
        <p class="guard-word" id="guard-word"></p>
        <p class="guard-name" id="guard-name"></p>
        <p class="guard-trade" id="guard-trade"></p>
        <ul class="guard-lines" id="guard-lines"></ul>
        \(person())</div>
        <div class="guard-verdict-doing">
        <button class="guard-next" type="button" id="guard-next">\(Phrase.nextRider.in(language))</button>
        <button class="guard-undo" type="button" id="guard-undo">\(Phrase.takeBack.in(language))</button></div>
        </div>
        """
    }
}

extension GuardScreen {
    /// What can be done about the person the verdict is on: see a rider's photo, end a guest's pass. Needs a network.
    private func person() -> HTML {
        let reasons = Self.endReasons.markup { reason in
            """
            <button class="guard-small" type="button" data-reason="\(reason.chinese)">\(reason.in(language))</button>

            """
        }
        return """
            <p class="guard-guest" id="guard-guest" hidden></p>
            <p class="guard-photo" id="guard-photo" hidden></p>
            <p class="guard-person-said" id="guard-person-said" role="status" hidden></p>
            <p><button class="guard-small" type="button" id="guard-show-photo" hidden>\
            \(Phrase.seePhoto.in(language))</button>
            <button class="guard-small" type="button" id="guard-end-guest" aria-expanded="false" \
            aria-controls="guard-end-why" hidden>\(Phrase.endGuest.in(language))</button></p>
            <div class="guard-end-why" id="guard-end-why" hidden><p>\(Phrase.endGuestWhy.in(language))</p>
            \(reasons)</div>
            """
    }

    /// Kept in Chinese with the entry of the log, whatever language the guard reads.
    private static let endReasons = [
        Phrase("不是来送货的", "Not here to deliver"), Phrase("不守小区规定", "Broke the compound’s rules"),
        Phrase("码给了别人用", "Somebody else used it"),
    ]
}

extension Phrase {
    static let seePhoto = Phrase("看照片核对", "See the photo")
    static let endGuest = Phrase("停用这个临时码", "End this guest pass")
    static let endGuestWhy = Phrase("为什么停用？点一下马上停用。", "Why? One tap ends it at once.")
    static let checkPasses = Phrase("查验通行码", "Check passes")
    static let checkLead = Phrase("门岗用手机查验骑手的通行码，没有网络也能用。", "Check riders’ passes at the gate, also without a network.")
    static let checkNeedsScript = Phrase(
        "查验要用 JavaScript，请在浏览器设置里打开。", "Checking needs JavaScript. Please switch it on.")
    static let whichGate = Phrase("您在哪个门？", "Which gate are you at?")
    static let guardSignIn = Phrase("登录", "Sign in")
    static let guardAgain = Phrase("再试一次", "Try again")
    static let changeGate = Phrase("换门", "Other gate")
    static let cameraPicture = Phrase("摄像头画面", "The camera’s picture")
    static let startChecking = Phrase("开始查验", "Start")
    static let torch = Phrase("手电筒", "Light")
    static let riderComesBy = Phrase("骑手怎么来", "How the rider comes")
    static let typeDigits = Phrase("扫不了？输 8 位数字", "Cannot scan? Type 8 digits")
    static let eightDigits = Phrase("骑手报的 8 位数字", "The rider’s 8 digits")
    static let phoneTail = Phrase("骑手手机号后 4 位", "Last 4 digits of the rider’s number")
    static let checkDigits = Phrase("查", "Check")
    static let arrivals = Phrase("到门口的骑手", "Riders at the gate")
    static let noArrivals = Phrase("骑手扫了门口码，会出现在这里。", "Riders who scan the gate’s code appear here.")
    static let flagged = Phrase("请留意", "Please note")
    static let flagsSeen = Phrase("知道了", "Seen")
    static let thisShift = Phrase("本班已查", "This shift")
    static let noLooksYet = Phrase("还没有。", "None yet.")
    static let newShift = Phrase("交班，清空", "End of shift: clear")
    static let nextRider = Phrase("下一位", "Next")
    static let takeBack = Phrase("看错了，撤销", "Wrong tap: undo")
}
