import Accounts
import ArgumentParser
import Kernel

/// Roles given by who runs the house, on its machine.
struct People: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Roles: who holds which, and giving or taking them back from this machine.",
        discussion: """
            The first administrator of a city is made here; all other roles are given in the console. What is done \
            here stands in the audit log too.
            """,
        subcommands: [ListPeople.self, GrantRole.self, EndRole.self, ResetSignIn.self])
}

extension Role: ExpressibleByArgument {}

struct ListPeople: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists who holds which role.")

    @OptionGroup var flags: SettingsFlags

    func run() async throws {
        try await Spoken.faults {
            let house = try await House.open(flags)
            try await house.prepare()
            let accounts = house.accounts
            let now = house.clock.now()
            for (name, grant) in try await house.database.read({ try accounts.staff(now: now, in: $0) }) {
                let place = grant.place.map { " place " + $0 } ?? ""
                Spoken.say("\(grant.id) \(grant.role.rawValue) \(grant.area)\(place) \(name)")
            }
            await house.database.close()
        }
    }
}

struct GrantRole: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant", abstract: "Gives a role to whoever has a phone number.",
        discussion: "The number is read from standard input, so that it stays out of the shell's history.")

    @OptionGroup var flags: SettingsFlags

    @Argument(help: "The role: \(Role.allCases.filter { $0 != .rider }.map(\.rawValue).joined(separator: ", ")).")
    var role: Role

    @Option(help: "The division code of the area; the city's when nothing is said. Not needed for a role of one place.")
    var area: String?

    @Option(help: "The identifier of the place, for a role of one place.")
    var place: String?

    @Option(help: "What the person is called, when the number has no account yet.")
    var name: String

    func run() async throws {
        try await Spoken.faults {
            guard let typed = readLine(), let phone = PhoneNumber(typed) else {
                throw SettingsFault(description: "Standard input holds no phone number.")
            }
            let house = try await House.open(flags)
            try await house.prepare()
            let accounts = house.accounts
            let (role, name, place) = (role, name, place)
            let area = area ?? house.city.code
            do {
                let grant = try await house.database.write { town in
                    let account = try accounts.account(phone: phone, name: name, in: town)
                    return try accounts.give(
                        NewGrant(account: account, role: role, area: area, place: place), in: town)
                }
                Spoken.say("\(name) is \(role.name.english.lowercased()) for \(grant.area) (\(grant.id)).")
            } catch Refusal.parameter(_, _, let accepted) {
                throw SettingsFault(description: accepted.english)
            }
            await house.database.close()
        }
    }
}

struct EndRole: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "end", abstract: "Takes a role back.")

    @OptionGroup var flags: SettingsFlags

    @Argument(help: "The grant's identifier, as `yongai people list` tells it.")
    var grant: String

    func run() async throws {
        try await Spoken.faults {
            guard let id = ID<Grant>(grant) else { throw SettingsFault(description: "'\(grant)' is no identifier.") }
            let house = try await House.open(flags)
            try await house.prepare()
            let accounts = house.accounts
            let isTaken = try await house.database.write { try accounts.takeBack(id, in: $0) }
            await house.database.close()
            guard isTaken else { throw SettingsFault(description: "There is no such role, or it was taken back.") }
            Spoken.say("The role is taken back.")
        }
    }
}
