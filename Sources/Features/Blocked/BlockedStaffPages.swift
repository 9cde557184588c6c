import Accounts
import Console
import Kernel

/// Reports in the hands of the property and the community.
struct BlockedStaffPages {
    let console: Console
    let visit: Visit
    private var language: Language { visit.language }

    func list(_ reports: [PlacedReport]) -> Page {
        let list: HTML =
            reports.isEmpty
            ? "<p class=\"empty\">\(Phrase.nothingBlocked.in(language))</p>"
            : "<ul class=\"stack\">\n\(reports.markup(row))</ul>"
        return page(.blockedTitle, list)
    }

    private func row(_ one: PlacedReport) -> HTML {
        let report = one.report
        let deadline: HTML =
            report.state == .open
            ? "<span class=\"quiet\">\(BlockedTime(visit).deadline(of: report).in(language))</span>" : .empty
        return """
            <li class="panel"><p><a class="row-name" href="/console/blocked/\(report.id)">\(one.title)</a> \
            <span class="badge \(report.state.badge)">\(report.state.words.in(language))</span></p>
            <p>\(report.reason.words.in(language)) · \(report.trade.name.in(language)) \
            <span class="quiet">\(BlockedTime(visit).at(report.reportedAt))</span> \(deadline)</p></li>

            """
    }

    /// - Parameters:
    ///   - name: the rider's, masked.
    ///   - deeds: what this person may do to it now.
    func one(_ one: PlacedReport, rider name: String, deeds: [BlockedMove.Deed], isSaved: Bool) -> Page {
        let report = one.report
        let saved: HTML =
            isSaved ? "<p class=\"done\" role=\"status\">\(Phrase.blockedSaved.in(language))</p>\n" : .empty
        let who = [name, report.trade.name.in(language)].filter { !$0.isEmpty }.joined(separator: " · ")
        return page(
            Phrase(one.title + " · 被拦", one.title + " · stopped"),
            """
            \(saved)<p><a class="link" href="/console/blocked">\(Phrase.backToBlocked.in(language))</a></p>
            <section class="panel"><p><strong>\(report.reason.words.in(language))</strong> \
            <span class="badge \(report.state.badge)">\(report.state.words.in(language))</span></p>
            <p>\(who) <span class="quiet">\(BlockedTime(visit).at(report.reportedAt))</span></p>
            \(deadline(report))\(BlockedStory(report: report, visit: visit).markup)</section>
            \(deeds.contains(.answer) ? answering(report) : .empty)\
            \(deeds.contains(.decide) ? deciding(report) : .empty)
            """)
    }

    private func deadline(_ report: BlockedReport) -> HTML {
        guard report.state == .open else { return .empty }
        return "<p class=\"quiet\">\(BlockedTime(visit).deadline(of: report).in(language))</p>\n"
    }

    private func answering(_ report: BlockedReport) -> HTML {
        """
        <section class="panel"><form class="stack" method="post" action="/console/blocked/\(report.id)/answer">
        \(area("words", .answerWords, isNeeded: true))\(area("improvement", .answerImprovement, isNeeded: false))
        <p class="quiet">\(Phrase.answerNote.in(language))</p>
        <button class="button primary" type="submit">\(Phrase.answerSend.in(language))</button></form></section>

        """
    }

    private func deciding(_ report: BlockedReport) -> HTML {
        """
        <section class="panel"><form class="stack" method="post" action="/console/blocked/\(report.id)/decision">
        <fieldset><legend>\(Phrase.whatDecided.in(language))</legend>
        \(finding("upheld", .upheld))\(finding("not-upheld", .notUpheld))</fieldset>
        \(area("words", .decisionWords, isNeeded: true))
        <button class="button primary" type="submit">\(Phrase.decisionSend.in(language))</button></form></section>

        """
    }

    private func finding(_ value: String, _ words: Phrase) -> HTML {
        """
        <label class="tick"><input type="radio" name="finding" value="\(value)" required> \
        <span>\(words.in(language))</span></label>

        """
    }

    private func area(_ name: String, _ label: Phrase, isNeeded: Bool) -> HTML {
        let needed: HTML = isNeeded ? " required" : .empty
        return """
            <label class="field"><span class="label">\(label.in(language))</span>
            <textarea name="\(name)" rows="3" maxlength="\(Limits.blockedAnswerCharactersMax)"\(needed)></textarea>\
            </label>

            """
    }

    private func page(_ title: Phrase, _ main: HTML) -> Page {
        console.page(title, main, at: .blocked, visit, styles: ["editing"])
    }
}
