/// What a visitor may choose for themselves: language, light or dark, large text. Each choice is a plain link that
/// keeps a cookie on this phone; no account, no script.
public struct SettingsPage {
    let visit: Visit
    private var language: Language { visit.language }

    public init(_ visit: Visit) { self.visit = visit }

    /// The page; or, when the address holds a choice, the cookie that keeps it and the way back to the page.
    public static func answer(_ visit: Visit) throws(Refusal) -> Answer {
        try visit.query.accept(only: ["lang", "look", "text"])
        var cookies: [(String, String)] = []
        if let look = try visit.query.value("look") {
            guard let scheme = Appearance.Scheme(rawValue: look) else {
                throw refused("look", look, "auto, light, dark")
            }
            cookies.append(Cookies.keeping("look", scheme == .auto ? "" : scheme.rawValue, isSecure: visit.isSecure))
        }
        if let text = try visit.query.value("text") {
            guard text == "normal" || text == "large" else { throw refused("text", text, "normal, large") }
            cookies.append(Cookies.keeping("text", text == "large" ? text : "", isSecure: visit.isSecure))
        }
        guard cookies.isEmpty else {
            if visit.query.last("lang") != nil {
                cookies.append(Cookies.keeping("lang", visit.language.rawValue, isSecure: visit.isSecure))
            }
            return Answer(
                status: 303, type: "text/plain; charset=utf-8", body: [],
                headers: [("Location", "/settings"), ("Cache-Control", "no-store")] + cookies)
        }
        return .page(SettingsPage(visit).page(), visit)
    }

    private static func refused(_ name: String, _ came: String, _ list: String) -> Refusal {
        .parameter(name: name, came: came, accepted: Phrase("可用：\(list)。", "Accepted: \(list)."))
    }

    func page() -> Page {
        let look = visit.appearance
        let schemes: [(String, Phrase, Bool)] = [
            ("?look=auto", Phrase("跟随手机", "As the phone"), look.scheme == .auto),
            ("?look=light", Phrase("浅色", "Light"), look.scheme == .light),
            ("?look=dark", Phrase("深色", "Dark"), look.scheme == .dark),
        ]
        let texts: [(String, Phrase, Bool)] = [
            ("?text=normal", Phrase("标准", "Standard"), !look.isElder),
            ("?text=large", Phrase("大字版", "Large"), look.isElder),
        ]
        let main: HTML = """
            <section class="settings">
            <h1>\(Tab.settings.name.in(language))</h1>
            <h2>\(Phrase.textSize.in(language))</h2>
            <p class="quiet">\(Phrase.textSizeNote.in(language))</p>
            \(segments(.textSize, texts))
            <h2>\(Phrase.look.in(language))</h2>
            \(segments(.look, schemes))
            <h2>\(Phrase.languageChoice.in(language))</h2>
            \(languages())
            <p class="quiet provenance">\(Phrase.settingsNote.in(language))</p>
            </section>
            """
        return Page(title: Tab.settings.name.in(language), main: main, tab: .me)
    }

    private func segments(_ name: Phrase, _ choices: [(address: String, words: Phrase, isOn: Bool)]) -> HTML {
        let links = choices.markup { choice in
            let mark: HTML = choice.isOn ? " aria-current=\"true\"" : .empty
            return "<a class=\"segment\" href=\"\(choice.address)\"\(mark)>\(choice.words.in(language))</a>\n"
        }
        return group(name, links)
    }

    /// Each language in its own words.
    private func languages() -> HTML {
        let links = Language.allCases.markup { one in
            let mark: HTML = one == language ? " aria-current=\"true\"" : .empty
            return """
                <a class="segment" href="?lang=\(one.rawValue)" lang="\(one.rawValue)" \
                hreflang="\(one.rawValue)"\(mark)>\(one.name)</a>

                """
        }
        return group(.languageChoice, links)
    }

    private func group(_ name: Phrase, _ links: [HTML]) -> HTML {
        """
        <div class="segments" role="group" aria-label="\(name.in(language))">
        \(links)</div>
        """
    }
}

extension Phrase {
    static let textSize = Phrase("文字大小", "Text size")
    static let textSizeNote = Phrase("大字版的字更大，按钮也更大、更好点。", "Large text also makes every button bigger.")
    static let look = Phrase("外观", "Appearance")
    static let languageChoice = Phrase("语言", "Language")
    static let settingsNote = Phrase(
        "这些选择只保存在这部手机的浏览器里。", "These choices are kept in this browser only.")
}
