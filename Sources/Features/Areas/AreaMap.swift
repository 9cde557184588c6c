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
    /// Keys are positions in `outlined`.
    private let outlines: OutlineIndex<Int>
    private var outlined: [OutlinedArea] = []
    private let outlinedCodes: Set<String>
    public let city: Area?

    public init(areas: [Area], outlines: [(code: String, outline: MultiPolygon)]) {
        areasByCode = Dictionary(areas.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        childrenByCode = Dictionary(grouping: areas.filter { $0.parentCode != nil }, by: { $0.parentCode ?? "" })
            .mapValues { $0.sorted { $0.code < $1.code } }
        // Of the outlines that hold a point the last one is of the smallest area, of two alike of the lower code.
        let known = areasByCode
        let sorted = outlines.filter { known[$0.code] != nil }
            .sorted { ($0.code.count, $1.code) < ($1.code.count, $0.code) }
        self.outlines = OutlineIndex(sorted.enumerated().map { (key: $0, outline: $1.outline) })
        outlinedCodes = Set(outlines.map(\.code))
        city = areas.first { $0.level == .city }
        let positions = Dictionary(sorted.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        outlined = sorted.map { outlinedArea($0.code, positions) }
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
        let holding = outlines.keys(containing: point)
        guard let last = holding.last else { return AreaChain(links: []) }
        let deepest = outlined[last]
        var links = deepest.links
        if !holding.dropLast().elementsEqual(deepest.above) {
            // Outlines that overlap, or an area that reaches out of its parent.
            let codes = holding.map { outlined[$0].code }
            links = links.map { AreaLink(area: $0.area, basis: codes.contains($0.area.code) ? .outline : .parent) }
        }
        if links.last?.area.level == .district, let street = nearestStreet(to: point, in: deepest.code) {
            links.append(AreaLink(area: street, basis: .nearestCentre))
        }
        return AreaChain(links: links)
    }

    private func outlinedArea(_ code: String, _ positions: [String: Int]) -> OutlinedArea {
        let links = chain(of: code).links.map { link in
            AreaLink(area: link.area, basis: positions[link.area.code] == nil ? .parent : .outline)
        }
        return OutlinedArea(
            code: code, links: links, above: links.dropLast().compactMap { positions[$0.area.code] })
    }

    /// Streets with an outline are left out: the point would lie in it.
    private func nearestStreet(to point: Coordinate, in district: String) -> Area? {
        var best: (area: Area, metres: Double)?
        for street in children(of: district) where !outlinedCodes.contains(street.code) {
            guard let centre = street.centre else { continue }
            let metres = centre.distanceMetres(to: point)
            if metres < best?.metres ?? .infinity { best = (street, metres) }
        }
        return best?.area
    }
}

/// An area that has an outline, with the answer for a point in it.
private struct OutlinedArea: Sendable {
    var code: String
    /// From the city down to it, for a point that all outlines on the way hold.
    var links: [AreaLink]
    /// The areas above it that have outlines, by their positions, largest first.
    var above: [Int]
}
