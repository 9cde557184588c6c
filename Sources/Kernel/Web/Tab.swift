/// The ways through the house that stand under the thumb on every page.
public struct Tab: Sendable, Equatable {
    public var address: String
    public var name: Phrase
    public var icon: String

    public static let home = Tab(address: "/", name: Phrase("首页", "Home"), icon: "home")
    public static let find = Tab(address: "/find", name: Phrase("查找", "Find"), icon: "search")
    /// The rider's code, in the middle under the thumb.
    public static let pass = Tab(address: "/pass", name: Phrase("亮码", "Pass"), icon: "pass")
    public static let map = Tab(address: "/find?view=map", name: Phrase("地图", "Map"), icon: "map")
    public static let settings = Tab(address: "/settings", name: Phrase("设置", "Settings"), icon: "settings")
    /// Everything of one's own; the settings and, for staff, the console are reached from there.
    public static let me = Tab(address: "/me", name: Phrase("我的", "Me"), icon: "person")
    /// In the order they stand in.
    static let all: [Tab] = [.home, .find, .pass, .map, .me]

    static func bar(_ current: Tab?, _ visit: Visit) -> HTML {
        let tabs = all.markup { tab in
            let mark: HTML = tab == current ? " aria-current=\"page\"" : .empty
            return """
                <a class="tab" href="\(tab.address)"\(mark)>\(visit.icon(tab.icon))\
                <span>\(tab.name.in(visit.language))</span></a>

                """
        }
        return """
            <nav class="tabs" aria-label="\(Phrase("主菜单", "Main menu").in(visit.language))">
            \(tabs)</nav>
            """
    }
}

extension Visit {
    /// A symbol of `Web/icons/symbols.svg`; words stand beside it, so readers of a screen are not told of it.
    public func icon(_ name: String) -> HTML {
        """
        <svg class="icon" aria-hidden="true" focusable="false">\
        <use href="\(site.assetBase)/icons/symbols.svg#\(name)">\
        </use></svg>
        """
    }
}
