import CompoundPlan
import Compounds
import GatePolicy
import Gates
import Kernel
import Places

/// What a compound's plan page is made of.
struct PlanFacts {
    var place: Place
    var head: PlanHead
    var version: PlanVersion
    var plan: Plan
    var round: GateRound
    var question: PlanQuestion
    var reply: PlanReply
    var remarks: PlanRemarks
    /// For the forms of riders' words.
    var key: String
}

/// The page riders use inside: which building, which gate, which way, how long. All of it is there without scripts;
/// with them it is answered on the phone, also without a network.
struct PlanPage {
    let facts: PlanFacts
    let visit: Visit
    private let names: PlanNames
    private var language: Language { visit.language }
    private var plan: Plan { facts.plan }
    private var base: String { "/places/\(facts.place.id)/plan" }
    private var name: String { facts.place.name(in: language) }

    init(facts: PlanFacts, visit: Visit) {
        self.facts = facts
        self.visit = visit
        names = PlanNames(facts.plan, gates: facts.round.gates.map(\.gate))
    }

    func page() -> Page {
        let title = Phrase(facts.place.name + " · 平面图", facts.place.name(in: .english) + " · plan").in(language)
        let main: HTML = """
            <article class="plan-page" id="plan" data-source="/api/v1\(base)" data-zone="\(zone)" \
            data-trade="\(facts.question.choice.visitor.trade.rawValue)" \
            data-vehicle="\(facts.question.choice.visitor.vehicle.rawValue)" \
            data-gate="\(facts.question.gate ?? "")" data-to="\(facts.question.to)" \
            data-words="\(PlanPageWords.table(language))">
            <p class="back"><a href="/places/\(facts.place.id)">\(visit.icon("back"))\(name)</a></p>
            <h1>\(title)</h1>
            <template class="plan-icon">\(visit.icon("gate"))</template>
            \(storm)\(search)
            \(choice)
            <div class="plan-split">
            <div>\(PlanAnswerPart(facts: facts, names: names, visit: visit).markup)</div>
            <figure class="plan-figure" id="plan-figure">
            \(picture.markup(title: title))\(legend)</figure>
            </div>
            \(PlanRemarkPart(facts: facts, names: names, visit: visit).markup)\(provenance)
            </article>
            """
        return Page(title: title, main: main, modules: ["plan-view"], description: name, styles: ["gates", "plan"])
    }

    private var zone: Int { Int(visit.site.utcOffsetSeconds) }

    private var storm: HTML {
        facts.round.moment.isStorm ? "<p class=\"notice\">\(Phrase.planStorm.in(language))</p>\n" : .empty
    }

    private var picture: PlanPicture {
        var picture = PlanPicture(plan: plan, names: names, language: language, route: facts.reply.route)
        if case .door(let building, _) = facts.reply.found { picture.building = building }
        return picture
    }

    private var search: HTML {
        let gate: HTML =
            facts.question.gate.map { "<input type=\"hidden\" name=\"gate\" value=\"\($0)\">" } ?? .empty
        let shown = facts.question.spot == nil ? facts.question.to : ""
        let signs = plan.buildings.count <= 120 ? plan.buildings.map(\.name).filter { !$0.isEmpty } : []
        let options = signs.markup { "<option value=\"\(PlanNames.building($0).in(language))\">" as HTML }
        return """
            <form class="plan-search" id="plan-search" method="get" action="\(base)" role="search">
            <label class="visually-hidden" for="plan-to">\(Phrase.planWhichDoor.in(language))</label>
            <input type="search" id="plan-to" name="to" maxlength="\(DoorAddress.charactersMax)" value="\(shown)" \
            placeholder="\(Phrase.planDoorHint.in(language))" autocomplete="off" list="plan-signs" required>\(gate)
            <button class="button primary" type="submit">\(Phrase.planFind.in(language))</button>
            <datalist id="plan-signs">\(options)</datalist></form>
            """
    }

    /// What the letters are, each the way to the nearest.
    private var legend: HTML {
        let kinds = PlanSpot.Kind.allCases.filter { kind in plan.spots.contains { $0.kind == kind } }
        let chips = kinds.markup { kind in
            let mark: HTML = facts.question.spot == kind ? " aria-current=\"true\"" : .empty
            return """
                <a class="chip" href="\(base)?to=\(kind.rawValue)#plan-answer"\(mark)>\
                <span class="plan-letter">\(kind.letter.in(language))</span>\(kind.words.in(language))</a>

                """
        }
        return kinds.isEmpty ? .empty : "<figcaption class=\"plan-spots\">\n\(chips)</figcaption>\n"
    }

    private var choice: HTML {
        let choice = facts.question.choice
        return """
            <details class="plan-choice"><summary><span id="plan-who">\(choice.visitor.trade.words.in(language)) · \
            \(choice.visitor.vehicle.words.in(language))</span> <span class="quiet">\
            \(Phrase.planChangeWho.in(language))</span></summary>
            \(choice.chips(visit, "#plan-answer"))</details>
            """
    }

    /// How old it is, who made sure, and the plan as files.
    private var provenance: HTML {
        let freshness = Freshness(
            facts.head.verifiedAt, now: visit.now, staleDaysMax: Limits.planStaleDaysMax,
            never: Phrase("没有核实过", "Never verified"))
        let template: HTML =
            facts.head.isTemplate ? "<p class=\"warning\">\(Phrase.planIsTemplate.in(language))</p>\n" : .empty
        return """
            \(template)<p class="provenance">\(freshness.badge(language)) \
            <span class="quiet">\(Phrase.planVersion(facts.version.number).in(language)) · \
            \(Phrase.planNotToScale.in(language))</span></p>
            <p class="plan-files"><a class="link" href="\(base).svg">SVG</a> \
            <a class="link" href="\(base).geojson">GeoJSON</a></p>

            """
    }
}

/// The answer: gate, time, length, steps; or why there is none.
struct PlanAnswerPart {
    let facts: PlanFacts
    let names: PlanNames
    let visit: Visit
    private var language: Language { visit.language }

    var markup: HTML {
        """
        <section id="plan-answer" class="plan-answer" aria-live="polite" tabindex="-1">
        \(content)</section>

        """
    }

    private var content: HTML {
        switch facts.reply.found {
        case .nothing: return "<p class=\"quiet\">\(Phrase.planAsk.in(language))</p>\n"
        case .notRead: return "<p class=\"warning\">\(Phrase.planNotRead.in(language))</p>\n"
        case .notThere(let sign):
            return "<p class=\"warning\">\(Phrase.planNotThere(PlanNames.building(sign)).in(language))</p>\n"
        case .door(let building, let unit):
            let door = unit.map { PlanNames.door($0.name, of: building.name) } ?? PlanNames.building(building.name)
            let lack: HTML =
                facts.reply.lacksUnit
                ? "<p class=\"warning\">\(Phrase.planLacksUnit.in(language))</p>\n" : .empty
            return "<h2>\(door.in(language))</h2>\n\(lack)\(told)"
        case .spot(let kind): return "<h2>\(kind.words.in(language))</h2>\n\(told)"
        }
    }

    private var told: HTML {
        switch facts.reply.answer {
        case .route(let route)?: "\(warnings(route))\(lead(route))\(steps(route))"
        case .none(let reason)?:
            """
            <p class="warning">\(PlanStepWords.none(reason).in(language))</p>
            \(gatesNow)
            """
        case nil: .empty
        }
    }

    private func lead(_ route: PlanRoute) -> HTML {
        let gate = names[route.gate]?.in(language) ?? ""
        let time = PlanStepWords.time(milliseconds: route.milliseconds + route.leadMilliseconds).in(language)
        let metres = PlanStepWords.metres(route.millimetres).in(language)
        let unknown: HTML =
            facts.reply.entrances.isUnknown
            ? "<p class=\"quiet\">\(Phrase.planGatesUnknown.in(language))</p>\n" : .empty
        return """
            <p class="plan-lead">\(visit.icon("gate"))<strong>\(gate)</strong> <span>\(time) · \(metres)</span></p>
            \(unknown)
            """
    }

    private func steps(_ route: PlanRoute) -> HTML {
        let words = PlanStepWords(names: names, leavesOutside: route.leadMilliseconds > 0)
        let rows = route.steps.markup { "<li>\(words.sentence($0).in(language))</li>\n" }
        return "<ol class=\"plan-steps\">\n\(rows)</ol>\n"
    }

    /// What two riders apart have said lately of something on the way.
    private func warnings(_ route: PlanRoute) -> [HTML] {
        facts.remarks.warnings(on: route, of: facts.plan).markup { one in
            let part = names[one.part] ?? Phrase(one.partName, one.partName)
            let age = Phrase.ago(one.newest, now: visit.now)
            return "<p class=\"warning\">\(Phrase.planObstacle(part, one.kind.words, age).in(language))</p>\n"
        }
    }

    /// What holds at each gate, where none leads there.
    private var gatesNow: HTML {
        let line = GateLine(round: facts.round, visitor: facts.question.choice.visitor, visit: visit)
        let rows = facts.round.gates.markup { one in
            "<li>\(visit.icon("gate"))<div><p>\(line.name(one))</p>\n\(line.told(one))</div></li>\n" as HTML
        }
        return facts.round.gates.isEmpty ? .empty : "<ul class=\"rows gates\">\n\(rows)</ul>\n"
    }
}
