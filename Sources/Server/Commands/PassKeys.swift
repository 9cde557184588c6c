import ArgumentParser
import Audit
import Kernel
import PassToken
import Passes

/// The keys that passes are signed with.
struct PassKeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pass",
        abstract: "The keys that passes and gate codes are signed with: which there are, and how to change them.",
        discussion: """
            The keys lie in the file that YONGAI_PASS_KEYS_FILE names, beside the database by default; they can also \
            be given whole in YONGAI_PASS_KEYS. Every server of the city needs the same ones. A server that runs \
            notices a changed file within a minute. The key of gate codes is not changed: posters carry its signature.
            """,
        subcommands: [ShowPassKeys.self, RotatePassKeys.self, RetirePassKeys.self])
}

struct ShowPassKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Says which keys there are and when they sign; never a key.")

    @OptionGroup var flags: SettingsFlags

    func run() async throws {
        try await Spoken.faults {
            let house = try await House.open(flags)
            let now = house.clock.now()
            for key in house.passKeys.authority.all { Spoken.say(line(key, now)) }
            await house.database.close()
        }
    }

    private func line(_ key: PassAuthority.Key, _ now: Instant) -> String {
        let from = Instant(seconds: key.times.lowerBound).rfc3339()
        let until =
            key.times.upperBound == IssuerKey.always
            ? "" : " until \(Instant(seconds: key.times.upperBound).rfc3339())"
        let state =
            key.times.lowerBound > now.seconds
            ? "waits" : key.times.upperBound < now.seconds ? "signs no more" : "signs now"
        return "\(key.use.rawValue) \(key.name) from \(from)\(until): \(state)"
    }
}

struct RotatePassKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Adds an issuing key that begins after a lead; the one before ends there.",
        discussion: """
            The lead lets guards' phones that are seldom online fetch the new public key before the first pass it \
            signs. Without a lead, as after a theft of the file, they refuse new passes until they have been online; \
            then take the stolen key's line out of the file as well.
            """)

    @OptionGroup var flags: SettingsFlags

    @Option(help: "Hours until the new key begins, 0 to 720.")
    var leadHours = 48

    func validate() throws {
        guard (0...720).contains(leadHours) else { throw ValidationError("The lead is 0 to 720 hours.") }
    }

    func run() async throws {
        try await Spoken.faults {
            let house = try await House.open(flags)
            try await house.prepare()
            let now = house.clock.now()
            let after = try PassKeyFile.rotate(
                house.settings, city: house.city.code, now: now, leadHours: leadHours)
            try await house.record("rotate-pass-keys")
            await house.database.close()
            guard let new = after.all.last(where: { $0.use == .issue }) else { return }
            Spoken.say("\(new.name) issues from \(Instant(seconds: new.times.lowerBound).rfc3339()).")
        }
    }
}

struct RetirePassKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Takes out the keys whose last passes have expired.")

    @OptionGroup var flags: SettingsFlags

    func run() async throws {
        try await Spoken.faults {
            let house = try await House.open(flags)
            try await house.prepare()
            let now = house.clock.now()
            let retired = house.passKeys.authority.retired(now: now)
            if !retired.isEmpty {
                _ = try PassKeyFile.retire(house.settings, city: house.city.code, now: now)
                try await house.record("rotate-pass-keys")
            }
            await house.database.close()
            let names = retired.map(\.name).joined(separator: ", ")
            Spoken.say(retired.isEmpty ? "Every pass key is needed." : "Taken out: \(names).")
        }
    }
}

extension House {
    fileprivate func record(_ action: String) async throws {
        let audit = audit
        try await database.write { town in
            try audit.record(
                AuditEntry(action: action, subjectKind: "keys", subject: "", origin: "console"), in: town)
        }
    }
}
