import Accounts
import ArgumentParser
import Audit
import Kernel
import Sealing

/// The keys that personal data are sealed with.
struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The keys that personal data are sealed with: which there are, and how to change them.",
        discussion: """
            The keys lie in the file that YONGAI_KEYS_FILE names, beside the database by default; keep a copy apart \
            from the database and its copies. They can also be given whole in YONGAI_KEYS.
            """,
        subcommands: [ShowKeys.self, RotateKeys.self, RetireKeys.self, PassKeysCommand.self])
}

struct ShowKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Says which versions there are and which are in use; never a key.")

    @OptionGroup var flags: SettingsFlags

    func run() async throws {
        try await Spoken.faults {
            let house = try await House.open(flags)
            try await house.prepare()
            let (accounts, passes) = (house.accounts, house.passes)
            let used = try await house.database.read {
                try accounts.versionsInUse(in: $0).union(try passes.versionsInUse(in: $0))
            }
            let versions = try KeyFile.keys(house.settings).versions
            for version in versions {
                let words = version == versions.first ? "seals now" : used.contains(version) ? "in use" : "not in use"
                Spoken.say("version \(version): \(words)")
            }
            await house.database.close()
        }
    }
}

struct RotateKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Adds a new version and seals everything anew under it.",
        discussion: """
            Servers that are running read the keys at their start: restart them after the new version was added, then \
            run this again, so that what they sealed meanwhile is sealed anew too.
            """)

    @OptionGroup var flags: SettingsFlags

    @Flag(help: "Do not add a version; only seal anew what lies under older ones.")
    var onlyReseal = false

    func run() async throws {
        try await Spoken.faults {
            let settings = try await Settings.read(flags)
            if !onlyReseal { _ = try KeyFile.rotate(settings) }
            let house = try await House.open(flags)
            try await house.prepare()
            let (accounts, passes) = (house.accounts, house.passes)
            var count = 0
            while true {
                let batch = try await house.database.write { town in
                    try accounts.reseal(in: town) + passes.reseal(in: town)
                }
                if batch == 0 { break }
                count += batch
            }
            try await house.database.write { town in
                try house.audit.record(
                    AuditEntry(action: "rotate-keys", subjectKind: "keys", subject: "", origin: "console"), in: town)
            }
            await house.database.close()
            Spoken.say("\(count) accounts and passes are sealed anew.")
        }
    }
}

struct RetireKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Says which versions nothing lies under any more; they may leave the key file."
    )

    @OptionGroup var flags: SettingsFlags

    func run() async throws {
        try await Spoken.faults {
            let house = try await House.open(flags)
            try await house.prepare()
            let (accounts, passes) = (house.accounts, house.passes)
            let retired = try await house.database.write { town in
                try accounts.retireKeys(besides: passes.versionsInUse(in: town), in: town)
            }
            await house.database.close()
            let list = retired.map { String($0) }.joined(separator: ", ")
            Spoken.say(
                retired.isEmpty
                    ? "Every version of the keys is in use."
                    : "Nothing needs version \(list) any more: take its line out of the key file.")
        }
    }
}
