import Areas
import Geo
import Kernel
import Places

/// The documents of OGC API Features.
struct OGCFeatures {
    let settings: OpenDataSettings
    let index: PlaceIndex
    let map: AreaMap
    let origin: String
    let utcOffsetSeconds: Int64

    static let conformance = ["core", "geojson", "oas30"].map {
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/" + $0
    }
    static let descriptionType = "application/vnd.oai.openapi+json;version=3.0"
    private static let crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

    private var base: String { origin + "/ogc" }

    var landing: JSON {
        [
            "title": .string("YongAi \(settings.cityName.english)"),
            "description": .string(about),
            "attribution": .string(attribution),
            "links": [
                link("self", base, "application/json", "This page"),
                link("service-desc", base + "/api", Self.descriptionType, "What there is, as OpenAPI"),
                link("service-doc", origin + "/open-data", "text/html", "What there is, for people"),
                link("conformance", base + "/conformance", "application/json", "Conformance classes"),
                link("data", base + "/collections", "application/json", "The kinds of places"),
                licence,
            ],
        ]
    }

    var collections: JSON {
        [
            "links": [link("self", base + "/collections", "application/json", "This list"), licence],
            "collections": .array(PlaceKind.allCases.map(collection)),
        ]
    }

    func collection(_ kind: PlaceKind) -> JSON {
        let words = index.vocabulary.words(for: kind)
        let here = "\(base)/collections/\(kind.rawValue)"
        var members: [(String, JSON)] = [
            ("id", .string(kind.rawValue)),
            ("title", .string("\(words.name.english) · \(words.name.chinese)")),
            ("description", .string(about)),
            ("attribution", .string(attribution)),
        ]
        let points = index.places.lazy.filter { $0.kind == kind }.compactMap(\.point)
        if let box = BoundingBox(enclosing: points) {
            let corners = [box.west, box.south, box.east, box.north].map(JSON.number)
            members.append(("extent", ["spatial": ["bbox": [.array(corners)], "crs": .string(Self.crs84)]]))
        }
        members += [
            ("itemType", "feature"), ("crs", [.string(Self.crs84)]),
            (
                "links",
                [
                    link("self", here, "application/json", "This collection"),
                    link("items", here + "/items", "application/geo+json", "Its places"), licence,
                ]
            ),
        ]
        return .object(members)
    }

    func items(_ page: OGCPage) -> JSON {
        let (places, matched) = page.select(index.places)
        let here = "\(base)/collections/\(page.kind.rawValue)"
        let items = here + "/items"
        var links = [
            link("self", items + page.query(offset: page.offset), "application/geo+json", "This page"),
            link("collection", here, "application/json", "The collection"), licence,
        ]
        if page.offset + places.count < matched, !places.isEmpty {
            let next = page.query(offset: page.offset + places.count)
            links.append(link("next", items + next, "application/geo+json", "The next page"))
        }
        if page.offset > 0 {
            let previous = page.query(offset: max(0, page.offset - page.limit))
            links.append(link("prev", items + previous, "application/geo+json", "The page before"))
        }
        return [
            "type": "FeatureCollection",
            "numberMatched": JSON(matched),
            "numberReturned": JSON(places.count),
            "links": .array(links),
            "features": .array(places.map { .object(feature($0)) }),
        ]
    }

    func item(_ place: Place) -> JSON {
        let here = "\(base)/collections/\(place.kind.rawValue)"
        let links: JSON = [
            link("self", "\(here)/items/\(place.id)", "application/geo+json", "This place"),
            link("collection", here, "application/json", "The collection"),
            link("alternate", "\(origin)/places/\(place.id)", "text/html", "This place, for people"), licence,
        ]
        return .object(feature(place) + [("links", links)])
    }

    private func feature(_ place: Place) -> [(String, JSON)] {
        let point: JSON? = place.point.map { point in
            ["type": "Point", "coordinates": [.degrees(point.longitude), .degrees(point.latitude)]]
        }
        return [
            ("type", "Feature"), ("id", .string(place.id.description)), ("geometry", point ?? .null),
            ("properties", .object(properties(place))),
        ]
    }

    private func properties(_ place: Place) -> [(String, JSON)] {
        let area = place.areaCode.flatMap(map.area)
        return [
            ("kind", .string(place.kind.rawValue)),
            ("name", .string(place.name)),
            ("nameEn", known(place.nameEn)),
            ("address", known(place.address)),
            ("areaCode", JSON(area?.code)),
            ("areaName", JSON(area?.name.chinese)),
            ("hours", known(place.hours)),
            ("phone", known(place.phone)),
            ("facilities", .array(place.facilities.map(JSON.string))),
            ("pointBasis", .string(place.pointBasis.rawValue)),
            ("verifiedAt", JSON(place.verifiedAt?.rfc3339(utcOffsetSeconds: utcOffsetSeconds))),
            ("source", .string(place.source)),
            ("demonstration", .bool(place.isDemonstration)),
        ]
    }

    private func known(_ text: String) -> JSON { text.isEmpty ? .null : .string(text) }

    private var about: String {
        let city = settings.cityName.english
        let about = "Places of \(city) for the people who deliver its meals and parcels, in WGS-84."
        return index.isDemonstration ? about + " Made-up demonstration data: `demonstration` marks it." : about
    }

    private var attribution: String {
        "YongAi \(settings.cityName.english), \(settings.licence); contact \(settings.contactEmail)"
    }

    private var licence: JSON {
        link("license", "https://spdx.org/licenses/\(settings.licence).html", "text/html", settings.licence)
    }

    private func link(_ relation: String, _ address: String, _ type: String, _ title: String) -> JSON {
        ["rel": .string(relation), "href": .string(address), "type": .string(type), "title": .string(title)]
    }
}
