import Kernel

extension Confirmations {
    /// Blanks the hashes of devices and networks behind answers that are too old to count. The answers stay.
    ///
    /// - Returns: how many answers were blanked.
    @discardableResult
    public func forgetWitnesses(in town: any Writing) throws -> Int {
        try store.forgetWitnesses(before: town.now.adding(seconds: -Limits.witnessHoursMax * 3600), in: town)
    }
}
