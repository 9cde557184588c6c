import Kernel
import Places

/// Compounds are gated residential estates. What they have of their own, beside an entry in the directory, is gates:
/// where they are and what is recorded of them. What holds at a gate is the feature `Gates`, above; plans come to live
/// here.
public struct Compounds: Sendable {
    let store = CompoundStore()

    public init() {}

    /// Where a compound lies, and what it is called; also of one that is closed for good.
    public func land(of place: ID<Place>, in town: any Reading) throws -> (name: String, area: String?)? {
        try store.land(of: place, in: town)
    }

    /// The compound, where this person may do this; nil to anybody else.
    ///
    /// - Parameter city: where a compound is that lies in no area.
    public func land(
        _ place: ID<Place>, for action: Action, by person: Person, city: String, in town: any Reading
    ) throws -> CompoundLand? {
        guard let found = try store.land(of: place, in: town) else { return nil }
        let land = CompoundLand(place: place, name: found.name, area: found.area ?? city)
        return person.may(action, on: land.target) ? land : nil
    }

    /// The gates of one compound, by name.
    public func gates(of place: ID<Place>, in town: any Reading) throws -> [Gate] {
        try store.gates(of: place, in: town)
    }

    /// One gate; nil also for one that has been taken away.
    public func gate(_ id: ID<Gate>, in town: any Reading) throws -> Gate? {
        try store.gate(id, in: town)
    }

    /// Takes a gate away. What happened at it stays.
    public func end(_ id: ID<Gate>, in town: any Writing) throws {
        try store.end(id, in: town)
    }

    public func save(_ gates: [Gate], in town: any Writing) throws {
        try store.save(gates, in: town)
    }
}
