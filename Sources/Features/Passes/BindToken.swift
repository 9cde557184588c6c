import Compounds
import Kernel

extension Passes {
    /// Binds an API token to gates: at no other may passes be checked with it.
    ///
    /// - Parameter person: whoever comes with the token.
    /// - Throws: `Refusal.notFound` for a gate there is not, or at which its owner may not check.
    public func bind(_ person: Person, to bound: [ID<Gate>], in town: any Writing) throws {
        let gates = try Set(bound).sorted().map { try checkedGate($0, by: person, at: town.now, in: town).gate.id }
        for id in gates { try passGates.bind(token: person.session, to: id, in: town) }
    }
}
