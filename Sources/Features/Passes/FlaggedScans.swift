import Accounts
import Audit
import Console
import Kernel
import Places

/// A look that somebody who answers for the gate should know of. It names nobody.
struct FlaggedScan: Sendable, Equatable {
    var id: ID<Scan>
    var place: ID<Place>
    var area: String?
    var placeName: String
    var gateName: String
    var at: Instant
    var flag: ScanFlag
    var isOffline: Bool
}

extension Passes: InboxSource {
    /// For whoever runs the compound and for its community; guards have seen it on their own page.
    public func waiting(for person: Person, _ visit: Visit, in town: any Reading) throws -> [InboxItem] {
        guard person.may(.editGates) else { return [] }
        return try flagged(for: person, in: town).map { one in
            InboxItem(
                title: one.placeName + " · " + one.gateName, detail: one.flag.words.in(visit.language),
                label: .flagLabel, address: "/console/pass-flags#\(one.id)", since: one.at)
        }
    }

    /// Of one's own compounds and one's own areas, newest first.
    func flagged(for person: Person, in town: any Reading) throws -> [FlaggedScan] {
        try scans.flagged(
            places: person.places(for: .editGates), areas: person.areas(for: .editGates),
            countMax: Limits.inboxItemsMax, in: town)
    }

    func addFlagRoutes(to doors: Doors) {
        doors.staff(.editGates).get("/console/pass-flags") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let list = try await database.read { [self] in try flagged(for: person, in: $0) }
            return .page(console.page(.flagsTitle, FlagPage(visit: visit).list(list), at: .passFlags, visit), visit)
        }
        doors.staff(.editGates).post("/console/pass-flags/:id", bodyBytesMax: Limits.verifyBodyBytesMax) {
            [self] visit, person in
            guard let id = ID<Scan>(visit.parameter("id")) else { throw Refusal.notFound(what: .noSuchFlag) }
            try await database.write { [self] town in
                guard let one = try scans.flagged(id, in: town),
                    let grant = person.grant(
                        for: .editGates,
                        on: Target(area: one.area ?? authority().city, place: one.place.description))
                else { throw Refusal.notFound(what: .noSuchFlag) }
                try scans.see(flag: id, in: town)
                try audit.record(
                    AuditEntry(
                        person, visit, by: grant, action: "see-pass-flag", subjectKind: "scan",
                        subject: id.description, area: one.area, details: [("flag", .string(one.flag.rawValue))]),
                    in: town)
            }
            return .seeOther("/console/pass-flags")
        }
    }
}

struct FlagPage {
    let visit: Visit

    func list(_ flags: [FlaggedScan]) -> HTML {
        let language = visit.language
        guard !flags.isEmpty else { return "<p class=\"empty\">\(Phrase.noFlags.in(language))</p>" }
        return """
            <p class="quiet">\(Phrase.flagsNote.in(language))</p>
            <ul class="stack">
            \(flags.markup(row))</ul>
            """
    }

    private func row(_ one: FlaggedScan) -> HTML {
        let language = visit.language
        let time = CivilTime(one.at, utcOffsetSeconds: visit.site.utcOffsetSeconds)
        let offline = one.isOffline ? " · " + Phrase.withoutNetwork.in(language) : ""
        return """
            <li class="panel" id="\(one.id)"><p><strong>\(one.placeName) · \(one.gateName)</strong> \
            <span class="quiet">\(time.date) \(time.clock)\(offline)</span></p>
            <p>\(one.flag.words.in(language))</p>
            <form method="post" action="/console/pass-flags/\(one.id)">
            <button class="button small" type="submit">\(Phrase.flagSeen.in(language))</button></form></li>

            """
    }
}

extension ConsoleItem {
    public static let checkPasses = ConsoleItem(
        address: "/guard", name: Phrase("查验", "Check passes"), icon: "pass", action: .checkPass)
    public static let passFlags = ConsoleItem(
        address: "/console/pass-flags", name: .flagsTitle, icon: "shield", action: .editGates)
}

extension Phrase {
    static let flagLabel = Phrase("通行码异常", "Pass")
    static let flagsTitle = Phrase("通行码异常", "Odd passes")
    static let flagsNote = Phrase(
        "请问一下当班的保安，核对后点“已核对”。", "Ask the guard on duty, then say that it was looked into.")
    static let noFlags = Phrase("没有异常。", "Nothing odd.")
    static let flagSeen = Phrase("已核对", "Looked into")
    static let noSuchFlag = Phrase("没有这条记录，或已经核对过。", "There is no such entry, or it was looked into.")
}
