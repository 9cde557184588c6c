import Kernel
import Places

extension Merchants: PlaceBelongings {
    public var belongings: String { "offers" }

    public func moveBelongings(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws -> [String] {
        try store.moveOffers(from: old, to: new, in: town)
    }

    public func returnBelongings(
        _ moved: [String], from new: ID<Place>, to old: ID<Place>, in town: any Writing
    ) throws {
        try store.returnOffers(moved, from: new, to: old, in: town)
    }
}
