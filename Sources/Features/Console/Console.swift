import Kernel

/// The frame round the pages of staff: who I am, what I may do, what waits for me. What stands inside belongs to the
/// features below and above; the house hands in their lines of the menu and what fills the inbox.
public struct Console: Sendable {
    let menu: [ConsoleItem]
    let areaName: @Sendable (String) -> Phrase?

    /// - Parameters:
    ///   - menu: in the order it is shown; each person sees the lines their roles open.
    ///   - areaName: the name of an area by its code.
    public init(menu: [ConsoleItem], areaName: @escaping @Sendable (String) -> Phrase?) {
        self.menu = [.inbox] + menu
        self.areaName = areaName
    }

    /// A page inside the frame.
    public func page(
        _ title: Phrase, _ main: HTML, at item: ConsoleItem, _ visit: Visit, modules: [String] = [],
        styles: [String] = []
    ) -> Page {
        let language = visit.language
        return Page(
            title: title.in(language),
            main: """
                <div class="console">
                \(menu(at: item, visit))
                <section class="console-main">
                <h1>\(title.in(language))</h1>
                \(main)
                </section>
                </div>
                """,
            modules: modules, styles: ["console"] + styles, tab: .me)
    }

    private func menu(at current: ConsoleItem, _ visit: Visit) -> HTML {
        guard let person = visit.person else { return .empty }
        let links = menu.filter { person.may($0.action) }.markup { item in
            let mark: HTML = item.address == current.address ? " aria-current=\"page\"" : .empty
            return """
                <li><a href="\(item.address)"\(mark)>\(visit.icon(item.icon))\
                <span>\(item.name.in(visit.language))</span></a></li>

                """
        }
        return """
            <nav class="console-menu" aria-label="\(Phrase.consoleMenu.in(visit.language))">
            <p class="console-who"><strong>\(person.name)</strong> \(roles(of: person, visit.language))</p>
            <ul>
            \(links)</ul>
            </nav>
            """
    }

    /// What an area is called; its code where nobody knows.
    public func name(ofArea code: String, _ language: Language) -> String { areaName(code)?.in(language) ?? code }

    /// `社区工作者 · 白云社区`
    func roles(of person: Person, _ language: Language) -> HTML {
        let words = person.grants.prefix(3).map { grant in
            grant.role.name(in: grant.area).in(language) + " · " + name(ofArea: grant.area, language)
        }
        return words.markup { "<span class=\"tag\">\($0)</span> " }.reduce("") { "\($0)\($1)" }
    }
}

/// One line of the console's menu.
public struct ConsoleItem: Sendable, Equatable {
    public var address: String
    public var name: Phrase
    public var icon: String
    /// Whoever holds this action somewhere sees the line.
    public var action: Action

    public init(address: String, name: Phrase, icon: String, action: Action) {
        self.address = address
        self.name = name
        self.icon = icon
        self.action = action
    }

    static let inbox = ConsoleItem(
        address: "/console", name: Phrase("待办", "Inbox"), icon: "inbox", action: .openConsole)
}

extension Phrase {
    static let consoleMenu = Phrase("工作台菜单", "Console menu")
    static let console = Phrase("工作台", "Console")
    static let nothingWaiting = Phrase("现在没有要处理的事。", "Nothing waits for you now.")
    static let inboxNote = Phrase("要您处理的事会出现在这里。", "What needs your decision appears here.")
}
