import Kernel

/// The rider's own pages about the pass, besides the pass itself.
struct PassPages {
    let visit: Visit
    private var language: Language { visit.language }

    func page(_ title: Phrase, _ main: HTML) -> Page {
        Page(
            title: title.in(language),
            main: """
                <section class="console-main own">
                <p><a class="link" href="/me">\(Phrase.backToMine.in(language))</a></p>
                <h1>\(title.in(language))</h1>
                \(main)
                </section>
                """, styles: ["console"], tab: .me)
    }

    /// The phone is gone: its pass ends everywhere.
    func lost(_ device: PassDevice?, isDone: Bool) -> Page {
        page(
            .lostTitle,
            """
            \(isDone ? done : nil)
            \(device.map(asking) ?? none(isDone))
            <section class="panel"><h2>\(Phrase.lostSessions.in(language))</h2>
            <p>\(Phrase.lostSessionsNote.in(language))</p>
            <p><a class="button" href="/me/sessions">\(Phrase.lostSessionsLink.in(language))</a></p></section>
            """)
    }

    private var done: HTML {
        """
        <div class="panel" role="status"><p><strong>\(Phrase.lostDone.in(language))</strong></p>
        <p>\(Phrase.lostDoneNote.in(language))</p></div>
        """
    }

    private func asking(_ device: PassDevice) -> HTML {
        let since = CivilTime(device.registeredAt, utcOffsetSeconds: visit.site.utcOffsetSeconds)
        return """
            <section class="panel"><p>\(Phrase.lostNote.in(language))</p>
            <p><strong>\(device.name.isEmpty ? Phrase.unnamedPhone.in(language) : device.name)</strong> \
            <span class="quiet">\(since.date)</span></p>
            <form class="stack" method="post" action="/me/pass/lost">
            <button class="button primary wide" type="submit">\(Phrase.lostButton.in(language))</button></form>
            </section>
            """
    }

    private func none(_ isDone: Bool) -> HTML? {
        guard !isDone else { return nil }
        return "<p class=\"empty\">\(Phrase.noPassNow.in(language))</p>"
    }
}

extension Phrase {
    static let backToMine = Phrase("回到“我的”", "Back to “Me”")
    static let lostTitle = Phrase("手机丢了", "Lost phone")
    static let lostNote = Phrase(
        "停用后，这部手机上的通行码马上作废。找到或换了手机，登录后可以重新领取。",
        "The pass on this phone ends at once. When you have a phone again, sign in and take a new one.")
    static let lostButton = Phrase("停用通行码", "End the pass")
    static let lostDone = Phrase("通行码已停用。", "The pass has ended.")
    static let lostDoneNote = Phrase(
        "不联网的门岗在下次联网后也会拒绝它。", "Gates without a network refuse it once they have been online again.")
    static let lostSessions = Phrase("退出登录", "Sign the phone out")
    static let lostSessionsNote = Phrase(
        "丢了的手机可能还登录着，请把它退出。", "The lost phone may still be signed in: end that too.")
    static let lostSessionsLink = Phrase("查看登录设备", "Signed-in devices")
    static let noPassNow = Phrase("您现在没有通行码。", "You have no pass now.")
    static let unnamedPhone = Phrase("一部手机", "A phone")
}
