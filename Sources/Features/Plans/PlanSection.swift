import Compounds
import GatePolicy
import Gates
import Kernel
import Places

/// A compound's page: which building, and the way to it; the plan in small.
public struct PlanSection: PlaceSection {
    let plans: Plans

    public init(_ plans: Plans) { self.plans = plans }

    public func addition(to place: Place, for visit: Visit, in town: any Reading) throws -> PlaceAddition? {
        guard place.kind == .compound, let head = try plans.store.head(of: place.id, in: town) else { return nil }
        let language = visit.language
        return PlaceAddition(
            .state,
            """
            <section class="plan-part" id="plan"><h2>\(Phrase.planInside.in(language))</h2>
            \(PlanSearch(place: place.id, visit: visit).markup)
            <p><a href="/places/\(place.id)/plan"><img class="plan-small" loading="lazy" width="320" height="224" \
            src="/places/\(place.id)/plan.svg?v=\(head.number)" alt="\(Phrase.planTitle.in(language))"></a></p>
            </section>

            """, modules: ["plan-search"], styles: ["plan"])
    }

    public func member(
        of place: Place, for visit: Visit, in town: any Reading
    ) throws -> (name: String, value: JSON)? {
        guard place.kind == .compound, let head = try plans.store.head(of: place.id, in: town) else { return nil }
        return (
            "plan",
            [
                "number": JSON(head.number), "buildings": JSON(head.counts.buildings),
                "reachable_doors": JSON(head.counts.reachableUnits), "parking": JSON(head.counts.parkingSpots),
                "verified_at": JSON(head.verifiedAt?.rfc3339()), "template": .bool(head.isTemplate),
            ]
        )
    }
}

extension Plans: GateSection {
    /// Scanning a gate's code opens pass and plan together: which building?
    public func addition(to page: GatePageFacts, for visit: Visit, in town: any Reading) throws -> HTML? {
        guard try store.head(of: page.place.id, in: town) != nil else { return nil }
        let search = PlanSearch(place: page.place.id, gate: page.gate.id, visitor: page.visitor, visit: visit)
        return """
            <section class="plan-part" id="plan"><h2>\(Phrase.planInside.in(visit.language))</h2>
            \(search.markup)</section>

            """
    }
}

/// The box that asks for a building, on pages that lead to the plan.
struct PlanSearch {
    let place: ID<Place>
    /// Where somebody stands, and with what.
    var gate: ID<Gate>?
    var visitor: Visitor?
    let visit: Visit

    var markup: HTML {
        let language = visit.language
        let hidden: [(String, String)] =
            (gate.map { [("gate", $0.description)] } ?? [])
            + (visitor.map { [("vehicle", $0.vehicle.rawValue), ("trade", $0.trade.rawValue)] } ?? [])
        let fields = hidden.markup { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" as HTML }
        return """
            <form class="plan-search" method="get" action="/places/\(place)/plan" role="search">
            <input type="search" name="to" maxlength="60" aria-label="\(Phrase.planWhichDoor.in(language))" \
            placeholder="\(Phrase.planDoorHint.in(language))" autocomplete="off" required>\(fields)
            <button class="button primary" type="submit">\(Phrase.planFind.in(language))</button></form>
            """
    }
}

extension Phrase {
    static let planInside = Phrase("进小区怎么走", "The way inside")
}
