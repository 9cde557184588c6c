import Compounds
import Kernel

extension Passes {
    /// Binds an API token to gates: at no other may passes be checked with it.
    ///
    /// - Throws: `Refusal.notFound` for a gate there is not.
    public func bind(_ token: String, to bound: [ID<Gate>], in town: any Writing) throws {
        for id in Set(bound).sorted() {
            guard try gates.gate(id, in: town) != nil else { throw Refusal.notFound(what: .noGateOfYours) }
            try passGates.bind(token: token, to: id, in: town)
        }
    }
}
