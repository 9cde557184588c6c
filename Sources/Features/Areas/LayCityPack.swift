import Geo
import Kernel

extension Areas {
    /// Puts the divisions and outlines of a city pack into the database. Running it again brings what changed in the
    /// pack, and writes and announces nothing else; outlines that were imported are kept.
    public func layCityPack(_ city: City, in town: any Writing) throws {
        let byLevel = city.areas.sorted { ($0.code.count, $0.code) < ($1.code.count, $1.code) }
        let present = Dictionary(
            try store.areas(in: town).map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        let areas = byLevel.filter { present[$0.code] != $0 }
        try store.save(areas, in: town)
        let changedOutlines = try store.savePackOutlines(city.outlines, in: town)
        if !areas.isEmpty || changedOutlines > 0 { try town.announce(AreaStore.changed) }
    }
}
