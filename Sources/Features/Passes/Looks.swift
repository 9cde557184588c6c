import Accounts
import Kernel

extension Passes {
    func addLookRoutes(to doors: Doors) {
        doors.people.get("/me/pass/looks") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let looks = try await database.read { [scans] town in
                try scans.looks(at: person.id, countMax: Limits.looksShownMax, in: town)
            }
            return .page(PassPages(visit: visit).looks(looks), visit)
        }
    }
}

extension PassPages {
    /// Who looked at one's pass, where and when.
    func looks(_ looks: [OwnLook]) -> Page {
        let rows: HTML =
            looks.isEmpty
            ? "<p class=\"empty\">\(Phrase.noLooks.in(visit.language))</p>"
            : "<ul class=\"rows\">\n\(looks.markup(row))</ul>"
        return page(
            .looksTitle,
            """
            <p class="quiet">\(Phrase.looksNote.in(visit.language))</p>
            \(rows)
            <p><a class="button" href="/me/pass/lost">\(Phrase.lostTitle.in(visit.language))</a></p>
            """)
    }

    private func row(_ look: OwnLook) -> HTML {
        let language = visit.language
        let time = CivilTime(look.at, utcOffsetSeconds: visit.site.utcOffsetSeconds)
        let place = [look.placeName, look.gateName ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
        let means = look.means == .digits ? Phrase.byDigits.in(language) : ""
        let offline = look.isOffline ? Phrase.withoutNetwork.in(language) : ""
        let more = [look.role?.name.in(language) ?? "", means, offline].filter { !$0.isEmpty }
        return """
            <li class="account-row"><div><span class="row-name">\(place)</span>
            <span class="quiet">\(time.date) \(time.clock) · \(more.joined(separator: " · "))</span>
            <span class="tag">\(ScanWords.outcome(look).in(language))</span></div></li>

            """
    }
}

extension Phrase {
    static let looksTitle = Phrase("谁看过我的通行码", "Who looked at my pass")
    static let looksNote = Phrase(
        "保安只看到遮住的姓名、行业和队伍，看不到手机号。", "Guards see a masked name, trade and team, never a number.")
    static let noLooks = Phrase("还没有人查验过。", "Nobody has looked at it yet.")
    static let byDigits = Phrase("输入数字", "by typed digits")
    static let withoutNetwork = Phrase("离线", "offline")
}
