import Geo
import Kernel

/// The areas of the city, immutable and in memory: which areas a point lies in, and who is whose parent.
///
/// A point is first placed in a district by the districts' outlines. Its street is the one whose outline holds it;
/// among streets that have no outline the one with the nearest labelled centre in that district, which is
/// approximate and says so. Communities are decided by outline only.
public struct AreaMap: Sendable {
    private let areasByCode: [String: Area]
    private let childrenByCode: [String: [Area]]
    private let outlines: OutlineIndex<String>
    private let outlined: Set<String>
    public let city: Area?

    public init(areas: [Area], outlines: [(code: String, outline: MultiPolygon)]) {
        areasByCode = Dictionary(areas.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        childrenByCode = Dictionary(grouping: areas.filter { $0.parentCode != nil }, by: { $0.parentCode ?? "" })
            .mapValues { $0.sorted { $0.code < $1.code } }
        self.outlines = OutlineIndex(outlines.map { (key: $0.code, outline: $0.outline) })
        outlined = Set(outlines.map(\.code))
        city = areas.first { $0.level == .city }
    }

    public static let empty = AreaMap(areas: [], outlines: [])

    public func area(_ code: String) -> Area? { areasByCode[code] }

    /// The areas one level below, in the order of their codes.
    public func children(of code: String) -> [Area] { childrenByCode[code] ?? [] }

    public var count: Int { areasByCode.count }

    public func areas(of level: AreaLevel) -> [Area] {
        areasByCode.values.filter { $0.level == level }.sorted { $0.code < $1.code }
    }

    /// The areas from the city down to this one.
    public func chain(of code: String, basis: AreaBasis = .given) -> AreaChain {
        var links: [AreaLink] = []
        var next = areasByCode[code]
        while let area = next {
            links.append(AreaLink(area: area, basis: links.isEmpty ? basis : .parent))
            next = area.parentCode.flatMap { areasByCode[$0] }
        }
        return AreaChain(links: links.reversed())
    }

    /// Where a WGS-84 point lies. Points on a shared border belong to the area with the lower code.
    public func locate(_ point: Coordinate) -> AreaChain {
        let holding = outlines.keys(containing: point).compactMap { areasByCode[$0] }
        guard let deepest = holding.max(by: { ($0.code.count, $1.code) < ($1.code.count, $0.code) }) else {
            return AreaChain(links: [])
        }
        var links = chain(of: deepest.code, basis: .outline).links.map { link in
            holding.contains { $0.code == link.area.code } ? AreaLink(area: link.area, basis: .outline) : link
        }
        if deepest.level == .district, let street = nearestStreet(to: point, in: deepest.code) {
            links.append(AreaLink(area: street, basis: .nearestCentre))
        }
        return AreaChain(links: links)
    }

    /// Streets with an outline are left out: the point would lie in it.
    private func nearestStreet(to point: Coordinate, in district: String) -> Area? {
        var best: (area: Area, metres: Double)?
        for street in children(of: district) where !outlined.contains(street.code) {
            guard let centre = street.centre else { continue }
            let metres = centre.distanceMetres(to: point)
            if metres < best?.metres ?? .infinity { best = (street, metres) }
        }
        return best?.area
    }
}
