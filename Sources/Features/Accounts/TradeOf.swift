import Kernel

extension Accounts {
    /// A rider's line of work; nil for whoever has none, and for nobody.
    public func trade(of account: ID<Account>, in town: any Reading) throws -> Trade? {
        try store.profile(account, in: town)?.trade
    }
}
