import Areas
import Geo
import Kernel

extension Places {
    /// The start page, the result page, and the parts of them that scripts ask for. Only the parts are told the
    /// position: their addresses are never shown, and the log names the route alone.
    func addFindRoutes(to doors: Doors) {
        doors.everyone.get("/") { [self] visit in
            let question = try FindQuestion(visit.query, vocabulary: vocabulary, map: areas.map, now: visit.now)
            let index = index
            let pages = HomePages(cards: PlaceCards(places: self, index: index, visit: visit), map: areas.map)
            return .page(pages.home(question.near, nearest(question.near?.centre, index)), visit)
        }
        doors.everyone.get("/find") { [self] visit in
            let pages = try findPages(visit)
            return .page(pages.page(found(pages, around: pages.question.near?.centre)), visit)
        }
        doors.everyone.get("/find/list") { [self] visit in
            let pages = try findPages(visit)
            let point = try position(visit)
            let chain = point.map { areas.map.locate($0) }
            let found = found(pages, around: point ?? pages.question.near?.centre)
            return .fragment(
                visit.query.last("part") == "results"
                    ? pages.results(found, at: chain) : pages.part(found, at: chain))
        }
        doors.everyone.get("/places/:id/card") { [self] visit in
            let index = index
            guard let id = ID<Place>(visit.parameter("id")), let place = index.place(id) else {
                throw Refusal.notFound(what: .noPlace)
            }
            let metres = try position(visit).flatMap { point in place.point?.distanceMetres(to: point) }
            let cards = PlaceCards(places: self, index: index, visit: visit)
            return .fragment(cards.list([FoundPlace(place, metres: metres)]))
        }
    }

    private func findPages(_ visit: Visit) throws(Refusal) -> FindPages {
        let map = areas.map
        let question = try FindQuestion(visit.query, vocabulary: vocabulary, map: map, now: visit.now)
        return FindPages(
            cards: PlaceCards(places: self, index: index, visit: visit), map: map, question: question)
    }

    /// The rider's own position, when a script sent one.
    private func position(_ visit: Visit) throws(Refusal) -> Coordinate? {
        try visit.query.last("lat") == nil ? nil : PointQuery.point(visit.query)
    }

    private func nearest(_ point: Coordinate?, _ index: PlaceIndex) -> [NearbyPlace] {
        guard let point else { return [] }
        return index.listed(NearbyQuestion(point: point, limit: HomePages.nearestCountMax))
    }

    /// nil when there is neither a point to measure from nor a name to look for.
    private func found(_ pages: FindPages, around point: Coordinate?) -> FindResults? {
        let question = pages.question
        guard question.text.isEmpty else { return called(question, around: point) }
        return point.map { point in
            FindResults(
                places: pages.cards.index.listed(question.filter.question(around: point)).map { FoundPlace($0) })
        }
    }

    /// What bears the name that was typed and passes the filters, the best match first.
    private func called(_ question: FindQuestion, around point: Coordinate?) -> FindResults {
        let filter = question.filter
        let kinds = filter.kinds.map { SearchKind($0) } + (filter.kinds.isEmpty ? [] : [.area])
        let search = search
        let found = search.search(
            SearchQuestion(question.text, point: point, limit: Limits.searchedCountMax, kinds: Set(kinds)))
        var results = FindResults(places: [])
        for one in found {
            switch one.thing {
            case .place(let place) where filter.takes(place, search.index):
                results.places.append(FoundPlace(place, metres: one.metres, match: one.match))
            case .area(let area) where area.centre != nil: results.areas.append(area)
            default: continue
            }
        }
        results.places = Array(results.places.prefix(filter.limit))
        results.areas = Array(results.areas.prefix(Limits.foundAreasMax))
        return results
    }
}

extension PlaceFilter {
    /// Whether a place that was found by its name passes; its kind was part of the search.
    fileprivate func takes(_ place: Place, _ index: PlaceIndex) -> Bool {
        guard facilities.allSatisfy(place.facilities.contains) else { return false }
        let standing = index.standing(of: place.id).traits
        guard standing.isSuperset(of: traits) else { return false }
        guard let openAt else { return true }
        return !standing.contains(.reportedClosed) && index.timetable.state(of: place.hours, at: openAt).kind == .open
    }
}

extension Limits {
    /// Matches of a name that are looked at, before filters.
    static let searchedCountMax = 200
    static let foundAreasMax = 6
}
