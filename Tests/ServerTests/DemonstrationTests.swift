import Dice
import Areas
import Chargers
import Compounds
import Confirmations
import Geo
import Kernel
import Merchants
import OpeningHours
import Pinyin
import Places
import Sealing
import Stations
import TestTown
import Testing

@testable import Demonstration

/// The pack of Ningbo and cities made up in it. The hamlet is made once for all tests.
private struct Ground {
    let map: AreaMap
    let roads: [Road]
    let vocabulary: Vocabulary
    let pinyin: Pinyin

    static let ningbo = Result { try Ground("/Cities/ningbo") }
    static let yunshan = Result { try Ground("/Tests/TestTown/Cities/yunshan") }
    static let hamlet = Result { try ningbo.get().city() }

    init(_ path: String) throws {
        let folder = Town.pack(Repository.root + path)
        let city = try City(folder)
        map = AreaMap(areas: city.areas, outlines: city.outlines)
        roads = try Road.all(in: folder)
        vocabulary = try Vocabulary(folder)
        pinyin = try Town.pinyin(folder)
    }

    func city(
        seed: UInt64 = 7, size: DemonstrationSize = .hamlet, now: Instant = testMoment
    ) throws -> DemonstrationCity {
        try DemonstrationCity(
            seed: seed, size: size, map: map, roads: roads, vocabulary: vocabulary, pinyin: pinyin, now: now)
    }
}

extension DemonstrationCity {
    fileprivate func count(_ kind: PlaceKind) -> Int { places.count { $0.kind == kind } }

    /// Every text of opening hours in it.
    fileprivate var hours: Set<String> {
        Set(places.map(\.hours) + gates.map(\.hours) + offers.map(\.days)).subtracting([""])
    }
}

@Suite("A demonstration city")
struct DemonstrationTests {
    @Test("The dice follow SplitMix64's published sequence")
    func dice() {
        var dice = Dice(state: 1_234_567)
        #expect(dice.next() == 6_457_827_717_110_365_317)
        #expect(dice.next() == 3_203_168_211_198_807_973)
        #expect(dice.next() == 9_817_491_932_198_370_423)
    }

    @Test("Dice stay within their bounds and reach both ends")
    func diceBounds() {
        var dice = Dice(seed: 1, kind: 2, number: 3)
        let drawn = Set((0..<500).map { _ in dice.within(3...6) })
        #expect(drawn == [3, 4, 5, 6])
        #expect((0..<500).allSatisfy { _ in (0..<1).contains(dice.fraction()) })
        #expect(dice.below(0) == 0)
        #expect((0..<100).allSatisfy { _ in dice.position([0, 1, 0]) == 1 })
    }

    @Test(
        "Shares come out exactly, with some for everybody where there is enough",
        arguments: [(3536, 157), (24, 157), (1, 3), (0, 5), (113, 4)])
    func shares(count: Int, streets: Int) {
        let weights = (0..<streets).map { Double(($0 * 37) % 11 + 1) }
        let shares = apportioned(count, by: weights, floorMax: 3)
        #expect(shares.count == streets)
        #expect(shares.reduce(0, +) == count)
        #expect((shares.min() ?? 0) >= min(3, count / (2 * streets)))
    }

    @Test("It has as many places of each kind as it should")
    func counts() throws {
        let city = try Ground.hamlet.get()
        #expect(city.count(.compound) == DemonstrationSize.hamlet.compounds)
        #expect(city.count(.merchant) == DemonstrationSize.hamlet.merchants)
        #expect(city.count(.station) == DemonstrationSize.hamlet.stations)
        #expect(city.count(.charger) == DemonstrationSize.hamlet.chargers)
        #expect(city.stations.count == city.count(.station))
        #expect(city.chargers.count == city.count(.charger))
        #expect(city.places.allSatisfy { $0.isDemonstration && $0.source == DemonstrationCity.source })
    }

    @Test("The same seed makes the same city, another seed another")
    func seeds() throws {
        let first = try Ground.hamlet.get()
        let again = try Ground.ningbo.get().city()
        #expect(first.places == again.places)
        #expect(first.gates == again.gates)
        #expect(first.stations == again.stations)
        #expect(first.offers == again.offers)
        #expect(first.chargers == again.chargers)
        #expect(first.confirmations == again.confirmations)
        let other = try Ground.ningbo.get().city(seed: 8)
        #expect(Set(other.places.map(\.id)).isDisjoint(with: first.places.map(\.id)))
        #expect(other.places.map(\.name) != first.places.map(\.name))
    }

    @Test("Another day changes ages and nothing else")
    func ages() throws {
        let days: Int64 = 10 * 86400
        let first = try Ground.hamlet.get()
        let later = try Ground.ningbo.get().city(now: testMoment.adding(seconds: days))
        #expect(first.places != later.places)
        let aged = first.places.map { place in
            var place = place
            place.verifiedAt = place.verifiedAt?.adding(seconds: days)
            return place
        }
        #expect(aged == later.places)
        #expect(first.gates == later.gates)
        #expect(first.offers.map(\.id) == later.offers.map(\.id))
    }

    @Test("Every point lies inside its district's outline, in the area it names")
    func inside() throws {
        let ground = try Ground.ningbo.get()
        for place in try Ground.hamlet.get().places {
            guard let point = place.point else { continue }
            let last = ground.map.locate(point).last
            #expect(last?.area.code == place.areaCode, "\(place.name)")
            #expect(last?.basis.rawValue == place.areaBasis)
            #expect(point == point.rounded)
            let district = ground.map.area(String(place.areaCode?.prefix(6) ?? ""))
            #expect(place.address.hasPrefix(district?.name.chinese ?? "?"))
        }
    }

    @Test("Every street of the city has something of each kind")
    func everyStreet() throws {
        let ground = try Ground.ningbo.get()
        let size = DemonstrationSize(compounds: 400, merchants: 400, stations: 400, chargers: 400)
        let city = try ground.city(size: size)
        let streets = Set(ground.map.areas(of: .street).map(\.code))
        #expect(streets.count == 157)
        for kind in [PlaceKind.compound, .merchant, .station, .charger] {
            let reached = city.places.filter { $0.kind == kind }.compactMap { $0.areaCode?.prefix(9) }
            #expect(Set(reached.map(String.init)) == streets, "\(kind)")
        }
    }

    @Test("One compound in twenty waits to be placed; nothing else does")
    func unplaced() throws {
        let city = try Ground.hamlet.get()
        let unplaced = city.places.filter { $0.point == nil }
        #expect(unplaced.count == 1)
        for place in unplaced {
            #expect(place.kind == .compound)
            #expect(place.pointBasis == .none)
            #expect(place.areaCode?.count == 9)
            #expect(city.gates.filter { $0.placeID == place.id }.allSatisfy { $0.point == nil })
        }
    }

    @Test("One merchant in twenty is told twice, and the search for near duplicates finds it")
    func toldTwice() throws {
        let city = try Ground.hamlet.get()
        #expect(NearDuplicates.find(in: city.places).count == DemonstrationSize.hamlet.merchants / 20)
    }

    @Test("Every text of hours is in the grammar, in its one spelling")
    func hours() throws {
        let city = try Ground.hamlet.get()
        #expect(city.hours.count > 15)
        let texts = Trade.all.flatMap(\.hours) + city.hours
        for text in Set(texts) {
            #expect(try OpeningHours(parsing: text).canonical == text)
        }
        #expect(city.places.allSatisfy { $0.kind != .compound || $0.hours.isEmpty })
    }

    @Test("Facilities are known words, meant for the kind, in the vocabulary's order")
    func facilities() throws {
        let vocabulary = try Ground.ningbo.get().vocabulary
        for place in try Ground.hamlet.get().places {
            let known = vocabulary.facilities.filter { $0.kinds.contains(place.kind) }.map(\.code)
            #expect(known.filter(place.facilities.contains) == place.facilities)
            if place.kind == .station { #expect((4...12).contains(place.facilities.count)) }
        }
    }

    @Test("A charger's facilities say what it does")
    func chargersSayWhatTheyDo() throws {
        let city = try Ground.hamlet.get()
        let places = Dictionary(uniqueKeysWithValues: city.places.map { ($0.id, $0) })
        for charger in city.chargers {
            let facilities = places[charger.placeID]?.facilities ?? []
            #expect(facilities.contains("battery_swap") == (charger.method != .charge))
            #expect(facilities.contains("car_charging") == (charger.vehicle == .car))
            #expect(facilities.contains("ebike_charging") == (charger.vehicle == .ebike && charger.method != .swap))
        }
    }

    @Test("Identifiers and keys are given once, as version 7")
    func identifiers() throws {
        let city = try Ground.hamlet.get()
        #expect(Set(city.places.map(\.id)).count == city.places.count)
        #expect(Set(city.places.map(\.sourceKey)).count == city.places.count)
        #expect(Set(city.gates.map(\.id)).count == city.gates.count)
        #expect(Set(city.offers.map(\.id)).count == city.offers.count)
        #expect(city.places.allSatisfy { $0.id.high >> 12 & 0xF == 7 && $0.id.low >> 62 == 2 })
    }

    @Test("Compounds have names of their own within a street, and two to five gates each")
    func compounds() throws {
        let city = try Ground.hamlet.get()
        let compounds = city.places.filter { $0.kind == .compound }
        let names = compounds.map { ($0.areaCode ?? "").prefix(9) + $0.name }
        #expect(Set(names).count == names.count)
        let gates = Dictionary(grouping: city.gates, by: \.placeID)
        for compound in compounds {
            let own = gates[compound.id] ?? []
            #expect((2...5).contains(own.count))
            #expect(Set(own.map(\.name)).count == own.count)
            #expect(own.contains { $0.name == "外卖专用门" } == compound.facilities.contains("rider_gate"))
            guard let middle = compound.point else { continue }
            #expect(own.allSatisfy { (39...178).contains($0.point?.distanceMetres(to: middle) ?? 0) })
        }
    }

    @Test("Texts keep within the house's limits")
    func texts() throws {
        for place in try Ground.hamlet.get().places {
            #expect((1...40).contains(place.name.count))
            #expect(place.nameEn.count <= Limits.englishNameCharactersMax)
            #expect(!place.pinyin.isEmpty && !place.initials.isEmpty)
            #expect(place.address.count <= Limits.addressCharactersMax && place.address.hasSuffix("号"))
            #expect(place.sourceKey.count <= Limits.sourceKeyCharactersMax)
            #expect(place.phone.isEmpty)
        }
    }

    @Test("Road names are told in English the way signs do")
    func english() throws {
        let pinyin = try Ground.ningbo.get().pinyin
        #expect(RoadNames.english("中山东路", pinyin) == "Zhongshan East Road")
        #expect(RoadNames.english("药行街", pinyin) == "Yaohang Street")
        #expect(RoadNames.english("长安路", pinyin) == "Chang'an Road")
        #expect(RoadNames.english("南路", pinyin) == "Nan Road")
    }

    @Test("Another city, with other words and few roads, gets one too")
    func anotherCity() throws {
        let ground = try Ground.yunshan.get()
        let city = try ground.city()
        #expect(city.count(.charger) == DemonstrationSize.hamlet.chargers)
        #expect(city.places.flatMap(\.facilities).contains("stove"))
        #expect(city.places.flatMap(\.facilities).allSatisfy { ground.vocabulary.facility($0) != nil })
        #expect(city.places.compactMap(\.point).allSatisfy { ground.map.locate($0).isInside })
    }

    @Test("Its people say what can be said of a place: some are open, some shut, chargers work as often as not")
    func voices() throws {
        let city = try Ground.ningbo.get().city()
        let kinds = Dictionary(uniqueKeysWithValues: city.places.map { ($0.id, $0.kind) })
        for one in city.confirmations {
            #expect(kinds[one.placeID]?.answers.contains(one.answer) == true)
            #expect(one.seenAt < testMoment && (one.witness == nil) == (one.seenAt <= minutesAgo(48 * 60 + 1)))
        }
        let spokenOf = Set(city.confirmations.map(\.placeID)).count
        #expect(spokenOf > 10 && spokenOf < city.places.count / 3)
    }

    @Test("A map without outlines is refused in a sentence")
    func noOutlines() throws {
        let ground = try Ground.yunshan.get()
        #expect(throws: PackFault.self) {
            try DemonstrationCity(
                seed: 1, size: .hamlet, map: .empty, roads: ground.roads, vocabulary: ground.vocabulary,
                pinyin: ground.pinyin, now: testMoment)
        }
    }

    @Test(
        "The database takes it, keeps real entries, and laying it twice changes nothing",
        arguments: TestEngine.available)
    func laid(engine: TestEngine) async throws {
        let ground = try Ground.yunshan.get()
        let city = try ground.city()
        try await Town.open(engine, places: [Town.place(1, "老面馆")]) { town in
            let places = town.places
            let keys = try KeyRing(first: Array(repeating: 7, count: 32))
            for round in 0..<2 {
                let removed = try await town.database.write { transaction in
                    try Demonstration().lay(
                        city, places: places, compounds: Compounds(), stations: Stations(), merchants: Merchants(),
                        chargers: Chargers(),
                        confirmations: Confirmations(keys: keys, random: numberedRandom()), into: transaction)
                }
                #expect(removed == (round == 0 ? 0 : city.places.count))
                let stored = try await town.database.read {
                    try PlaceStore().places(from: DemonstrationCity.source, in: $0)
                }
                #expect(stored == city.places.sorted { $0.id < $1.id })
                #expect(try await town.database.read { try PlaceStore().count(in: $0) } == city.places.count + 1)
                let counts = try await town.database.read { reading in
                    try ["gate", "station", "offer", "charger", "confirmation", "place_truth"].map {
                        try count(of: $0, in: reading)
                    }
                }
                let spokenOf = Set(city.confirmations.map(\.placeID)).count
                #expect(
                    counts == [
                        city.gates.count, city.stations.count, city.offers.count, city.chargers.count,
                        city.confirmations.count, spokenOf,
                    ])
            }
        }
    }
}

private func count(of table: String, in town: any Reading) throws -> Int {
    try town.row(.migration("SELECT count(*) AS rows FROM \(table)"))?.int("rows") ?? 0
}
