/// How a visitor wants pages to look. It is kept in cookies, so that the first byte of a page is already right.
public struct Appearance: Sendable, Equatable {
    public enum Scheme: String, Sendable, CaseIterable {
        /// As the phone says.
        case auto
        case light, dark
    }

    public var scheme: Scheme
    /// Elder mode: larger text and larger targets.
    public var isElder: Bool

    public init(scheme: Scheme = .auto, isElder: Bool = false) {
        self.scheme = scheme
        self.isElder = isElder
    }

    init(_ cookies: Cookies) {
        scheme = cookies.own("look").flatMap(Scheme.init(rawValue:)) ?? .auto
        isElder = cookies.own("text") == "large"
    }

    /// The classes of the `html` element; empty for who has chosen nothing.
    var classes: String {
        [isElder ? "elder" : "", scheme == .auto ? "" : scheme.rawValue].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// What the head says before any style sheet has come. The dark tokens are always loaded, so that a phone may
    /// change at dusk; they apply when the media query holds.
    func head(_ site: Site) -> HTML {
        let dark: HTML = "<link rel=\"stylesheet\" href=\"\(site.assetBase)/css/dark.css\""
        switch scheme {
        case .auto:
            return """
                <meta name="color-scheme" content="light dark">
                <meta name="theme-color" content="#0b6e4f" media="(prefers-color-scheme: light)">
                <meta name="theme-color" content="#0a3f30" media="(prefers-color-scheme: dark)">
                \(dark) media="(prefers-color-scheme: dark)">
                """
        case .light:
            return """
                <meta name="color-scheme" content="light">
                <meta name="theme-color" content="#0b6e4f">
                """
        case .dark:
            return """
                <meta name="color-scheme" content="dark">
                <meta name="theme-color" content="#0a3f30">
                \(dark)>
                """
        }
    }
}
