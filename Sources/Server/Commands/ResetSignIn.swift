import Accounts
import ArgumentParser
import Kernel

struct ResetSignIn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-sign-in",
        abstract: "Ends passkeys, password, linked identities, sessions and tokens of whoever has a phone number.",
        discussion: "The number is read from standard input, so that it stays out of the shell's history.")

    @OptionGroup var flags: SettingsFlags

    func run() async throws {
        try await Spoken.faults {
            let phone = try PhoneNumber.fromInput()
            let house = try await House.open(flags)
            try await house.prepare()
            let accounts = house.accounts
            do {
                try await house.database.write { try accounts.resetMeans(of: phone, in: $0) }
            } catch Refusal.notFound {
                throw SettingsFault(description: "No account has this number.")
            }
            await house.database.close()
            Spoken.say("Done: the next sign-in by code may add a new passkey.")
        }
    }
}

extension PhoneNumber {
    static func fromInput() throws -> PhoneNumber {
        guard let typed = readLine(), let phone = PhoneNumber(typed) else {
            throw SettingsFault(description: "Standard input holds no phone number.")
        }
        return phone
    }
}
