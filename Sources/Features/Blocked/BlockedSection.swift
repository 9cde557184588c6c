import Gates
import Kernel
import Places

/// On a gate's own page: whoever has signed in sends it from there with one tap.
extension Blocked: GateSection {
    public func addition(to page: GatePageFacts, for visit: Visit, in town: any Reading) throws -> HTML? {
        let language = visit.language
        guard let person = page.person, try accounts.trade(of: person.id, in: town) != nil else {
            return Self.link("/places/\(page.place.id)/blocked?gate=\(page.gate.id)", visit)
        }
        let form = BlockedForm(place: page.place.id, gate: page.gate.id, key: newKey(), visit: visit)
        return """
            <details class="blocked"><summary class="button wide">\(Phrase.blockedAsk.in(language))</summary>
            \(form.markup)</details>

            """
    }

    static func link(_ address: String, _ visit: Visit) -> HTML {
        "<p><a class=\"button wide\" href=\"\(address)\">\(Phrase.blockedAsk.in(visit.language))</a></p>\n"
    }
}

/// On a compound's page.
extension Blocked: PlaceSection {
    public func addition(to place: Place, for visit: Visit, in town: any Reading) throws -> PlaceAddition? {
        guard place.kind == .compound else { return nil }
        return PlaceAddition(.more, Self.link("/places/\(place.id)/blocked", visit))
    }
}
