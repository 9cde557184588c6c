import Compounds
import Kernel
import Places

/// A compound with how its gates stand, for lists of staff.
struct CompoundSummary: Sendable, Equatable {
    var place: ID<Place>
    var name: String
    var gates: Int
    var policies: Int
    var waiting: Int
}

extension Gates {
    /// Compounds whose gates this person may change: one's own, and those of one's area by name; what waits for a
    /// decision first. One more than a page holds, to tell that there are more.
    func compounds(of person: Person, named text: String, in town: any Reading) throws -> [CompoundSummary] {
        try store.compounds(
            own: person.places(for: .editGates), areas: person.areas(for: .editGates),
            seesNowhere: person.areas(for: .editGates).contains(city), named: text, in: town)
    }
}
