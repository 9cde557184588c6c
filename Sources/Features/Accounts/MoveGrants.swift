import Kernel

extension Accounts {
    /// Roles for a place hold for another: the two were one told twice.
    ///
    /// - Returns: the grants that were moved.
    public func moveGrants(from old: String, to new: String, in town: any Writing) throws -> [String] {
        try grants.move(from: old, to: new, in: town)
    }

    public func moveGrantsBack(
        _ ids: [String], from new: String, to old: String, in town: any Writing
    ) throws {
        try grants.moveBack(ids, from: new, to: old, in: town)
    }
}
