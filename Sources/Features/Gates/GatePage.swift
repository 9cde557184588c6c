import Compounds
import GatePolicy
import Kernel
import Places

/// The page behind the code that hangs at a gate.
struct GatePage {
    let visit: Visit
    private var language: Language { visit.language }

    func page(_ facts: GatePageFacts, _ choice: VisitorChoice, _ more: [HTML]) -> Page {
        let place = facts.place.name(in: language)
        let one = facts.round.gate(facts.gate.id)
        let policy = one.map { PolicyPart(gate: $0, visit: visit) }
        let main: HTML = """
            <article class="gate-page">
            <header class="gate-head"><p class="gate-compound">\(place)</p><h1>\(facts.gate.name)</h1></header>
            \(storm(facts))\(verdict(facts))
            <p><a class="button primary wide gate-show" href="/pass?gate=\(facts.code)">\
            \(Phrase.showPass.in(language))</a></p>
            \(more)
            <h2>\(Phrase.whatIComeWith.in(language))</h2>
            \(choice.chips(visit, ""))\
            <section><h2>\(Phrase.policyTitle.in(language))</h2>
            \(policy?.list)\(rule(facts))\(policy?.basis)</section>
            \(others(facts))
            <p><a class="link" href="/places/\(facts.place.id)">\(Phrase.wholeCompound.in(language))</a></p>
            </article>
            """
        return Page(
            title: facts.gate.name + " · " + place, main: main, modules: ["gate-page", "plan-search"],
            description: place, styles: ["gates", "plan"])
    }

    private func storm(_ facts: GatePageFacts) -> HTML {
        facts.round.moment.isStorm ? "<p class=\"notice\">\(Phrase.stormNow.in(language))</p>\n" : .empty
    }

    private func rule(_ facts: GatePageFacts) -> HTML {
        facts.gate.rule.isEmpty ? .empty : "<p>\(facts.gate.rule)</p>\n"
    }

    private func verdict(_ facts: GatePageFacts) -> HTML {
        let verdict = facts.verdict
        let lines = GateWords(facts.round).lines(verdict, at: facts.gate.id, vehicle: facts.visitor.vehicle)
        let who = facts.visitor.trade.words.in(language) + " · " + facts.visitor.vehicle.words.in(language)
        return """
            <section class="verdict verdict-\(verdict.code)" role="status">
            <p class="verdict-word">\(visit.icon(verdict.icon))<strong>\(GateWords.headline(verdict).in(language))\
            </strong></p>
            \(lines.markup { "<p>\($0.in(language))</p>\n" })<p class="verdict-who">\(who)</p>
            </section>
            """
    }

    /// The compound's other gates, with the verdict at each.
    private func others(_ facts: GatePageFacts) -> HTML {
        let others = facts.round.gates.filter { $0.gate.id != facts.gate.id }
        guard !others.isEmpty else { return .empty }
        let line = GateLine(round: facts.round, visitor: facts.visitor, visit: visit)
        let rows = others.markup { "<li>\(visit.icon("gate"))<p>\(line.name($0))</p></li>\n" as HTML }
        return """
            <section><h2>\(Phrase.otherGates.in(language))</h2>
            <ul class="rows gates">
            \(rows)</ul></section>
            """
    }

    /// A code that was renewed, or whose gate was taken away.
    func ended(_ gate: Gate?, _ place: Place?) -> Page {
        let name = place.map { $0.name(in: language) } ?? ""
        let head: HTML =
            gate.map { "<p class=\"gate-compound\">\(name)</p><p class=\"gate-name\">\($0.name)</p>\n" } ?? .empty
        let link: HTML =
            place.map {
                "<p><a class=\"button\" href=\"/places/\($0.id)\">\(Phrase.wholeCompound.in(language))</a></p>"
            }
            ?? .empty
        return refused(.codeEnded, "\(head)<p>\(Phrase.codeEndedNote.in(language))</p>\n\(link)")
    }

    /// A text that the city has not signed.
    func forged() -> Page {
        refused(.codeForged, "<p>\(Phrase.codeForgedNote.in(language))</p>")
    }

    private func refused(_ title: Phrase, _ more: HTML) -> Page {
        Page(
            title: title.in(language),
            main: """
                <article class="gate-page">
                <section class="verdict verdict-refused" role="alert">
                <p class="verdict-word">\(visit.icon("close"))<strong>\(title.in(language))</strong></p>
                </section>
                <h1 class="visually-hidden">\(title.in(language))</h1>
                \(more)
                </article>
                """,
            styles: ["gates"])
    }
}

extension Phrase {
    static let showPass = Phrase("亮码", "Show my pass")
    static let whatIComeWith = Phrase("我是谁，骑什么来", "Who I am and what I come with")
    static let otherGates = Phrase("小区的其他门", "Other gates of the compound")
    static let wholeCompound = Phrase("查看整个小区", "The whole compound")
    static let codeEnded = Phrase("这张门口码已停用", "This code has ended")
    static let codeEndedNote = Phrase(
        "门口贴的是旧码，新码已经换过。请扫新码，或告诉保安换一张。",
        "A newer code has replaced this one. Scan the new one, or tell the guard to hang it up.")
    static let codeForged = Phrase("这不是本市的门口码", "This is not a code of this city")
    static let codeForgedNote = Phrase(
        "这个码不是城市签发的，请不要在它打开的页面里填手机号或付款。请告诉保安把它取下来。",
        "The city has not signed it. Do not enter your phone number or pay on pages it opens, and tell the guard.")
}
