import Kernel
import Places

/// Compounds are gated residential estates. What they have of their own, beside an entry in the directory, is gates:
/// where they are, who may come in by them and when. Plans and the gate policy come to live here.
public struct Compounds: PlaceDetailing {
    public let kind = PlaceKind.compound
    let store = CompoundStore()
    let hours: CityHours

    public init(hours: CityHours = CityHours()) { self.hours = hours }

    public func detail(of place: Place, for visit: Visit, in town: any Reading) throws -> PlaceDetail {
        let gates = try store.gates(of: place.id, in: town)
        return PlaceDetail(
            section: CompoundPages.section(gates, hours: hours, for: visit),
            json: ("gates", .array(gates.map(CompoundPages.json))))
    }

    /// The gates of one compound, by name.
    public func gates(of place: ID<Place>, in town: any Reading) throws -> [Gate] {
        try store.gates(of: place, in: town)
    }

    public func save(_ gates: [Gate], in town: any Writing) throws {
        try store.save(gates, in: town)
    }
}
