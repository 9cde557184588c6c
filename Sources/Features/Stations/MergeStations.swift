import Kernel
import Places

extension Stations: PlaceBelongings {
    public var belongings: String { "station" }

    public func moveBelongings(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws -> [String] {
        try store.moveFacts(from: old, to: new, in: town)
    }

    public func returnBelongings(
        _ moved: [String], from new: ID<Place>, to old: ID<Place>, in town: any Writing
    ) throws {
        guard !moved.isEmpty else { return }
        try store.returnFacts(from: new, to: old, in: town)
    }
}
