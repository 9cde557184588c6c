import Compounds
import GatePolicy
import Kernel
import PlaceEditing
import Places

/// One gate: what waits for a decision, the form of its policy with a try, what is recorded of it, its code, and the
/// history.
struct OneGatePage {
    let pages: GateConsolePages
    let gate: GovernedGate
    let round: GateRound
    let records: [PolicyRecord]
    let names: [ID<Account>: String]
    let codes: [CodeRecord]
    var form: PolicyForm
    var faults: PolicyForm.Faults = [:]
    var gateForm: GateForm
    var gateFaults: PolicyForm.Faults = [:]
    /// A policy that was typed, to be tried and not kept.
    var trial: GatePolicy?
    var notice: HTML = .empty
    private var visit: Visit { pages.visit }
    private var language: Language { visit.language }
    private var base: String { "\(pages.base)/\(gate.gate.id)" }
    private var isApprover: Bool { pages.person.may(.approvePolicy, on: pages.land.target) }

    func page() -> Page {
        let name = gate.gate.name
        return pages.page(
            Phrase(pages.land.name + " · " + name, pages.land.name + " · " + name),
            """
            <p><a class="link" href="\(pages.base)">\(visit.icon("back"))\(Phrase.allGates.in(language))</a></p>
            \(notice)\(proposed)\(standing)
            <section><h2>\(Phrase.changePolicy.in(language))</h2>
            \(trialPart)\(policyForm)</section>
            \(code)
            <details class="gate-record"\(gateFaults.isEmpty ? .empty : " open" as HTML)>\
            <summary>\(Phrase.gateRecord.in(language))</summary>
            <form class="editor" method="post" action="\(base)/changes">
            \(GateFields(
                form: gateForm, faults: gateFaults, map: pages.map(gate.gate.point), visit: visit).markup)
            <p><button class="button primary" type="submit">\(Phrase.saveGate.in(language))</button></p></form>
            \(removal)</details>
            \(PolicyHistory(records: records, names: names, visit: visit).markup)
            """,
            modules: ["hours-builder", "place-editor"])
    }

    private var policyForm: HTML {
        PolicyFormPart(
            form: form, faults: faults, address: base + "/policies", visit: visit, isApprover: isApprover
        ).markup
    }

    private var standing: HTML {
        let part = PolicyPart(gate: gate, visit: visit)
        return """
            <section id="standing"><h2>\(Phrase.holdsNow.in(language))</h2>
            \(part.list)\(part.basis)\
            <details><summary>\(Phrase.whoComesNow.in(language))</summary>
            \(PolicyTrial(round: round, gate: gate.gate.id, language: language).markup)</details></section>
            """
    }

    // MARK: - What waits

    private var proposed: HTML {
        guard let one = records.first(where: { $0.state == .proposed }) else { return .empty }
        let who = one.proposedBy.flatMap { names[$0] } ?? Phrase.somebodyGone.in(language)
        let age = Phrase.ago(one.proposedAt, now: visit.now).in(language)
        let purpose: HTML = one.purpose.isEmpty ? .empty : "<p>\(one.purpose)</p>\n"
        return """
            <section class="panel" id="proposed"><h2>\(Phrase.waitsForApproval.in(language))</h2>
            <p class="quiet">\(who) · \(age)</p>
            \(purpose)\(PolicyDifference(old: gate.policy, new: one.policy, language: language).markup)\
            \(isApprover ? decision(one) : withdrawal(one))</section>
            """
    }

    private func decision(_ one: PolicyRecord) -> HTML {
        let address = "\(base)/policies/\(one.id)"
        return """
            <form class="decision" method="post" action="\(address)">
            <button class="button primary" name="decision" value="approve">\(Phrase.approveIt.in(language))</button>
            </form>
            <details><summary>\(Phrase.declineIt.in(language))</summary>
            <form class="decision" method="post" action="\(address)">
            <label class="field"><span class="label">\(Phrase.whyDeclined.in(language))</span>
            <input type="text" name="reason" required maxlength="\(Limits.policyReasonCharactersMax)"></label>
            <button class="button" name="decision" value="decline">\(Phrase.declineIt.in(language))</button>
            </form></details>
            """
    }

    private func withdrawal(_ one: PolicyRecord) -> HTML {
        """
        <p class="quiet">\(Phrase.waitNote.in(language))</p>
        <form class="decision" method="post" action="\(base)/policies/\(one.id)/withdrawal">
        <button class="button small" type="submit">\(Phrase.withdrawIt.in(language))</button></form>
        """
    }

    private var trialPart: HTML {
        guard let trial else { return .empty }
        var round = round
        if let place = round.gates.firstIndex(where: { $0.gate.id == gate.gate.id }) {
            round.gates[place].policy = trial
        }
        return """
            <section class="panel gate-preview" id="trial"><h3>\(Phrase.asItWouldBe.in(language))</h3>
            <ul class="policy">
            \(PolicyWords.lines(trial, in: language).markup { "<li>\($0)</li>\n" })</ul>
            \(PolicyTrial(round: round, gate: gate.gate.id, language: language).markup)</section>
            """
    }

    // MARK: - Code and record

    private var code: HTML {
        let good = codes.first { $0.endedAt == nil }
        let told: HTML =
            good.map { one in
                let age = Phrase.ago(one.madeAt, now: visit.now)
                return "<p>\(Phrase.codeHangs(one.number, age).in(language))</p>\n"
            } ?? "<p class=\"quiet\">\(Phrase.noCodeYet.in(language))</p>\n"
        let renew: HTML =
            good == nil
            ? .empty
            : """
            <details><summary>\(Phrase.renewCode.in(language))</summary>
            <p class="quiet">\(Phrase.renewNote.in(language))</p>
            <form class="decision" method="post" action="\(base)/code">
            <button class="button" type="submit">\(Phrase.renewCode.in(language))</button></form></details>
            """
        return """
            <section id="code"><h2>\(Phrase.gateCode.in(language))</h2>
            \(told)<p class="gate-actions"><a class="button" href="\(base)/poster.pdf">\
            \(Phrase.printPoster.in(language))</a>
            <a class="button small" href="\(base)/poster.svg">SVG</a></p>
            \(renew)</section>
            """
    }

    private var removal: HTML {
        """
        <details class="closing"><summary>\(Phrase.removeGate.in(language))</summary>
        <form method="post" action="\(base)/removal"><p class="quiet">\(Phrase.removeNote.in(language))</p>
        <div class="fields"><label class="field"><span>\(Phrase.whyRemoved.in(language))</span>
        <input type="text" name="reason" required maxlength="\(Limits.policyReasonCharactersMax)"></label></div>
        <button class="button" type="submit">\(Phrase.removeGate.in(language))</button></form></details>
        """
    }
}

/// What each trade is told now with each vehicle, by a policy as it is or would be.
struct PolicyTrial {
    let round: GateRound
    let gate: ID<Gate>
    let language: Language

    var markup: HTML {
        let heads = VisitorVehicle.allCases.markup { "<th scope=\"col\">\($0.words.in(language))</th>" }
        let rows = VisitorTrade.allCases.markup { trade in
            let cells = VisitorVehicle.allCases.markup { vehicle in
                let verdict = round.verdict(at: gate, for: Visitor(trade: trade, vehicle: vehicle))
                let words = GateWords.headline(verdict).in(language)
                return "<td><span class=\"badge \(verdict.badge)\">\(words)</span></td>"
            }
            return "<tr><th scope=\"row\">\(trade.words.in(language))</th>\(cells)</tr>\n"
        }
        return """
            <div class="scroller" tabindex="0" role="region" aria-label="\(Phrase.whoComesNow.in(language))">
            <table class="trial-table"><caption>\(Phrase.whoComesNow.in(language))</caption>
            <thead><tr><th scope="col">\(Phrase.tradeHead.in(language))</th>\(heads)</tr></thead>
            <tbody>
            \(rows)</tbody></table></div>
            """
    }
}

extension Phrase {
    static let allGates = Phrase("小区所有的门", "All gates of the compound")
    static let holdsNow = Phrase("现行规则", "What holds now")
    static let changePolicy = Phrase("修改规则", "Change the policy")
    static let waitsForApproval = Phrase("有一条规则待审核", "A policy waits for approval")
    static let waitNote = Phrase("等社区审核，通过后生效。", "The community will decide; it takes effect then.")
    static let approveIt = Phrase("通过，立即生效", "Approve: it takes effect")
    static let declineIt = Phrase("退回", "Decline")
    static let whyDeclined = Phrase("退回的原因（对方会看到）", "Why (they will see it)")
    static let withdrawIt = Phrase("撤回", "Withdraw")
    static let asItWouldBe = Phrase("照这样写，效果是", "Written so, it says")
    static let gateCode = Phrase("门口码", "The gate's code")
    static let noCodeYet = Phrase("还没有印过。第一次打印海报时自动生成。", "None was printed yet: the first poster makes it.")
    static let renewCode = Phrase("更换门口码", "Renew the code")
    static let renewNote = Phrase(
        "海报丢失或被人仿冒时用。旧海报马上失效，需要重新打印张贴。",
        "For a poster that was lost or copied. The old one ends at once; print and hang up the new one.")
    static let printPoster = Phrase("打印海报（PDF）", "Print the poster (PDF)")
    static let gateRecord = Phrase("名称、位置和登记信息", "Name, position and what is recorded")
    static let saveGate = Phrase("保存", "Save")
    static let removeGate = Phrase("取消这个门", "Take this gate away")
    static let removeNote = Phrase(
        "门拆除或永久封闭时用。以前的记录会保留，门口码失效。",
        "For a gate that is gone for good. Its records stay; its code ends.")
    static let whyRemoved = Phrase("原因", "Why")
    static let whoComesNow = Phrase("现在来的话", "Who comes now")
    static let tradeHead = Phrase("行业", "Trade")

    static func codeHangs(_ number: Int, _ age: Phrase) -> Phrase {
        Phrase("现用第 \(number) 号门口码，\(age.chinese)生成。", "Code number \(number) is good, made \(age.english).")
    }
}
