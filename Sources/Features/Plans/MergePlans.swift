import Kernel
import Places

/// A plan goes along when its compound is merged into one that has none; where both have one, each keeps its own.
extension Plans: PlaceBelongings {
    public var belongings: String { "plan" }

    public func moveBelongings(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws -> [String] {
        guard try store.head(of: old, in: town) != nil, try store.head(of: new, in: town) == nil else { return [] }
        try store.move(from: old, to: new, in: town)
        return ["plan"]
    }

    public func returnBelongings(
        _ moved: [String], from new: ID<Place>, to old: ID<Place>, in town: any Writing
    ) throws {
        guard moved == ["plan"], try store.head(of: old, in: town) == nil else { return }
        try store.move(from: new, to: old, in: town)
    }
}
