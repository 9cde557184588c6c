import Accounts
import Areas
import Places

extension DemonstrationPosts {
    static let metresMax = 800.0

    /// A quarter with a place of every kind: its places are said to lie in one of its street's communities, so that
    /// community staff have something to look after. nil where the city has no such quarter.
    init?(in places: inout [Place], map: AreaMap) {
        for street in map.areas(of: .street) {
            guard let community = map.children(of: street.code).first else { continue }
            let own = places.indices.filter { places[$0].areaCode == street.code }
            guard let first = own.first(where: { places[$0].kind == .compound }), let middle = places[first].point
            else { continue }
            let near = own.filter { index in
                places[index].point.map { $0.distanceMetres(to: middle) <= Self.metresMax } ?? false
            }
            let kinds: [PlaceKind] = [.compound, .station, .merchant, .charger]
            let found = kinds.compactMap { kind in near.first { places[$0].kind == kind } }
            guard found.count == kinds.count else { continue }
            for index in near {
                places[index].areaCode = community.code
                places[index].areaBasis = "given"
            }
            let posts = found.map { (places[$0].kind.rawValue, places[$0].id.description) }
            self.init(community: community.code, places: Dictionary(uniqueKeysWithValues: posts))
            return
        }
        return nil
    }
}
