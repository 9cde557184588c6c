import Geo
import Kernel

extension Areas {
    public func addRoutes(to doors: Doors) {
        doors.everyone.get("/api/v1/areas/locate") { [self] visit in
            try visit.query.accept(only: PointQuery.parameters)
            let point = try PointQuery.point(visit.query)
            return .json(located(map.locate(point), at: point, visit))
        }
    }

    private func located(_ chain: AreaChain, at point: Coordinate, _ visit: Visit) -> JSON {
        [
            "inside": .bool(chain.isInside),
            "text": .string(sentence(chain, visit).in(visit.language)),
            "point": ["lat": .number(point.latitude), "lng": .number(point.longitude), "datum": "wgs84"],
            "decidedBy": JSON(chain.last?.basis.rawValue),
            "approximate": .bool(chain.last?.basis.isApproximate ?? false),
            "chain": .array(chain.links.map(link)),
        ]
    }

    private func sentence(_ chain: AreaChain, _ visit: Visit) -> Phrase {
        guard let last = chain.last else {
            let city = visit.site.cityName
            return Phrase("这个点不在\(city.chinese)。", "This point lies outside \(city.english).")
        }
        let names = chain.links.map(\.area.name)
        let chinese = names.map(\.chinese).joined()
        let english = names.reversed().map(\.english).joined(separator: ", ")
        return last.basis.isApproximate
            ? Phrase("\(chinese)（按最近的中心推算）", "\(english) (by the nearest centre)") : Phrase(chinese, english)
    }

    private func link(_ link: AreaLink) -> JSON {
        [
            "code": .string(link.area.code),
            "level": .string(link.area.level.rawValue),
            "name": .string(link.area.name.chinese),
            "nameEn": .string(link.area.name.english),
            "decidedBy": .string(link.basis.rawValue),
            "approximate": .bool(link.basis.isApproximate),
        ]
    }
}
