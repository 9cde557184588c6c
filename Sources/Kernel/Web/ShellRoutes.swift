/// What makes the pages an app on the phone: the settings, the manifest, and the page for what is not kept.
public struct ShellRoutes: Sendable {
    public init() {}

    public func add(to doors: Doors) {
        doors.everyone.get("/settings") { try SettingsPage.answer($0) }
        doors.everyone.get("/offline") { .page(ShellWords.offlinePage($0), $0) }
        doors.everyone.get("/manifest.webmanifest") { visit in
            Answer(
                type: "application/manifest+json", body: AppManifest.json(visit).bytes,
                headers: [("Cache-Control", "no-cache"), ("Vary", "Accept-Language, Cookie")])
        }
    }
}

/// The web app manifest (W3C Web Application Manifest): how the pages stand among a phone's apps.
enum AppManifest {
    /// What a long press on the icon offers: the questions asked most.
    static let shortcuts: [(name: Phrase, address: String)] = [
        (Phrase("最近的换电", "Nearest swap"), "/find?traits=swap,full_battery"),
        (Phrase("最近的充电", "Nearest charging"), "/find?kinds=charger&traits=charge"),
        (Phrase("歇脚", "Rest"), "/find?kinds=station&open=now"),
        (Phrase("卫生间", "Toilet"), "/find?facilities=toilet&open=now"),
    ]

    static func json(_ visit: Visit) -> JSON {
        let site = visit.site
        let language = visit.language
        let name = site.name.in(language)
        return [
            "id": "/",
            "name": .string("\(name) · \(site.cityName.in(language))"),
            "short_name": .string(name),
            "description": .string(Phrase.appDescription.in(language)),
            "lang": .string(language.rawValue),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "orientation": "any",
            "background_color": "#f3f6f3",
            "theme_color": "#0b6e4f",
            "categories": .array(["navigation", "travel", "utilities"]),
            "icons": .array([
                icon(site, "icon-192.png", sizes: "192x192", purpose: "any"),
                icon(site, "icon-512.png", sizes: "512x512", purpose: "any"),
                icon(site, "icon-maskable-512.png", sizes: "512x512", purpose: "maskable"),
            ]),
            "shortcuts": .array(
                shortcuts.map { ["name": .string($0.name.in(language)), "url": .string($0.address)] }),
        ]
    }

    private static func icon(_ site: Site, _ file: String, sizes: String, purpose: String) -> JSON {
        [
            "src": .string("\(site.assetBase)/icons/\(file)"), "sizes": .string(sizes), "type": "image/png",
            "purpose": .string(purpose),
        ]
    }
}

extension Phrase {
    static let appDescription = Phrase(
        "换电、充电、歇脚、吃饭、进小区：最近的，开着的。", "Swap, charge, rest, eat, find the gate: nearest, and open.")
}
