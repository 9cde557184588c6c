import Areas
import Geo
import Kernel

extension Places {
    public func addRoutes(to doors: Doors, database: any Database) {
        doors.everyone.get("/api/v1/places") { [self] visit in
            let question = try MapQuestion(visit, vocabulary: vocabulary)
            return .geoJSON(MapJSON(places: self, index: index, visit: visit).collection(question))
        }
        doors.everyone.get("/api/v1/places/nearby", isBrief: true) { [self] visit in
            try visit.query.accept(only: PointQuery.parameters + PlaceFilter.parameters)
            let point = try PointQuery.point(visit.query)
            let index = index
            let found = index.nearest(try filter(visit).question(around: point))
            return .geoJSON(PlaceJSON(places: self, index: index, visit: visit).collection(found))
        }
        doors.everyone.get("/api/v1/places/:id") { [self] visit in
            try visit.query.accept(only: ["lang"])
            let (place, index) = try place(visit)
            if let moved = moved(place, "/api/v1/places/", visit) { return moved }
            return try await .geoJSON(feature(place, index, visit, database))
        }
        addFindRoutes(to: doors)
        doors.everyone.get("/places/:id") { [self] visit in
            let (place, index) = try place(visit)
            if let moved = moved(place, "/places/", visit) { return moved }
            let (detail, additions) = try await database.read { town in
                (
                    try self.detail(of: place, for: visit, in: town),
                    try self.sections.compactMap { try $0.addition(to: place, for: visit, in: town) }
                )
            }
            let cards = PlaceCards(places: self, index: index, visit: visit)
            let page = PlacePage(cards: cards, map: areas.map, place: place, detail: detail, additions: additions)
            var answer = Answer.page(page.page(), visit)
            answer.headers += detail?.headers ?? []
            return answer
        }
    }

    /// One place with what its kind and the features above know of it.
    private func feature(
        _ place: Place, _ index: PlaceIndex, _ visit: Visit, _ database: any Database
    ) async throws -> JSON {
        let (detail, members) = try await database.read { town in
            (
                try self.detail(of: place, for: visit, in: town),
                try self.sections.compactMap { try $0.member(of: place, for: visit, in: town) }
            )
        }
        let json = PlaceJSON(places: self, index: index, visit: visit)
        return json.feature(place, detail: detail, members: members.map { ($0.name, $0.value) })
    }

    private func filter(_ visit: Visit) throws(Refusal) -> PlaceFilter {
        try PlaceFilter(visit.query, vocabulary: vocabulary, now: visit.now)
    }

    private func nearby(_ visit: Visit) throws(Refusal) -> ([NearbyPlace], PlaceIndex, PlaceFilter) {
        let point = try PointQuery.point(visit.query)
        let filter = try filter(visit)
        let index = index
        return (index.nearby(filter.question(around: point)), index, filter)
    }

    /// The place named in the address.
    private func place(_ visit: Visit) throws(Refusal) -> (Place, PlaceIndex) {
        let index = index
        guard let id = ID<Place>(visit.parameter("id")), let place = index.place(id) else {
            throw .notFound(what: .noPlace)
        }
        return (place, index)
    }

    /// Where an entry is found since it was merged into another.
    private func moved(_ place: Place, _ path: String, _ visit: Visit) -> Answer? {
        guard ID<Place>(visit.parameter("id")) != place.id else { return nil }
        let items = visit.query.items.map { AddressText.encode($0.name) + "=" + AddressText.encode($0.value) }
        return .movedPermanently("\(path)\(place.id)" + (items.isEmpty ? "" : "?" + items.joined(separator: "&")))
    }

    /// What the feature of its kind knows of it.
    private func detail(of place: Place, for visit: Visit, in town: any Reading) throws -> PlaceDetail? {
        try details.first { $0.kind == place.kind }?.detail(of: place, for: visit, in: town)
    }
}
