import Areas
import Kernel
import Places

/// The directory as OGC API Features 1.0, part 1 (https://docs.ogc.org/is/17-069r4/17-069r4.html): a collection for
/// each kind of place, read in pages of GeoJSON from the index in memory.
extension OpenData {
    nonisolated func addOGC(to doors: Doors) {
        doors.everyone.get("/ogc") { [self] visit in
            try visit.query.accept(only: [])
            return .ogc(ogc(visit).landing)
        }
        doors.everyone.get("/ogc/conformance") { visit in
            try visit.query.accept(only: [])
            return .ogc(["conformsTo": .array(OGCFeatures.conformance.map(JSON.string))])
        }
        doors.everyone.get("/ogc/api") { [self] visit in
            try visit.query.accept(only: [])
            return .ogc(ogc(visit).description, type: OGCFeatures.descriptionType)
        }
        doors.everyone.get("/ogc/collections") { [self] visit in
            try visit.query.accept(only: [])
            return .ogc(ogc(visit).collections)
        }
        doors.everyone.get("/ogc/collections/:kind") { [self] visit in
            try visit.query.accept(only: [])
            return .ogc(ogc(visit).collection(try kind(visit)))
        }
        doors.everyone.get("/ogc/collections/:kind/items") { [self] visit in
            let page = try OGCPage(visit, kind: try kind(visit))
            return .ogc(ogc(visit).items(page), type: "application/geo+json")
        }
        doors.everyone.get("/ogc/collections/:kind/items/:id") { [self] visit in
            try visit.query.accept(only: [])
            let kind = try kind(visit)
            guard let place = ID<Place>(visit.parameter("id")).flatMap(places.index.place), place.kind == kind else {
                throw Refusal.notFound(what: .noPublishedEntry)
            }
            return .ogc(ogc(visit).item(place), type: "application/geo+json")
        }
    }

    private nonisolated func ogc(_ visit: Visit) -> OGCFeatures {
        OGCFeatures(
            settings: settings, index: places.index, map: places.areas.map, origin: visit.origin,
            utcOffsetSeconds: places.utcOffsetSeconds)
    }

    private nonisolated func kind(_ visit: Visit) throws(Refusal) -> PlaceKind {
        guard let kind = PlaceKind(rawValue: visit.parameter("kind")) else {
            throw .notFound(what: Phrase("没有这个数据集。", "There is no such collection."))
        }
        return kind
    }
}

extension Answer {
    fileprivate static func ogc(_ json: JSON, type: String = "application/json") -> Answer {
        Answer(
            type: type, body: json.bytes,
            headers: [("Cache-Control", "public, max-age=60"), ("Access-Control-Allow-Origin", "*")])
    }
}
