import Chargers
import Compounds
import Confirmations
import Kernel
import Merchants
import Places
import Stations

/// The demonstration fills a fresh city with made-up places at the real one's size, so that a newcomer sees a living
/// city in one command. Everything comes from a seed (`DemonstrationCity`), is marked as a demonstration wherever it is
/// shown, and can be taken out again without touching real entries.
public struct Demonstration: Sendable {
    public init() {}

    /// Puts a demonstration city in place of the one that was there, in one transaction: laying the same city again
    /// changes nothing but ages, because identifiers come from the seed.
    ///
    /// - Returns: how many earlier demonstration entries were taken out.
    @discardableResult
    public func lay(
        _ city: DemonstrationCity, places: Places, compounds: Compounds, stations: Stations, merchants: Merchants,
        chargers: Chargers, confirmations: Confirmations, into town: any Writing
    ) throws -> Int {
        let removed = try places.store.removeDemonstration(in: town)
        try places.store.save(city.places, in: town)
        try compounds.save(city.gates, in: town)
        try stations.save(city.stations, in: town)
        try merchants.save(city.offers, in: town)
        try chargers.save(city.chargers, in: town)
        let kinds = Dictionary(uniqueKeysWithValues: city.places.map { ($0.id, $0.kind) })
        try confirmations.add(city.confirmations, about: kinds, in: town)
        return removed
    }
}
