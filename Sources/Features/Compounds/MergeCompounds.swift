import Kernel
import Places

extension Compounds: PlaceBelongings {
    public var belongings: String { "gates" }

    public func moveBelongings(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws -> [String] {
        try store.moveGates(from: old, to: new, in: town)
    }

    public func returnBelongings(
        _ moved: [String], from new: ID<Place>, to old: ID<Place>, in town: any Writing
    ) throws {
        try store.returnGates(moved, from: new, to: old, in: town)
    }
}
