/// A page's own part: what stands inside the house's frame.
public struct Page: Sendable {
    public var title: String
    public var main: HTML
    /// Modules below `/js/` this page needs; pages work without them.
    public var modules: [String]
    /// Style sheets below `/css/` of this page's own, besides the house's.
    public var styles: [String]
    /// Which of the frame's tabs this page belongs to.
    public var tab: Tab?
    /// What a search engine or a chat shows of the page.
    public var description: String

    public init(
        title: String, main: HTML, modules: [String] = [], description: String = "", styles: [String] = [],
        tab: Tab? = nil
    ) {
        self.title = title
        self.main = main
        self.modules = modules
        self.styles = styles
        self.tab = tab
        self.description = description
    }

    /// The whole document.
    public func framed(for visit: Visit) -> HTML {
        let site = visit.site
        let language = visit.language
        let scripts = (["shell"] + modules).markup { module in
            "<script type=\"module\" src=\"\(site.assetBase)/js/\(module).js\"></script>\n"
        }
        let imported = Set((["shell"] + modules).flatMap { site.imports[$0] ?? [] }).subtracting(["shell"] + modules)
        let preloads = imported.sorted().markup { module in
            "<link rel=\"modulepreload\" href=\"\(site.assetBase)/js/\(module).js\">\n"
        }
        let sheets = styles.markup { style in
            "<link rel=\"stylesheet\" href=\"\(site.assetBase)/css/\(style).css\">\n"
        }
        let appearance = visit.appearance
        let classes: HTML = appearance.classes.isEmpty ? .empty : " class=\"\(appearance.classes)\""
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)"\(classes)>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
            <meta name="description" content="\(description)">
            <title>\(title) · \(site.name.in(language))</title>
            <link rel="stylesheet" href="\(site.assetBase)/css/page.css">
            \(appearance.head(site))
            \(sheets)<link rel="icon" href="\(site.assetBase)/icons/yongai.svg" type="image/svg+xml">
            <link rel="apple-touch-icon" href="\(site.assetBase)/icons/icon-180.png">
            <link rel="manifest" href="/manifest.webmanifest" crossorigin="use-credentials">
            \(preloads)\(scripts)</head>
            <body>
            <a class="skip" href="#main">\(Phrase.skipToContent.in(language))</a>
            \(header(visit))
            <main id="main" tabindex="-1">
            \(notice(visit))\(main)
            </main>
            \(footer(visit))
            \(ShellWords.template(language))
            </body>
            </html>

            """
    }

    private func header(_ visit: Visit) -> HTML {
        let language = visit.language
        let other: Language = language == .chinese ? .english : .chinese
        return """
            <header class="top">
            <a class="brand" href="/"><span class="brand-name">\(visit.site.name.in(language))</span>\
            <span class="brand-city">\(visit.site.cityName.in(language))</span></a>
            \(Tab.bar(tab, visit))
            <a class="language" href="\(languageAddress(visit, other))" lang="\(other.rawValue)" \
            hreflang="\(other.rawValue)">\(other.name)</a>
            </header>
            """
    }

    /// The same page in the other language, with the rest of its search kept. It names no path: one that begins with
    /// two slashes would lead to another host.
    private func languageAddress(_ visit: Visit, _ language: Language) -> String {
        let kept = visit.query.items.filter { $0.name != "lang" }.map {
            "\(AddressText.encode($0.name))=\(AddressText.encode($0.value))"
        }
        return "?" + (kept + ["lang=\(language.rawValue)"]).joined(separator: "&")
    }

    private func notice(_ visit: Visit) -> HTML {
        guard visit.site.isDemonstration() else { return .empty }
        return "<p class=\"notice\">\(Phrase.demonstrationNotice.in(visit.language))</p>\n"
    }

    private func footer(_ visit: Visit) -> HTML {
        """
        <footer class="bottom">
        <p>\(Phrase.footer.in(visit.language))</p>
        <p><a class="link" href="/open-data">\(Phrase.openDataLink.in(visit.language))</a></p>
        </footer>
        """
    }
}

extension Phrase {
    static let skipToContent = Phrase("跳到正文", "Skip to content")
    static let demonstrationNotice = Phrase(
        "演示数据：这些地点都不是真实的。", "Demonstration data: these places are made up, not real.")
    static let openDataLink = Phrase("开放数据与接口", "Open data and API")
    static let footer = Phrase(
        "开放源码，由城市自己运行。坐标以 WGS-84 保存。", "Open source, run by the city itself. Coordinates are kept in WGS-84.")
}

/// Percent-encoding of text that goes into an address (RFC 3986: everything but the unreserved characters).
public enum AddressText {
    public static func encode(_ text: some StringProtocol) -> String {
        var output = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                output.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                output += "%"
                output += byte < 16 ? "0" : ""
                output += String(byte, radix: 16, uppercase: true)
            }
        }
        return output
    }
}
