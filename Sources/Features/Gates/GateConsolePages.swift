import Compounds
import Console
import GatePolicy
import Geo
import Kernel
import PlaceEditing
import Places

/// The gates of one compound in the hands of whoever answers for them.
struct GateConsolePages {
    let gates: Gates
    let places: Places
    let visit: Visit
    let person: Person
    let land: CompoundLand
    var language: Language { visit.language }
    var base: String { "/console/places/\(land.place)/gates" }

    /// All gates, with what is told at each now, and the form for one more.
    func list(
        _ round: GateRound, waiting: Set<ID<Gate>>, form: GateForm, faults: PolicyForm.Faults = [:], done: Bool
    ) -> Page {
        let rows = round.gates.markup { row($0, round, isWaiting: waiting.contains($0.gate.id)) }
        let list: HTML =
            round.gates.isEmpty
            ? "<p class=\"empty\">\(Phrase.noGates.in(language))</p>"
            : "<ul class=\"rows gates\">\n\(rows)</ul>"
        let open: HTML = faults.isEmpty ? .empty : " open"
        let full = round.gates.count >= Limits.gatesMax
        let add: HTML =
            full
            ? .empty
            : """
            <details class="gate-add"\(open)><summary>\(Phrase.addGate.in(language))</summary>
            <form class="editor" method="post" action="\(base)">
            \(GateFields(form: form, faults: faults, map: map(nil), visit: visit).markup)
            <p><button class="button primary" type="submit">\(Phrase.addGate.in(language))</button></p>
            </form></details>
            """
        return page(
            Phrase(land.name + " · 门岗", land.name + " · gates"),
            "\(saved(done))\(links())\(list)\(add)", modules: ["hours-builder", "place-editor"])
    }

    private func links() -> HTML {
        """
        <p><a class="link" href="/places/\(land.place)">\(Phrase.seenByRiders.in(language))</a> \
        <a class="link" href="/console/places/\(land.place)/plan">\(Phrase.planOfCompound.in(language))</a></p>

        """
    }

    private func row(_ one: GovernedGate, _ round: GateRound, isWaiting: Bool) -> HTML {
        let visitor = VisitorChoice.usual.visitor
        let verdict = round.verdict(at: one.gate.id, for: visitor)
        let tag: HTML =
            isWaiting
            ? " <span class=\"badge badge-notice\">\(PolicyRecord.State.proposed.words.in(language))</span>" : .empty
        return """
            <li>\(visit.icon("gate"))<div><p class="gate-row-head"><a class="row-name" \
            href="\(base)/\(one.gate.id)">\(one.gate.name)</a> \
            <span class="badge \(verdict.badge)">\(Phrase.onBikeNow(GateWords.headline(verdict)).in(language))</span>\
            \(tag)</p>
            \(PolicyPart(gate: one, visit: visit).list)\(PolicyPart(gate: one, visit: visit).basis)</div></li>

            """
    }

    // MARK: - The frame

    func page(_ title: Phrase, _ main: HTML, modules: [String] = []) -> Page {
        gates.console.page(title, main, at: .gates, visit, modules: modules, styles: ["editing", "gates"])
    }

    func saved(_ isDone: Bool) -> HTML {
        isDone ? "<p class=\"done\" role=\"status\">\(Phrase.gateSaved.in(language))</p>\n" : .empty
    }

    func map(_ point: Coordinate?) -> HTML {
        MarkMap(
            places: places, visit: visit, kind: .compound, point: point,
            middle: point ?? places.index.place(land.place)?.point, area: land.area
        ).markup
    }
}

/// The compounds whose gates somebody answers for.
struct GateCompoundsPage {
    let gates: Gates
    let visit: Visit
    let person: Person
    private var language: Language { visit.language }

    func page(_ compounds: [CompoundSummary], text: String, isMore: Bool) -> Page {
        let rows = compounds.markup(row)
        let list: HTML =
            compounds.isEmpty
            ? "<p class=\"empty\">\(Phrase.noCompounds.in(language))</p>" : "<ul class=\"rows\">\n\(rows)</ul>"
        let more: HTML = isMore ? "<p class=\"quiet\">\(Phrase.searchForMore.in(language))</p>" : .empty
        let search: HTML =
            person.areas(for: .editGates).isEmpty
            ? .empty
            : """
            <form class="fields" method="get" action="/console/gates" role="search">
            <label class="field"><span>\(Phrase.findCompound.in(language))</span>
            <input type="search" name="q" maxlength="60" value="\(text)"></label>
            <button class="button" type="submit">\(Phrase.findWord.in(language))</button></form>
            """
        return gates.console.page(
            .gatesTitle, "\(search)\(list)\(more)", at: .gates, visit, styles: ["editing", "gates"])
    }

    private func row(_ one: CompoundSummary) -> HTML {
        let waiting: HTML =
            one.waiting == 0
            ? .empty
            : " <span class=\"badge badge-notice\">\(Phrase.waitingCount(one.waiting).in(language))</span>"
        return """
            <li>\(visit.icon("compound"))<p class="gate-row-head"><a class="row-name" \
            href="/console/places/\(one.place)/gates">\(one.name)</a> \
            <span class="quiet">\(Phrase.gateCount(one.gates, one.policies).in(language))</span>\(waiting)</p></li>

            """
    }
}

extension ConsoleItem {
    public static let gates = ConsoleItem(
        address: "/console/gates", name: Phrase("门岗", "Gates"), icon: "gate", action: .editGates)
}

extension Phrase {
    static let gatesTitle = Phrase("门岗与通行规则", "Gates and their policies")
    static let addGate = Phrase("登记一个门", "Add a gate")
    static let seenByRiders = Phrase("骑手看到的页面", "As riders see it")
    static let planOfCompound = Phrase("平面图", "The plan")
    static let gateSaved = Phrase("已保存。", "Saved.")
    static let noCompounds = Phrase("没有找到小区。", "No compound was found.")
    static let findCompound = Phrase("小区名称", "Name of the compound")
    static let findWord = Phrase("查找", "Look up")
    static let searchForMore = Phrase("还有更多，请输入名称查找。", "There are more: look for one by its name.")

    static func onBikeNow(_ headline: Phrase) -> Phrase {
        Phrase("现在骑电动车来：\(headline.chinese)", "By e-bike now: \(headline.english.lowercased())")
    }

    static func gateCount(_ gates: Int, _ policies: Int) -> Phrase {
        Phrase("\(gates) 个门，\(policies) 个有规则", "\(gates) gates, \(policies) with a policy")
    }

    static func waitingCount(_ count: Int) -> Phrase { Phrase("\(count) 条待审核", "\(count) waiting") }
}
