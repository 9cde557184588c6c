import Kernel

/// A feature that keeps what belongs to entries of the directory. When two entries are merged it goes to the one that
/// stays, and back again when that is undone.
public protocol PlaceBelongings: Sendable {
    /// What it is, as the history names it: `gates`.
    var belongings: String { get }

    /// - Returns: what was moved, in names by which it is found again.
    func moveBelongings(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws -> [String]

    /// Gives back what a merge has moved, as far as it is still there.
    func returnBelongings(_ moved: [String], from new: ID<Place>, to old: ID<Place>, in town: any Writing) throws
}
