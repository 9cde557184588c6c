import Accounts
import Areas
import ArgumentParser
import Demonstration
import GatePolicy
import Kernel
import OpeningHours
import Places
import Plans

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fills the database with a demonstration city, clearly marked as such.",
        discussion: """
            The city is made up from a seed: the same seed gives the same city. It has the real one's size and stands \
            where people are. Running it again renews it; --remove takes it out.
            """)

    @OptionGroup var flags: SettingsFlags

    @Option(help: "The seed the city grows from.")
    var seed: UInt64 = 3302

    @Flag(help: "Take the demonstration data out again.")
    var remove = false

    @Flag(help: "Do nothing when the directory already holds places.")
    var ifEmpty = false

    func run() async throws {
        try await Spoken.faults {
            let house = try await House.open(flags)
            try await house.prepare()
            if remove {
                let accounts = house.accounts
                let removed = try await house.database.write { town in
                    try accounts.removeDemonstration(in: town)
                    return try PlaceStore().removeDemonstration(in: town)
                }
                Spoken.say("\(removed) demonstration places were taken out.")
            } else if ifEmpty, try await house.database.read({ try PlaceStore().count(in: $0) }) > 0 {
                Spoken.say("The directory already holds places; nothing was done.")
            } else {
                try await ProgressBar.during("Building the city") { try await lay(house) }
            }
            await house.database.close()
        }
    }

    private func lay(_ house: House) async throws {
        var grown = try DemonstrationCity(
            seed: seed, map: house.areas.map, roads: try Road.all(in: house.cityFolder),
            vocabulary: house.places.vocabulary, pinyin: house.places.pinyin, now: house.clock.now())
        let posts = DemonstrationPosts(in: &grown.places, map: house.areas.map)
        let city = grown
        let plans = await DemonstrationPlan.all(
            city.places.filter { $0.kind == .compound }.map(\.id), gates: city.gates, now: house.clock.now())
        try await house.database.write { town in
            _ = try Demonstration().lay(
                city, places: house.places, compounds: house.compounds, stations: house.stations,
                merchants: house.merchants, chargers: house.chargers, confirmations: house.confirmations, into: town)
            if let posts { try house.accounts.layDemonstration(posts, in: town) }
            try layPolicies(city, posts, house, in: town)
            try house.plans.layDemonstration(plans, in: town)
        }
        let counts = PlaceKind.allCases.compactMap { kind -> String? in
            let count = city.places.count { $0.kind == kind }
            return count == 0 ? nil : "\(count) \(house.places.vocabulary.words(for: kind).name.english.lowercased())"
        }
        Spoken.say("Demonstration city: \(city.places.count) places (\(counts.joined(separator: ", "))).")
    }

    /// What holds at gates, and one proposal that waits where the demonstration's property manager works.
    private func layPolicies(
        _ city: DemonstrationCity, _ posts: DemonstrationPosts?, _ house: House, in town: any Writing
    ) throws {
        let own = posts?.places[PlaceKind.compound.rawValue]
        try house.gates.layDemonstration(
            city.policies(sure: Set([own].compactMap { $0 })), since: town.now.adding(seconds: -20 * 86_400), in: town)
        let manager = DemonstrationPerson.all.first { $0.role == .propertyManager }
        guard let manager, let gate = city.gates.first(where: { $0.placeID.description == own }) else { return }
        let atNight = try? OpeningHours(parsing: "06:00-22:00")
        let policy = GatePolicy(
            admissions: [
                Admission(vehicles: [.foot]),
                Admission(trades: [.foodDelivery, .courier], vehicles: [.bike], hours: atNight),
            ],
            stormAdmissions: [Admission(vehicles: [.foot, .bike, .car])], speedLimitKmh: 10)
        try house.gates.layDemonstrationProposal(
            policy, at: gate.id, by: manager.id, purpose: "夜里住户休息，22 点后请步行进入。", in: town)
    }
}
