import Console
import Kernel
import Places

extension FriendlinessIndex {
    public func addRoutes(to doors: Doors) {
        doors.staff(.readBlocked).get("/console/friendliness") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let areas = person.areas(for: .readBlocked)
            let reach = BlockedReach(
                places: person.places(for: .readBlocked), areas: areas, seesNowhere: areas.contains(city))
            let rows = try await database.read { [store] in
                try store.list(reach, countMax: Limits.friendlinessRowsMax, in: $0)
            }
            return .page(FriendlinessPage(console: console, visit: visit).page(rows), visit)
        }
    }
}

/// The compounds of somebody's area, the least friendly first.
struct FriendlinessPage {
    let console: Console
    let visit: Visit
    private var language: Language { visit.language }

    func page(_ rows: [(record: CompoundRecord, name: String, area: String?)]) -> Page {
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"empty\">\(Phrase.friendlinessUnknown.in(language))</p>"
            : """
            <div class="scroller" tabindex="0"><table class="sheet-table"><thead><tr>\(heads)</tr></thead><tbody>
            \(rows.markup(row))</tbody></table></div>
            """
        return console.page(
            .friendliness, "<p class=\"quiet\">\(Phrase.friendlinessFormula.in(language))</p>\n\(list)",
            at: .friendliness, visit)
    }

    private var heads: HTML {
        let words: [Phrase] = [
            .headCompound, .headArea, .friendliness, .headVisits, .headRefused, .headWait, .headUpheld, .headPolicy,
        ]
        return "\(words.markup { "<th scope=\"col\">\($0.in(language))</th>" as HTML })"
    }

    private func row(_ one: (record: CompoundRecord, name: String, area: String?)) -> HTML {
        let counts = one.record.counts
        let wait = counts.waitSeconds.map { FriendlinessWords.length($0).in(language) } ?? "—"
        let score = one.record.score.map(String.init) ?? "—"
        let cells: [(Phrase, String)] = [
            (.headArea, one.area.map { console.name(ofArea: $0, language) } ?? ""), (.friendliness, score),
            (.headVisits, String(counts.visits)), (.headRefused, String(counts.refused)), (.headWait, wait),
            (.headUpheld, String(counts.upheld)),
            (.headPolicy, (counts.hasPolicy ? Phrase.yesWord : .noWord).in(language)),
        ]
        return """
            <tr><td><a href="/places/\(one.record.place)#friendliness">\(one.name)</a></td>\
            \(cells.markup { "<td data-head=\"\($0.0.in(language))\">\($0.1)</td>" as HTML })</tr>

            """
    }
}

extension ConsoleItem {
    public static let friendliness = ConsoleItem(
        address: "/console/friendliness", name: .friendliness, icon: "sum", action: .readBlocked)
}

extension Phrase {
    static let headCompound = Phrase("小区", "Compound")
    static let headArea = Phrase("区域", "Area")
    static let headVisits = Phrase("有效查验", "Good passes looked at")
    static let headRefused = Phrase("拒绝", "Refused")
    static let headWait = Phrase("等待中位数", "Median wait")
    static let headUpheld = Phrase("被拦属实", "Stopped, upheld")
    static let headPolicy = Phrase("有规则", "Has a policy")
    static let yesWord = Phrase("有", "yes")
    static let noWord = Phrase("无", "no")
}
