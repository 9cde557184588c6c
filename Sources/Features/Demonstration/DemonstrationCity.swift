import Areas
import Chargers
import Compounds
import Confirmations
import Geo
import Kernel
import Merchants
import Pinyin
import Places
import Stations

/// How many of each kind a demonstration has.
public struct DemonstrationSize: Sendable, Equatable {
    public var compounds: Int
    public var merchants: Int
    public var stations: Int
    public var chargers: Int

    public init(compounds: Int, merchants: Int, stations: Int, chargers: Int) {
        self.compounds = compounds
        self.merchants = merchants
        self.stations = stations
        self.chargers = chargers
    }

    /// What the real service counted: 25,723 places.
    public static let city = DemonstrationSize(compounds: 3536, merchants: 8433, stations: 2433, chargers: 11_321)
    /// A hundredth of it, for tests.
    public static let hamlet = DemonstrationSize(compounds: 35, merchants: 84, stations: 24, chargers: 113)
}

/// A made-up city, worked out from a seed: the same seed, size and pack give the same places with the same identifiers,
/// whatever the time; only ages (verified, status, crowding, the end of offers) are counted back from `now`.
///
/// Streets get places by the addresses known in them and a floor for each; a place stands along one of its street's
/// roads, always inside the district's outline and, as far as the map can tell, in the street. What a tidy invention
/// would lack is put in on purpose, so that `doctor` has something to show: one merchant in twenty, at most 12, is told
/// twice; one compound in twenty, at most 20, has no point yet; some entries have no hours or were verified long ago.
public struct DemonstrationCity: Sendable {
    public static let source = "demonstration"

    public let seed: UInt64
    public var places: [Place]
    public let gates: [Gate]
    public let stations: [Station]
    public let offers: [Offer]
    public let chargers: [Charger]
    public let confirmations: [Confirmation]

    /// - Throws: `PackFault` when no street of the map has a point of its own: nothing could be placed.
    public init(
        seed: UInt64, size: DemonstrationSize = .city, map: AreaMap, roads: [Road], vocabulary: Vocabulary,
        pinyin: Pinyin, now: Instant
    ) throws {
        var drawing = CityDrawing(
            seed: seed, map: map, odds: FacilityOdds(vocabulary), pinyin: pinyin, now: now,
            neighbourhoods: NeighbourhoodSurvey(map: map, pinyin: pinyin, seed: seed).neighbourhoods(roads))
        guard !drawing.neighbourhoods.isEmpty else {
            throw PackFault("A demonstration needs streets with a centre or a road inside a district's outline.")
        }
        drawing.drawCompounds(size.compounds)
        drawing.drawMerchants(size.merchants)
        drawing.drawStations(size.stations)
        drawing.drawChargers(size.chargers)
        self.seed = seed
        places = drawing.places
        gates = drawing.gates
        stations = drawing.stations
        offers = drawing.offers
        chargers = drawing.chargers
        confirmations = DemonstrationVoices(seed: seed, places: drawing.places, now: now).confirmations
    }
}
