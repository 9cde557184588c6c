import Compounds
import Kernel
import Places

/// The rider's own pages about being stopped.
struct BlockedPages {
    let visit: Visit
    private var language: Language { visit.language }

    func asking(_ name: String, _ form: BlockedForm) -> Page {
        page(
            .blockedAsk,
            """
            <p><a class="link" href="/places/\(form.place)">\(name)</a></p>
            """,
            "<section class=\"panel\">\(form.markup)</section>")
    }

    func mine(_ reports: [PlacedReport], isSent: Bool) -> Page {
        let sent: HTML =
            isSent ? "<p class=\"done\" role=\"status\">\(Phrase.blockedSent.in(language))</p>\n" : .empty
        let list: HTML =
            reports.isEmpty
            ? "<p class=\"empty\">\(Phrase.blockedNone.in(language))</p>"
            : "<ul class=\"stack\">\n\(reports.markup(row))</ul>"
        return page(
            .blockedMine, "<p><a class=\"link\" href=\"/me\">\(Phrase.backToMe.in(language))</a></p>",
            "\(sent)\(list)")
    }

    private func page(_ title: Phrase, _ back: HTML, _ main: HTML) -> Page {
        Page(
            title: title.in(language),
            main: """
                <section class="console-main own">
                \(back)
                <h1>\(title.in(language))</h1>
                \(main)
                </section>
                """, styles: ["console", "editing", "gates"], tab: .me)
    }

    private func row(_ one: PlacedReport) -> HTML {
        let report = one.report
        return """
            <li class="panel" id="\(report.id)"><p><strong>\(one.title)</strong> \
            <span class="badge \(report.state.badge)">\(report.state.words.in(language))</span></p>
            <p>\(report.reason.words.in(language)) <span class="quiet">\
            \(BlockedTime(visit).at(report.reportedAt))</span></p>
            \(due(report))\(BlockedStory(report: report, visit: visit).markup)\(moves(report))</li>

            """
    }

    private func due(_ report: BlockedReport) -> HTML {
        guard report.state == .open else { return .empty }
        let words = Phrase.answeredBy(BlockedTime(visit).at(report.dueAt)).in(language)
        return "<p class=\"quiet\">\(words)</p>\n"
    }

    private func moves(_ report: BlockedReport) -> HTML {
        guard BlockedMove.mayNow(.settle, by: .rider, on: report, now: visit.now) else { return .empty }
        return """
            <form method="post" action="/me/blocked/\(report.id)/settlement">
            <button class="button primary wide" type="submit">\(Phrase.blockedSettle.in(language))</button></form>
            <details><summary>\(Phrase.blockedDispute.in(language))</summary>
            <form class="stack" method="post" action="/me/blocked/\(report.id)/dispute">
            <label class="field"><span class="label">\(Phrase.blockedObjection.in(language))</span>
            <textarea name="words" rows="2" required maxlength="\(Limits.blockedWordsCharactersMax)"></textarea></label>
            <button class="button" type="submit">\(Phrase.blockedDispute.in(language))</button></form></details>
            <p class="quiet">\(Phrase.blockedQuietNote.in(language))</p>

            """
    }
}

/// What everybody has said of a report, in order.
struct BlockedStory {
    let report: BlockedReport
    let visit: Visit
    private var language: Language { visit.language }

    var markup: HTML {
        let finding = report.isUpheld.map { isRight in (isRight ? Phrase.upheld : .notUpheld).in(language) } ?? ""
        let decided = [finding, report.decision].filter { !$0.isEmpty }.joined(separator: " · ")
        return """
            \(said(nil, report.words, nil))\(said(.saysProperty, report.answer, report.answeredAt))\
            \(said(.saysImprovement, report.improvement, nil))\(said(.saysRider, report.objection, report.disputedAt))\
            \(report.state == .decided ? said(.saysCommunity, decided, report.closedAt) : .empty)
            """
    }

    private func said(_ who: Phrase?, _ words: String, _ moment: Instant?) -> HTML {
        guard !words.isEmpty else { return .empty }
        let head: HTML = who.map { "<strong>\($0.in(language))</strong> " } ?? .empty
        let time: HTML = moment.map { " <span class=\"quiet\">\(BlockedTime(visit).at($0))</span>" } ?? .empty
        return "<p>\(head)\(words)\(time)</p>\n"
    }
}
