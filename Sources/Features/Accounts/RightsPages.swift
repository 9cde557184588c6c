import Audit
import Kernel

/// One's own data, for their owner.
struct RightsPages {
    let visit: Visit
    var language: Language { visit.language }

    init(_ visit: Visit) { self.visit = visit }

    func page(_ title: Phrase, _ main: HTML) -> Page {
        Page(
            title: title.in(language),
            main: """
                <section class="console-main own">
                <p class="back"><a href="/me">\(visit.icon("back"))\(Tab.me.name.in(language))</a></p>
                <h1>\(title.in(language))</h1>
                \(main)
                </section>
                """, styles: ["console"], tab: .me)
    }

    func data() -> Page {
        page(
            .myData,
            """
            <section class="panel"><h2>\(Phrase.exportTitle.in(language))</h2>
            <p>\(Phrase.exportNote.in(language))</p>
            <form method="post" action="/me/data/export">
            <button class="button" type="submit">\(Phrase.exportButton.in(language))</button></form></section>
            <section class="panel"><h2>\(Phrase.correctTitle.in(language))</h2>
            <p><a class="button" href="/me/profile">\(Phrase.correctButton.in(language))</a></p></section>
            <section class="panel"><h2>\(Phrase.eraseTitle.in(language))</h2>
            <p>\(Phrase.eraseNote.in(language))</p>
            <form class="stack" method="post" action="/me/data/erasure">
            <label class="tick"><input type="checkbox" name="confirm" value="yes" required>
            <span>\(Phrase.eraseConfirm.in(language))</span></label>
            <button class="button" type="submit">\(Phrase.eraseButton.in(language))</button></form></section>
            """)
    }

    func erased(_ kept: [KeptData]) -> Page {
        let rows = kept.markup { one in
            "<li class=\"panel\"><strong>\(one.what.in(language))</strong> <p>\(one.why.in(language))</p></li>\n"
        }
        return Page(
            title: Phrase.erasedTitle.in(language),
            main: """
                <h1>\(Phrase.erasedTitle.in(language))</h1>
                <p>\(Phrase.erasedNote.in(language))</p>
                <h2>\(Phrase.whatStays.in(language))</h2>
                <ul class="stack">
                \(rows)</ul>
                <p><a class="button" href="/">\(Phrase.toStart.in(language))</a></p>
                """)
    }

    func trail(_ entries: [RecordedEntry], _ names: [ID<Account>: String], me: ID<Account>) -> Page {
        let rows = entries.markup { entry in
            let time = CivilTime(entry.at, utcOffsetSeconds: visit.site.utcOffsetSeconds)
            return """
                <li class="panel"><p><strong>\(AuditWords.action(entry.action).in(language))</strong>
                \(who(entry, names, me))</p><p class="quiet">\(entry.reason)
                <time datetime="\(entry.at.rfc3339())">\(time.date) \(time.clock)</time></p></li>

                """
        }
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"empty\">\(Phrase.noTrail.in(language))</p>" : "<ol class=\"stack\">\n\(rows)</ol>"
        return page(.myTrail, "<p class=\"quiet\">\(Phrase.trailNote.in(language))</p>\n\(list)")
    }

    /// Staff are named by role, not by name: it is the office that looked.
    private func who(_ entry: RecordedEntry, _ names: [ID<Account>: String], _ me: ID<Account>) -> String {
        // The words say that it was somebody, and nobody knows who.
        if SignInFailure(rawValue: entry.action) != nil { return "" }
        if entry.actor == me { return Phrase.yourself.in(language) }
        if let role = entry.role.flatMap(Role.init(rawValue:)) { return role.name.in(language) }
        return Phrase.theSystem.in(language)
    }

    func consents(_ standing: [Consent]) -> Page {
        let rows = ConsentPurpose.allCases.markup { purpose in
            let given = standing.first { $0.purpose == purpose }
            return """
                <li class="panel" id="\(purpose.rawValue)"><h2>\(purpose.name.in(language))</h2>
                <p>\(purpose.wording.in(language))</p>
                \(state(purpose, given))</li>

                """
        }
        return page(
            .myConsents,
            "<p class=\"quiet\">\(Phrase.consentsNote.in(language))</p>\n<ul class=\"stack\">\n\(rows)</ul>")
    }

    private func state(_ purpose: ConsentPurpose, _ given: Consent?) -> HTML {
        guard let given else {
            // It is given with the photo, in one step.
            return purpose == .photo
                ? "<a class=\"button\" href=\"/me/photo\">\(Phrase.uploadMyPhoto.in(language))</a>"
                : change(purpose, to: true, .giveConsent)
        }
        let day = CivilTime(given.givenAt, utcOffsetSeconds: visit.site.utcOffsetSeconds).date
        let since = Phrase("\(day) 同意", "Given on \(day)").in(language)
        let button: HTML =
            purpose == .terms
            ? "<a class=\"link\" href=\"/me/data\">\(Phrase.eraseTitle.in(language))</a>"
            : change(purpose, to: false, .withdrawConsent)
        return "<p><span class=\"badge badge-good\">\(since)</span></p>\(button)"
    }

    private func change(_ purpose: ConsentPurpose, to isGiven: Bool, _ words: Phrase) -> HTML {
        """
        <form method="post" action="/me/consents">
        <input type="hidden" name="purpose" value="\(purpose.rawValue)">
        <input type="hidden" name="given" value="\(isGiven ? 1 : 0)">
        <button class="button" type="submit">\(words.in(language))</button></form>
        """
    }

    func profile(_ profile: Profile) -> Page {
        let trades = Trade.allCases.markup { trade in
            let mark: HTML = trade == profile.trade ? " selected" : .empty
            return "<option value=\"\(trade.rawValue)\"\(mark)>\(trade.name.in(language))</option>\n"
        }
        return page(
            .correctTitle,
            """
            <form class="fields" method="post" action="/me/profile">
            <label class="field"><span>\(Phrase.personName.in(language))</span>
            <input name="name" maxlength="40" value="\(profile.name)" autocomplete="nickname" required></label>
            <label class="field"><span>\(Phrase.tradeField.in(language))</span>
            <select name="trade"><option value="">\(Phrase.noTrade.in(language))</option>
            \(trades)</select></label>
            <label class="field"><span>\(Phrase.teamField.in(language))</span>
            <input name="team" maxlength="60" value="\(profile.team)"></label>
            <button class="button primary" type="submit">\(Phrase.saveProfile.in(language))</button>
            </form>
            <p class="quiet">\(Phrase.tradeNote.in(language))</p>
            """)
    }
}
