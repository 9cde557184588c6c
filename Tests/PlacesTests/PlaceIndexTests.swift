import Geo
import Kernel
import OpeningHours
import TestTown
import Testing

@testable import Places

/// The index answers what a loop over every entry answers.
struct PlaceIndexTests {
    private static let hours = [
        "", "24/7", "Mo-Fr 09:00-18:00", "22:00-06:00", "Sa,Su 10:00-20:00; PH off", "Mo-Su 08:00-14:00 unknown",
        "rubbish",
    ]
    private static let facilityCodes = [
        "water", "microwave", "toilet", "lift", "battery_swap", "stove", "legal_clinic",
    ]
    private static let centre = at(43.8, 87.6)

    /// Entries round the centre, many of them on a coarse grid so that points and distances repeat.
    private static func places(_ count: Int, seed: UInt64) -> [Place] {
        var dice = SplitMix(seed)
        return (0..<count).map { number in
            let isOnGrid = Bool.random(using: &dice)
            var degrees = (Double.random(in: -0.05...0.05, using: &dice), Double.random(in: -0.05...0.05, using: &dice))
            if isOnGrid { degrees = ((degrees.0 * 100).rounded() / 100, (degrees.1 * 100).rounded() / 100) }
            let isPlaced = Int.random(in: 0..<10, using: &dice) > 0
            return Town.place(
                UInt64(number), "P\(number)", kind: PlaceKind.allCases.randomElement(using: &dice) ?? .merchant,
                at: isPlaced ? at(43.8 + degrees.0, 87.6 + degrees.1) : nil,
                hours: hours.randomElement(using: &dice) ?? "",
                facilities: facilityCodes.filter { _ in Bool.random(using: &dice) })
        }
    }

    /// Straight from the definition: distance, kind, facilities, hours; nearest first, then in the order of ids.
    private static func bruteForce(
        _ places: [Place], _ question: NearbyQuestion, _ standings: [ID<Place>: PlaceStanding] = [:]
    ) -> [NearbyPlace] {
        var found: [NearbyPlace] = []
        for place in places {
            guard let point = place.point else { continue }
            let metres = question.point.distanceMetres(to: point)
            guard metres <= question.radiusMetres else { continue }
            if !question.kinds.isEmpty, !question.kinds.contains(place.kind) { continue }
            if !question.facilities.allSatisfy(place.facilities.contains) { continue }
            let traits = standings[place.id]?.traits ?? []
            if !traits.isSuperset(of: question.traits) { continue }
            if let moment = question.openAt, !isOpen(place, at: moment) || traits.contains(.reportedClosed) { continue }
            found.append(NearbyPlace(place: place, metres: metres))
        }
        found.sort { ($0.metres, $0.place.id) < ($1.metres, $1.place.id) }
        return Array(found.prefix(question.limit))
    }

    private static func isOpen(_ place: Place, at moment: Instant) -> Bool {
        guard let schedule = try? OpeningHours(parsing: place.hours), !place.hours.isEmpty else { return false }
        let civil = CivilInstant(epochSeconds: moment.seconds, offsetSeconds: Int(Town.utcOffsetSeconds))
        return schedule.kind(at: civil, calendar: Yunshan.calendar) == .open
    }

    /// Variations of one question, each filter alone and all together.
    private static func questions(_ dice: inout SplitMix) -> [NearbyQuestion] {
        let isOnGrid = Bool.random(using: &dice)
        var point = at(43.8 + .random(in: -0.06...0.06, using: &dice), 87.6 + .random(in: -0.06...0.06, using: &dice))
        if isOnGrid { point = at((point.latitude * 100).rounded() / 100, (point.longitude * 100).rounded() / 100) }
        let plain = NearbyQuestion(
            point: point, radiusMetres: [1, 500, 3_000, 50_000].randomElement(using: &dice) ?? 1,
            limit: [1, 7, 20, 100].randomElement(using: &dice) ?? 1)
        var (kinds, facilities, open, all) = (plain, plain, plain, plain)
        kinds.kinds = Set(PlaceKind.allCases.shuffled(using: &dice).prefix(Int.random(in: 1...3, using: &dice)))
        facilities.facilities = Array(facilityCodes.shuffled(using: &dice).prefix(Int.random(in: 1...3, using: &dice)))
        // Any minute of the fortnight that holds the town's holiday and its make-up day.
        open.openAt = Instant(seconds: 1_783_123_200 + 60 * Int64.random(in: 0..<20_160, using: &dice))
        all.kinds = kinds.kinds
        all.facilities = Array(facilities.facilities.prefix(1))
        all.openAt = open.openAt
        return [plain, kinds, facilities, open, all]
    }

    @Test("Random questions get the answers of brute force", arguments: [1, 2, 3] as [UInt64])
    func againstBruteForce(_ seed: UInt64) throws {
        let places = Self.places(600, seed: seed)
        let index = try Yunshan.index(places)
        var dice = SplitMix(seed &* 977)
        var foundCount = 0
        for _ in 0..<60 {
            for question in Self.questions(&dice) {
                let found = index.nearby(question)
                #expect(found == Self.bruteForce(places, question))
                foundCount += found.count
            }
        }
        #expect(foundCount > 1_000)
    }

    @Test("Live facts filter like the others, and other facts take their place without a new directory")
    func traits() throws {
        let places = Self.places(600, seed: 4)
        let plain = try Yunshan.index(places)
        var dice = SplitMix(41)
        var foundCount = 0
        for _ in 0..<12 {
            var standings: [ID<Place>: PlaceStanding] = [:]
            for place in places where Bool.random(using: &dice) {
                standings[place.id] = PlaceStanding(traits: PlaceTraits(rawValue: .random(in: 0..<256, using: &dice)))
            }
            let index = plain.replacing(standings: standings)
            for var question in Self.questions(&dice) {
                #expect(index.nearby(question) == Self.bruteForce(places, question, standings))
                question.traits =
                    [.swap, [.charge, .ebike], .fullBattery, .reportedClosed].randomElement(using: &dice) ?? []
                let found = index.nearby(question)
                #expect(found == Self.bruteForce(places, question, standings))
                #expect(plain.nearby(question).isEmpty, "Nothing is known in the directory they came from")
                foundCount += found.count
            }
        }
        #expect(foundCount > 50)
    }

    @Test("An empty directory has nothing near")
    func none() throws {
        let index = try Yunshan.index([])
        #expect(index.nearby(NearbyQuestion(point: Self.centre, radiusMetres: 50_000)).isEmpty)
        #expect(index.placedCount == 0 && !index.hasPlaces(of: .merchant) && !index.isDemonstration)
    }

    @Test("One place is found within its distance and not beyond")
    func one() throws {
        let place = Town.place(1, "A", at: at(43.81, 87.6))
        let index = try Yunshan.index([place])
        let metres = Self.centre.distanceMetres(to: at(43.81, 87.6))
        #expect(index.nearby(NearbyQuestion(point: Self.centre, radiusMetres: metres + 0.001)).map(\.place) == [place])
        #expect(index.nearby(NearbyQuestion(point: Self.centre, radiusMetres: metres - 0.001)).isEmpty)
        #expect(index.place(place.id) == place && index.place(ID(high: 0, low: 0)) == nil)
        #expect(index.hasPlaces(of: .merchant) && !index.hasPlaces(of: .station))
    }

    @Test("Of 202 places on one point the first by identifier are given, whatever order they were read in")
    func onePoint() throws {
        let places = (1...202).map { Town.place(UInt64($0), "P\($0)", at: Self.centre) }
        let question = NearbyQuestion(point: at(43.801, 87.6), limit: 20)
        #expect(try Yunshan.index(places).nearby(question).map(\.place) == Array(places.prefix(20)))
        var all = question
        all.limit = 1_000
        #expect(try Yunshan.index(places).nearby(all).map(\.place) == places)
        all.limit = 0
        #expect(try Yunshan.index(places).nearby(all).isEmpty)
    }

    @Test("Entries without a point are never found, but known by identifier")
    func unplaced() throws {
        let waiting = Town.place(1, "A", kind: .compound, at: nil)
        let index = try Yunshan.index([waiting, Town.place(2, "B", kind: .compound, at: Self.centre)])
        #expect(index.nearby(NearbyQuestion(point: Self.centre, radiusMetres: 50_000)).map(\.place.name) == ["B"])
        #expect(index.place(waiting.id)?.name == "A" && index.placedCount == 1)
    }

    @Test("Who asks for open places gets none whose hours are unknown, unreadable or closed")
    func openOnly() throws {
        let places = Self.hours.enumerated().map {
            Town.place(UInt64($0), $1, at: Self.centre, hours: $1)
        }
        let index = try Yunshan.index(places)
        // Monday 08:00 of Ningbo is 06:00 here; noon is six hours later.
        let noon = testMoment.adding(seconds: 6 * 3600)
        let found = index.nearby(NearbyQuestion(point: Self.centre, openAt: noon)).map(\.place.name)
        #expect(found == ["24/7", "Mo-Fr 09:00-18:00"])
        #expect(index.nearby(NearbyQuestion(point: Self.centre)).count == Self.hours.count)
    }

    @Test("Holidays of the city and its own zone decide what is open")
    func holiday() throws {
        let index = try Yunshan.index([
            Town.place(1, "office", at: Self.centre, hours: "Mo-Fr 09:00-18:00; PH off"),
            Town.place(2, "always", at: Self.centre, hours: "24/7"),
        ])
        func open(_ text: String) throws -> [String] {
            let moment = try #require(Instant(rfc3339: text))
            return index.nearby(NearbyQuestion(point: Self.centre, openAt: moment)).map(\.place.name)
        }
        #expect(try open("2026-07-07T12:00:00+06:00") == ["office", "always"])
        #expect(try open("2026-07-08T12:00:00+06:00") == ["always"], "云杉节")
        #expect(try open("2026-07-11T12:00:00+06:00") == ["office", "always"], "A Saturday that is worked")
        #expect(try open("2026-07-07T03:30:00Z") == ["office", "always"], "09:30 in this city's zone")
        #expect(try open("2026-07-07T02:30:00Z") == ["always"], "08:30 in this city's zone")
    }

    @Test("A facility the vocabulary does not know is on no place and in no question")
    func unknownFacility() throws {
        let index = try Yunshan.index([Town.place(1, "A", at: Self.centre, facilities: ["sauna", "water"])])
        #expect(index.nearby(NearbyQuestion(point: Self.centre, facilities: ["water"])).count == 1)
        #expect(index.nearby(NearbyQuestion(point: Self.centre, facilities: ["stove"])).isEmpty)
    }
}
