import Compounds
import GatePolicy
import Gates
import Kernel

/// On a gate's own page: saying that one is there, and the card to hold up then.
extension Passes: GateSection {
    public func addition(to page: GatePageFacts, for visit: Visit, in town: any Reading) throws -> HTML? {
        guard let person = page.person, try accounts.profile(of: person.id, in: town)?.trade != nil else { return nil }
        let since = visit.now.adding(seconds: -Limits.arrivalShownSeconds)
        if let arrival = try arrivals.last(of: person.id, at: page.gate.id, since: since, in: town) {
            let name = MaskedName.of(try accounts.profile(of: person.id, in: town)?.name ?? "")
            return card(arrival, page, name, visit)
        }
        return form(page, visit)
    }

    private func form(_ page: GatePageFacts, _ visit: Visit) -> HTML {
        """
        <form method="post" action="/g/\(page.code)/arrivals">
        <input type="hidden" name="vehicle" value="\(page.visitor.vehicle.rawValue)">
        <button class="button wide" type="submit">\(visit.icon("pin"))\
        <span>\(Phrase.iAmHere.in(visit.language))</span></button></form>
        """
    }

    /// The gate's name in large type and when: a module keeps the clock moving (`data-clock`).
    private func card(_ arrival: ArrivalRecord, _ page: GatePageFacts, _ name: String, _ visit: Visit) -> HTML {
        let language = visit.language
        let time = CivilTime(arrival.at, utcOffsetSeconds: visit.site.utcOffsetSeconds)
        return """
            <section class="panel arrival-card" id="arrived" role="status" data-arrived="\(Int(arrival.at.seconds))" \
            data-zone="\(Int(visit.site.utcOffsetSeconds))">
            <p><strong>\(page.gate.name)</strong></p>
            <p>\(name) · \(arrival.vehicle.words.in(language))</p>
            <p>\(Phrase.arrivedAt(time.clock).in(language)) <span data-clock></span></p>
            <p class="quiet">\(Phrase.guardSees.in(language))</p></section>
            """
    }
}

extension Phrase {
    static let iAmHere = Phrase("我到了", "I am here")
    static let guardSees = Phrase("保安的手机上已经看到您。", "The guard's phone shows that you are here.")
    static func arrivedAt(_ time: String) -> Phrase { Phrase("\(time) 到达", "Arrived at \(time)") }
}
