import CompoundPlan
import Kernel

/// What riders said of the plan lately, and the forms to say more.
struct PlanRemarkPart {
    let facts: PlanFacts
    let names: PlanNames
    let visit: Visit
    private var language: Language { visit.language }
    private var address: String { "/places/\(facts.place.id)/plan/remarks" }

    var markup: HTML {
        let thanks: HTML =
            visit.query.last("told") == nil
            ? .empty : "<p class=\"done\" role=\"status\">\(Phrase.remarkThanks.in(language))</p>\n"
        return """
            <section class="plan-remarks" id="remarks"><h2>\(Phrase.remarksTitle.in(language))</h2>
            \(thanks)<form method="post" action="\(address)">\(hidden("right"))\
            <button class="button" type="submit" name="kind" value="right">\(visit.icon("check"))\
            \(PlanRemark.Kind.right.words.in(language))</button></form>
            <details class="plan-wrong"><summary class="button wide">\(Phrase.remarkWrong.in(language))</summary>
            <form class="stack" method="post" action="\(address)">\(hidden("wrong"))
            <label class="field"><span class="label">\(Phrase.remarkWhere.in(language))</span>
            <select name="part" id="plan-part">\(options)</select></label>
            <fieldset class="plan-kinds"><legend class="label">\(Phrase.remarkWhat.in(language))</legend>
            \(PlanRemark.Kind.allCases.filter { $0 != .right }.markup(kind))</fieldset>
            <label class="field"><span class="label">\(Phrase.remarkMore.in(language))</span>
            <textarea name="words" rows="2" maxlength="\(Limits.remarkWordsCharactersMax)"></textarea></label>
            <p class="quiet">\(Phrase.remarkNoPersonalData.in(language))</p>
            <button class="button primary" type="submit">\(Phrase.remarkSend.in(language))</button></form></details>
            \(list)</section>

            """
    }

    /// Two forms of one page say two things.
    private func hidden(_ use: String) -> HTML {
        let to: HTML =
            facts.question.to.isEmpty ? .empty : "<input type=\"hidden\" name=\"to\" value=\"\(facts.question.to)\">"
        return "<input type=\"hidden\" name=\"key\" value=\"\(facts.key)-\(use)\">\(to)"
    }

    private func kind(_ kind: PlanRemark.Kind) -> HTML {
        """
        <label class="plan-kind"><input type="radio" name="kind" value="\(kind.rawValue)" required>\
        <span>\(kind.words.in(language))</span></label>

        """
    }

    /// What a rider has in sight: the building asked for, the way there, the gates, the plan as a whole.
    private var options: HTML {
        var parts: [String] = []
        if case .door(let building, _) = facts.reply.found { parts += [building.id] + building.units.map(\.id) }
        if let route = facts.reply.route {
            parts += facts.plan.paths.map(\.id).filter(route.parts(of: facts.plan).contains)
        }
        parts += facts.plan.gates.map(\.id) + facts.plan.spots.map(\.id)
        let rows = parts.prefix(60).markup { part in
            "<option value=\"\(part)\">\(names[part]?.in(language) ?? part)</option>\n"
        }
        return "<option value=\"\">\(Phrase.remarkWhole.in(language))</option>\n\(rows)"
    }

    private var list: HTML {
        let shown = facts.remarks.all.filter { $0.state != .declined }.prefix(6)
        guard !shown.isEmpty else { return .empty }
        let rows = shown.markup { one in
            let part =
                one.part.isEmpty
                ? Phrase.remarkWhole : names[one.part] ?? Phrase(one.partName, one.partName)
            let age = Phrase.ago(one.madeAt, now: visit.now).in(language)
            let done: HTML =
                one.state == .done
                ? " <span class=\"badge badge-good\">\(Phrase.remarkDone.in(language))</span>" : .empty
            return """
                <li><div><p>\(part.in(language)) · \(one.kind.words.in(language))\(done) \
                <span class="quiet">\(age)</span></p></div></li>

                """
        }
        return "<ul class=\"rows\">\n\(rows)</ul>\n"
    }
}

extension Phrase {
    static let remarksTitle = Phrase("图和实地一样吗？", "Is the plan right?")
    static let remarkThanks = Phrase("谢谢，物业会看到。", "Thank you. Whoever runs the compound will see it.")
    static let remarkWrong = Phrase("哪里不对？告诉我们", "Something wrong? Tell us")
    static let remarkWhere = Phrase("哪一处", "Where")
    static let remarkWhat = Phrase("怎么了", "What is it")
    static let remarkMore = Phrase("补充说明（选填）", "More about it (optional)")
    static let remarkNoPersonalData = Phrase(
        "请不要写手机号、室号等个人信息。", "Please leave out phone and room numbers and other personal data.")
    static let remarkSend = Phrase("提交", "Send")
    static let remarkWhole = Phrase("整张图", "The whole plan")
    static let remarkDone = Phrase("已处理", "Mended")
}
