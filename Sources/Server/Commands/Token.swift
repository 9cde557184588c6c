import Accounts
import ArgumentParser
import Compounds
import Kernel

struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "API tokens: what programs are known by.",
        discussion: """
            A token acts for the person it belongs to, for some of what they may do and for a time. It is shown once. \
            People make their own under /me/tokens. The phone number of the person is read from standard input, so \
            that it stays out of the shell's history.
            """,
        subcommands: [MakeToken.self, ListTokens.self, EndToken.self])
}

struct MakeToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "make", abstract: "Makes a token and shows it, once.")

    @OptionGroup var flags: SettingsFlags

    @Option(help: "What it is for.")
    var name: String

    @Option(help: "What it may do, separated by commas: names of docs/permissions.txt, such as read-audit.")
    var actions: String

    @Option(help: "A gate it is for, by its identifier; may be given again. Without one, all gates of its owner.")
    var gate: [String] = []

    @Option(help: "Days it lasts, 1 to 366.")
    var days = 90

    func run() async throws {
        try await Spoken.faults {
            let phone = try PhoneNumber.fromInput()
            let house = try await House.open(flags)
            try await house.prepare()
            let accounts = house.accounts
            let list = actions.split(separator: ",").map { String($0.filter { $0 != " " }) }
            let (name, days, passes) = (name, days, house.passes)
            let gates = try gate.map { text in
                guard let id = ID<Gate>(text) else {
                    throw SettingsFault(description: "'\(text)' is no identifier of a gate.")
                }
                return id
            }
            let text = try await told {
                try await house.database.write { town in
                    try accounts.makeToken(named: name, actions: list, days: days, for: phone, in: town) { person in
                        try passes.bind(person, to: gates, in: town)
                    }
                }
            }
            await house.database.close()
            Spoken.say(text)
        }
    }
}

struct ListTokens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the tokens of a person.")

    @OptionGroup var flags: SettingsFlags

    func run() async throws {
        try await Spoken.faults {
            let phone = try PhoneNumber.fromInput()
            let house = try await House.open(flags)
            try await house.prepare()
            let (accounts, now) = (house.accounts, house.clock.now())
            let tokens = try await told {
                try await house.database.read { try accounts.tokens(of: phone, in: $0, now: now) }
            }
            await house.database.close()
            if tokens.isEmpty { Spoken.say("There are no tokens.") }
            for token in tokens {
                let actions = token.actions.map(\.rawValue).sorted().joined(separator: ",")
                Spoken.say("\(token.id) until \(token.expiresAt.rfc3339()) \(actions) \(token.name)")
            }
        }
    }
}

struct EndToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "end", abstract: "Ends a token at once.")

    @OptionGroup var flags: SettingsFlags

    @Argument(help: "Its identifier, as `token list` tells it.")
    var id: String

    func run() async throws {
        try await Spoken.faults {
            guard let id = ID<APIToken>(id) else { throw SettingsFault(description: "'\(id)' is no identifier.") }
            let house = try await House.open(flags)
            try await house.prepare()
            let accounts = house.accounts
            let isEnded = try await house.database.write { try accounts.endToken(id, in: $0) }
            await house.database.close()
            guard isEnded else { throw SettingsFault(description: "There is no such token, or it has ended.") }
            Spoken.say("The token has ended.")
        }
    }
}

/// A refusal as one sentence for whoever runs the command.
private func told<Result>(_ work: () async throws -> Result) async throws -> Result {
    do {
        return try await work()
    } catch Refusal.notFound(let what) {
        throw SettingsFault(description: what.english)
    } catch Refusal.conflict(let what) {
        throw SettingsFault(description: what.english)
    } catch Refusal.parameter(let name, _, let accepted) {
        throw SettingsFault(description: "The \(name) cannot be used. \(accepted.english)")
    }
}
