import Dice
import Areas
import Chargers
import Compounds
import Geo
import Kernel
import Merchants
import Pinyin
import Places
import Stations

/// A demonstration city while it is being drawn.
struct CityDrawing {
    let seed: UInt64
    let map: AreaMap
    let odds: FacilityOdds
    let pinyin: Pinyin
    let now: Instant
    let neighbourhoods: [Neighbourhood]
    var places: [Place] = []
    var gates: [Gate] = []
    var stations: [Station] = []
    var offers: [Offer] = []
    var chargers: [Charger] = []
    /// The placed compounds of each neighbourhood: positions in `places`, and their roads' English names.
    var estates: [[(position: Int, roadEn: String)]] = []
    private var takenNames: Set<String> = []

    /// Identifiers tell the kind by their time: far from any real moment of the service, and the same in every run.
    private static let identifierEpoch = Instant(seconds: 1_767_225_600)
    static let streetFloorMax = 3

    init(
        seed: UInt64, map: AreaMap, odds: FacilityOdds, pinyin: Pinyin, now: Instant, neighbourhoods: [Neighbourhood]
    ) {
        self.seed = seed
        self.map = map
        self.odds = odds
        self.pinyin = pinyin
        self.now = now
        self.neighbourhoods = neighbourhoods
    }

    /// Runs through the neighbourhoods with a place's running number and dice, as often as each has a share of `count`.
    mutating func each(
        _ count: Int, of kind: PlaceKind,
        _ draw: (_ drawing: inout CityDrawing, _ home: Int, _ number: Int, _ dice: inout Dice) -> Void
    ) {
        let shares = apportioned(count, by: neighbourhoods.map(\.weight), floorMax: Self.streetFloorMax)
        var number = 0
        for (home, share) in shares.enumerated() {
            for _ in 0..<share {
                number += 1
                var dice = Dice(seed: seed, kind: kind.stream, number: number)
                draw(&self, home, number, &dice)
            }
        }
    }

    func identifier<Subject>(_ kind: PlaceKind, _ number: Int, part: Int = 0, _ dice: inout Dice) -> ID<Subject> {
        let moment = Self.identifierEpoch.adding(seconds: Int64(kind.stream) * 86400 + Int64(number))
        let time = Instant(milliseconds: moment.milliseconds + Int64(part))
        return ID(at: time, random: (dice.next(), dice.next()))
    }

    /// An entry at a spot, with all that every kind has; without name, hours and facilities yet.
    func place(_ kind: PlaceKind, _ number: Int, at spot: Spot, _ dice: inout Dice) -> Place {
        Place(
            id: identifier(kind, number, &dice), kind: kind, name: "", point: spot.point, pointBasis: .given,
            areaCode: spot.area.area.code, areaBasis: spot.area.basis.rawValue, address: spot.address,
            source: DemonstrationCity.source, sourceKey: "\(kind.rawValue)-\(number)", isDemonstration: true,
            verifiedAt: verifiedAt(&dice))
    }

    mutating func add(_ place: Place, hours: String, facilities: [String], _ dice: inout Dice) {
        var place = place
        let reading = pinyin.reading(of: place.name)
        place.pinyin = reading.full
        place.initials = reading.initials
        place.hours = dice.happens(0.04) ? "" : hours
        place.facilities = facilities
        places.append(place)
    }

    /// The first of up to twelve names that nothing of the kind has in this street, or a numbered one. A branch in
    /// brackets does not make a name another.
    mutating func name(
        _ kind: PlaceKind, _ home: Int, _ dice: inout Dice, _ draw: (inout Dice) -> String
    ) -> String {
        let prefix = "\(kind.rawValue)|\(home)|"
        var name = draw(&dice)
        for _ in 0..<12 {
            if takenNames.insert(prefix + name.withoutBranch).inserted { return name }
            name = draw(&dice)
        }
        let stem = name.withoutBranch
        var number = 2
        while !takenNames.insert("\(prefix)\(stem)\(number)号").inserted { number += 1 }
        return "\(stem)\(number)号"
    }

    /// Within the last 300 days, rather lately than long ago; now and then never.
    private func verifiedAt(_ dice: inout Dice) -> Instant? {
        let age = dice.fraction()
        return dice.happens(0.08) ? nil : now.adding(seconds: -Int64(age * age * 300 * 86400) - 60)
    }

    /// When a status was told: minutes to hours ago, or, every twelfth time, days ago.
    func statusAt(_ dice: inout Dice) -> Instant {
        let seconds = dice.happens(1.0 / 12) ? dice.within(2 * 86400...12 * 86400) : dice.within(120...5 * 3600)
        return now.adding(seconds: -Int64(seconds))
    }
}

extension PlaceKind {
    /// The stream of dice of a kind.
    var stream: UInt64 { UInt64(PlaceKind.allCases.firstIndex(of: self) ?? 0) + 1 }
}

extension String {
    var withoutBranch: String { String(prefix { $0 != "（" }) }
}
