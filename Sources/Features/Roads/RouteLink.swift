import Kernel
import Places

/// The way to the route, on every place's page.
public struct RouteLink: PlaceSection {
    public init() {}

    public func addition(to place: Place, for visit: Visit, in town: any Reading) -> PlaceAddition? {
        guard place.point != nil else { return nil }
        let words = Phrase.routeFind.in(visit.language)
        return PlaceAddition(
            .way,
            """
            <a class="button" href="/places/\(place.id)/route"><svg class="icon" aria-hidden="true" \
            focusable="false"><use href="\(visit.site.assetBase)/icons/symbols.svg#navigate"></use></svg>\(words)</a>
            """)
    }
}
