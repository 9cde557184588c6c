import Geo
import Kernel
import Synchronization

/// Areas are the divisions of the city: city > district > street > community, each with its division code. Every
/// place, person and report belongs to one, and a scope is the prefix of a code. The list comes from the city pack,
/// outlines from the pack or from `yongai import areas`; answers come from a map held in memory that is made anew
/// when the database says so.
public final class Areas: Sendable {
    let store = AreaStore()
    private let snapshot: Mutex<AreaMap>

    public init() { snapshot = Mutex(.empty) }

    /// The map as it stands now; hold on to it for the length of one answer.
    public var map: AreaMap { snapshot.withLock { $0 } }

    /// Outlines of these areas, as far as they are known.
    public func outlines(of codes: Set<String>, in town: any Reading) throws -> [String: MultiPolygon] {
        try store.outlines(of: Array(codes), in: town)
    }

    /// Makes the map anew from the database and puts it in place of the old one.
    @discardableResult
    public func refresh(from database: any Database) async throws -> AreaMap {
        let store = store
        let map = try await database.read { town in
            AreaMap(areas: try store.areas(in: town), outlines: try store.outlines(in: town))
        }
        snapshot.withLock { $0 = map }
        return map
    }
}
