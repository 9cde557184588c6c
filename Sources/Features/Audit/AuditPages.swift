import Console
import Kernel

/// The log as an auditor reads it.
struct AuditPages {
    let console: Console
    let visit: Visit
    let names: [ID<Account>: String]
    private var language: Language { visit.language }

    func search(_ form: AuditForm, _ entries: [RecordedEntry]) -> Page {
        let list: HTML =
            entries.isEmpty
            ? "<p class=\"empty\">\(Phrase.noEntries.in(language))</p>"
            : """
            <div class="scroller" tabindex="0" role="region" aria-label="\(Phrase.auditLog.in(language))">
            <table class="sheet-table">
            <thead><tr>\(heads())</tr></thead>
            <tbody>
            \(entries.markup(row))</tbody>
            </table>
            </div>
            """
        return console.page(
            .auditLog,
            """
            <p class="quiet">\(Phrase.auditNote.in(language))</p>
            \(fields(form))
            \(list)
            \(further(form, entries))
            """, at: .audit, visit)
    }

    private func heads() -> [HTML] {
        [Phrase.whenHead, .whoHead, .whatHead, .whomHead, .whyHead, .whereHead].markup {
            "<th scope=\"col\">\($0.in(language))</th>"
        }
    }

    private func row(_ entry: RecordedEntry) -> HTML {
        let time = CivilTime(entry.at, utcOffsetSeconds: visit.site.utcOffsetSeconds)
        let subject = entry.subject.isEmpty ? entry.subjectKind : entry.subjectKind + " " + entry.subject
        let proved: HTML =
            entry.position.map { "<span class=\"quiet\">#\(String($0))</span>" } ?? .empty
        return """
            <tr><td><time datetime="\(entry.at.rfc3339())">\(time.date) \(time.clock)</time> \(proved)</td>
            \(cell(.whoHead, "\(name(entry.actor)) <span class=\"quiet\">\(roleName(entry))</span>"))
            <td><strong>\(AuditWords.action(entry.action).in(language))</strong>
            <span class="quiet" title="\(subject)">\(AuditWords.subject(entry.subjectKind).in(language))
            <span class="identifier">\(short(entry.subject))</span></span></td>
            \(cell(.whomHead, entry.about == nil ? .empty : name(entry.about)))
            \(cell(.whyHead, "\(entry.reason)"))
            \(cell(.whereHead, "<span class=\"identifier network\">\(network(entry.origin))</span>"))</tr>

            """
    }

    /// A cell that says on a phone, where the heads are gone, what it is; an empty one is not shown there.
    private func cell(_ head: Phrase, _ content: HTML) -> HTML {
        content == .empty || content.text.isEmpty
            ? "<td></td>" : "<td data-head=\"\(head.in(language))\">\(content)</td>"
    }

    /// Identifiers are told apart by their ends.
    private func short(_ subject: String) -> String {
        subject.count < 36 ? subject : "…" + subject.suffix(8)
    }

    /// `7f0000`, the /24 of an IPv4 address, as people write it.
    private func network(_ origin: String) -> String {
        guard origin.utf8.count == 6, let number = UInt32(origin, radix: 16) else { return origin }
        return "\(number >> 16).\(number >> 8 & 255).\(number & 255).*"
    }

    private func name(_ account: ID<Account>?) -> HTML {
        guard let account else { return "\(Phrase.theHouse.in(language))" }
        let called = names[account].flatMap { $0.isEmpty ? nil : $0 } ?? String(account.description.suffix(8))
        return "<a href=\"/console/audit?about=\(account)\">\(called)</a>"
    }

    private func roleName(_ entry: RecordedEntry) -> String {
        entry.role.flatMap(Role.init(rawValue:))?.name.in(language) ?? ""
    }

    private func fields(_ form: AuditForm) -> HTML {
        let actions = AuditWords.known.markup { action, words in
            let mark: HTML = action == form.value("action") ? " selected" : .empty
            return "<option value=\"\(action)\"\(mark)>\(words.in(language))</option>\n"
        }
        return """
            <form class="fields" method="get" action="/console/audit">
            <label class="field"><span>\(Phrase.whatHead.in(language))</span>
            <select name="action"><option value="">\(Phrase.anyAction.in(language))</option>
            \(actions)</select></label>
            <label class="field"><span>\(Phrase.fromDay.in(language))</span>
            <input type="date" name="from" value="\(form.value("from"))"></label>
            <label class="field"><span>\(Phrase.untilDay.in(language))</span>
            <input type="date" name="until" value="\(form.value("until"))"></label>
            <label class="field"><span>\(Phrase.subjectField.in(language))</span>
            <input type="search" name="subject" maxlength="120" value="\(form.value("subject"))"></label>
            <input type="hidden" name="about" value="\(form.value("about"))">
            <button class="button" type="submit">\(Phrase.lookUp.in(language))</button>
            </form>
            """
    }

    private func further(_ form: AuditForm, _ entries: [RecordedEntry]) -> HTML {
        guard entries.count == Limits.auditPageMax, let last = entries.last else { return .empty }
        let kept = form.given.filter { $0.name != "before" }.map { $0.name + "=" + AddressText.encode($0.value) }
        let address = "/console/audit?" + (kept + ["before=\(last.id)"]).joined(separator: "&")
        return "<p><a class=\"button wide\" href=\"\(address)\">\(Phrase.olderEntries.in(language))</a></p>"
    }
}

extension ConsoleItem {
    public static let audit = ConsoleItem(
        address: "/console/audit", name: Phrase("审计日志", "Audit log"), icon: "list", action: .readAudit)
}

extension Phrase {
    static let auditLog = Phrase("审计日志", "Audit log")
    static let auditNote = Phrase(
        "这里只能看，不能改。您的每次查询也会记入日志。", "To be read only. Each look of yours is written down here too.")
    static let noEntries = Phrase("没有符合的记录。", "No entries fit.")
    static let whenHead = Phrase("时间", "When")
    static let whoHead = Phrase("谁", "Who")
    static let whatHead = Phrase("做了什么", "What")
    static let whomHead = Phrase("涉及谁", "On whom")
    static let whyHead = Phrase("原因", "Why")
    static let whereHead = Phrase("来自网络", "From")
    static let theHouse = Phrase("系统", "The system")
    static let anyAction = Phrase("全部", "Anything")
    static let fromDay = Phrase("从", "From")
    static let untilDay = Phrase("到", "To")
    static let subjectField = Phrase("编号", "Identifier")
    static let lookUp = Phrase("查询", "Look up")
    static let olderEntries = Phrase("更早的记录", "Earlier entries")
}
