import Geo
import Kernel

extension Areas {
    public func addRoutes(to doors: Doors) {
        doors.everyone.get("/api/v1/areas/locate") { [self] visit in
            try visit.query.accept(only: PointQuery.parameters)
            let point = try PointQuery.point(visit.query)
            return .json(located(map.locate(point), at: point))
        }
    }

    private func located(_ chain: AreaChain, at point: Coordinate) -> JSON {
        [
            "inside": .bool(chain.isInside),
            "point": ["lat": .number(point.latitude), "lng": .number(point.longitude), "datum": "wgs84"],
            "decidedBy": JSON(chain.last?.basis.rawValue),
            "approximate": .bool(chain.last?.basis.isApproximate ?? false),
            "chain": .array(chain.links.map(link)),
        ]
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
