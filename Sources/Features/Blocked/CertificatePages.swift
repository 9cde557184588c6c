import Kernel
import PassToken

struct CertificatePages {
    let visit: Visit
    private var language: Language { visit.language }

    /// What everybody sees who has the address: in both languages, for whoever decides on an appeal.
    func page(_ one: DelayCertificate, id: String) -> Page {
        frame(
            .certificateTitle,
            """
            <section class="panel certificate">
            <p><span class="badge badge-good">\(both(.certificateGood))</span></p>
            <dl class="facts">
            \(fact(.certificateWho, one.maskedName))\(fact(.certificateWhere, one.place + " " + one.gate))\
            \(fact(.certificateArrived, time(one.arrivedAt)))\(fact(one.outcome.words, time(one.endedAt)))\
            \(fact(.certificateWaited, both(.minutes(one.minutes))))\
            \(fact(.certificateIssued, time(one.issuedAt)))</dl></section>
            <section class="panel"><h2>\(Phrase.certificateCheck.in(language))</h2>
            <p>\(Phrase.certificateHow.in(language))</p>
            <p><a class="button" href="/certificates/\(id)/signed">\(Phrase.certificateDownload.in(language))</a></p>
            </section>
            """)
    }

    func removed(isRemoved: Bool) -> Page {
        frame(
            .certificateTitle,
            """
            <p class="empty">\((isRemoved ? Phrase.certificateRemoved : .certificateUnread).in(language))</p>
            """)
    }

    func mine(_ waits: [GateWait], _ own: [(id: String, certificate: DelayCertificate)]) -> Page {
        let offered: HTML =
            waits.isEmpty
            ? "<p class=\"empty\">\(Phrase.noWaits.in(language))</p>"
            : "<ul class=\"stack\">\n\(waits.markup(row))</ul>"
        let kept: HTML =
            own.isEmpty
            ? "<p class=\"empty\">\(Phrase.noCertificates.in(language))</p>"
            : "<ul class=\"stack\">\n\(own.markup { row($0.id, $0.certificate) })</ul>"
        return frame(
            .certificatesMine,
            """
            <p><a class="link" href="/me">\(Phrase.backToMe.in(language))</a></p>
            <p class="quiet">\(Phrase.certificatesNote.in(language))</p>
            <h2>\(Phrase.waitsTitle.in(language))</h2>
            \(offered)
            <h2>\(Phrase.certificatesTitle.in(language))</h2>
            \(kept)
            """)
    }

    private func row(_ wait: GateWait) -> HTML {
        """
        <li class="panel"><p><strong>\(wait.placeName) · \(wait.gateName)</strong></p>
        <p>\(time(wait.arrivedAt.seconds)) · \(Phrase.minutes(wait.minutes).in(language)) · \
        \(wait.outcome.ending.in(language))</p>
        <form method="post" action="/me/certificates">
        <input type="hidden" name="arrival" value="\(wait.arrival)">
        <button class="button primary" type="submit">\(Phrase.takeCertificate.in(language))</button></form></li>

        """
    }

    private func row(_ id: String, _ one: DelayCertificate) -> HTML {
        """
        <li class="panel"><p><a class="row-name" href="/certificates/\(id)">\(one.place) · \(one.gate)</a></p>
        <p>\(time(one.arrivedAt)) · \(Phrase.minutes(one.minutes).in(language))</p>
        <form method="post" action="/me/certificates/\(id)/removal">
        <button class="button small" type="submit">\(Phrase.removeCertificate.in(language))</button></form></li>

        """
    }

    private func fact(_ name: Phrase, _ value: String) -> HTML {
        "<div><dt>\(both(name))</dt><dd>\(value)</dd></div>\n"
    }

    private func both(_ words: Phrase) -> String { words.chinese + " / " + words.english }

    private func time(_ seconds: Int64) -> String {
        let time = CivilTime(Instant(seconds: seconds), utcOffsetSeconds: visit.site.utcOffsetSeconds)
        return time.date + " " + time.clock
    }

    private func frame(_ title: Phrase, _ main: HTML) -> Page {
        Page(
            title: title.in(language),
            main: """
                <section class="console-main own">
                <h1>\(title.in(language))</h1>
                \(main)
                </section>
                """, styles: ["console"], tab: .me)
    }
}

extension DelayCertificate.Outcome {
    var words: Phrase {
        switch self {
        case .letIn: Phrase("放行时间", "Let in at")
        case .notLetIn: Phrase("未放行", "Not let in")
        case .reported: Phrase("反映被拦", "Reported being stopped")
        }
    }
}

extension DelayCertificate.Outcome {
    /// Without a moment behind it.
    var ending: Phrase { self == .letIn ? Phrase("已放行", "Let in") : words }
}

extension Phrase {
    static let certificateTitle = Phrase("延误证明", "Delay certificate")
    static let certificateGood = Phrase("真实有效，由城市签名", "Genuine, signed by the city")
    static let certificateWho = Phrase("骑手", "Rider")
    static let certificateWhere = Phrase("地点", "Where")
    static let certificateArrived = Phrase("到达时间", "Arrived at")
    static let certificateWaited = Phrase("等候", "Waited")
    static let certificateIssued = Phrase("开具时间", "Issued at")
    static let certificateCheck = Phrase("自己验证", "Check it yourself")
    static let certificateHow = Phrase(
        "下载的文件是 COSE_Sign1（RFC 9052，ES256）。用 /.well-known/yongai-pass-keys.json 里 kid 相同的公钥验证签名，"
            + "再读出其中的内容，与本页对照。",
        "The file is a COSE_Sign1 (RFC 9052, ES256). Check it with the public key of the same kid in "
            + "/.well-known/yongai-pass-keys.json, then read what it says.")
    static let certificateDownload = Phrase("下载签名文件", "Download the signed file")
    static let certificateRemoved = Phrase("这张证明已由本人收回。", "Its rider has taken this certificate back.")
    static let certificateUnread = Phrase(
        "签这张证明的密钥已经停用，不能再验证。", "The key that signed this certificate has been retired.")
    static let certificatesMine = Phrase("延误证明", "Delay certificates")
    static let certificatesNote = Phrase(
        "在门口等了 2 分钟以上，可以开一张证明，把网址交给平台申诉。上面没有手机号。证明保存 180 天，可以随时收回。",
        "After 2 minutes or more at a gate you can take a certificate and give its address to your platform. It has no "
            + "number on it. It is kept for 180 days; you can take it back at any time.")
    static let waitsTitle = Phrase("最近的等候", "Waits of the last days")
    static let certificatesTitle = Phrase("已开的证明", "Certificates")
    static let noWaits = Phrase("最近 7 天没有 2 分钟以上的等候。", "No waits of 2 minutes or more in the last 7 days.")
    static let noCertificates = Phrase("还没有开过。", "None yet.")
    static let takeCertificate = Phrase("开延误证明", "Take a certificate")
    static let removeCertificate = Phrase("收回", "Take back")

    static func minutes(_ count: Int) -> Phrase {
        Phrase("\(count) 分钟", count == 1 ? "1 minute" : "\(count) minutes")
    }
}
