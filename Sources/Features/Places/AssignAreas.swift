import Areas
import Kernel

extension Places {
    /// After outlines were redrawn: puts every placed entry into the area its point lies in now.
    ///
    /// - Returns: how many entries have changed their area.
    public func assignAreas(in town: any Writing) throws -> Int {
        let map = areas.map
        var moves: [(id: ID<Place>, code: String?, basis: String?)] = []
        try store.eachKnown(in: town) { place in
            guard let point = place.point else { return }
            let link = map.locate(point).last
            if link?.area.code != place.areaCode || link?.basis.rawValue != place.areaBasis {
                moves.append((place.id, link?.area.code, link?.basis.rawValue))
            }
        }
        try store.moveAreas(moves, in: town)
        return moves.count
    }
}
