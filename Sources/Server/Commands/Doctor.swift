import ArgumentParser
import Confirmations
import Kernel
import Places

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Examines the database and the directory and says what needs a person's care.",
        discussion: "The exit status is 0 when the database is as it should be, 1 when it is not.")

    @OptionGroup var flags: SettingsFlags

    @Option(help: "How many suspected duplicates, and how many doubted places, are listed.")
    var duplicates = 20

    func run() async throws {
        try await Spoken.faults {
            let house = try await House.open(flags)
            let lines = try await ProgressBar.during("Examining the database") { try await house.database.health() }
            let applied = try await house.database.appliedMigrations()
            let known = try house.home.migrations().map(\.version)
            Spoken.say("Database (\(house.database.engine.rawValue))")
            for line in lines { Spoken.say("  \(line.isWell ? "ok  " : "CARE") \(line.name): \(line.value)") }
            let missing = known.filter { !applied.contains($0) }
            Spoken.say(
                "  \(missing.isEmpty ? "ok  " : "CARE") schema: \(applied.count) of \(known.count) versions applied")
            if missing.isEmpty {
                let places = house.places
                let now = house.clock.now()
                try await house.areas.refresh(from: house.database)
                let health = try await house.database.read { try places.health(now: now, in: $0) }
                speak(health, house)
                let confirmations = house.confirmations
                speak(try await house.database.read { try confirmations.doubted(now: now, in: $0) }, now)
                try await house.places.refresh(from: house.database, at: now)
                DoctorRoads(house: house).speak()
                for line in try await house.feedHealth() {
                    Spoken.say("  \(line.isWell ? "ok  " : "CARE") \(line.name): \(line.value)")
                }
                try await speakOfAudit(house)
                speakOfCodes(house)
                speakOfFile(house.settings)
                try await speakOfPasses(house)
            } else {
                Spoken.say("Run `yongai migrate` first.")
            }
            await house.database.close()
            if !missing.isEmpty || lines.contains(where: { !$0.isWell }) { throw ExitCode(1) }
        }
    }

    /// Whether anybody can sign in by phone.
    private func speakOfCodes(_ house: House) {
        let isDemonstration = house.places.index.isDemonstration
        switch (house.settings.signIn.gateway, isDemonstration) {
        case (nil, false): Spoken.say("  CARE one-time codes: no gateway is set (sms.url), nobody can sign in by phone")
        case (nil, true): Spoken.say("  ok   one-time codes: shown on the page, as this is a demonstration")
        case (.some, true): Spoken.say("  CARE one-time codes: by the gateway, in a directory with demonstration data")
        case (.some, false): Spoken.say("  ok   one-time codes: by the gateway")
        }
    }

    /// The key file and the file of feeds' secrets are not even opened when others may read them.
    private func speakOfFile(_ settings: Settings) {
        guard let isPrivate = settings.isFilePrivate, let file = settings.file else { return }
        Spoken.say(
            isPrivate
                ? "  ok   settings file: only its owner may read the secrets in it"
                : "  CARE settings file: others may read the secrets in '\(file)'; say `chmod 600` to it")
    }

    private func speakOfPasses(_ house: House) async throws {
        let (passes, now) = (house.passes, house.clock.now())
        for line in try await house.database.read({ try passes.health(now: now, in: $0) }) {
            Spoken.say("  \(line.isWell ? "ok  " : "CARE") \(line.name): \(line.value)")
        }
    }

    private func speakOfAudit(_ house: House) async throws {
        let audit = house.audit
        let faults = try await house.database.read { try audit.examine(in: $0) }
        Spoken.say(
            "  \(faults.isEmpty ? "ok  " : "CARE") audit log: \(faults.isEmpty ? "as it was signed" : "altered")")
        for fault in faults { Spoken.say("    " + fault) }
    }

    private func speak(_ health: DirectoryHealth, _ house: House) {
        Spoken.say("Directory: \(health.total) places, \(health.demonstration) of them demonstration data")
        for kind in PlaceKind.allCases {
            let counts = health.counts.filter { $0.kind == kind }
            guard !counts.isEmpty else { continue }
            let total = counts.reduce(0) { $0 + $1.count }
            let districts = counts.map { "\($0.district.isEmpty ? "no district" : $0.district) \($0.count)" }
            Spoken.say("  \(house.places.vocabulary.words(for: kind).name.chinese) \(kind.rawValue): \(total)")
            Spoken.say("    " + districts.joined(separator: ", "))
        }
        speak("without a point", health.withoutPoint)
        speak("without opening hours", health.withoutHours)
        speak("without an area", health.withoutArea)
        speak("stale (not verified for \(Limits.staleDaysMax) days)", health.stale)
        Spoken.say("Suspected duplicates: \(health.duplicates.count)")
        for pair in health.duplicates.prefix(duplicates) {
            Spoken.say(
                "  \(pair.first.name) [\(pair.first.id)] and \(pair.second.name) [\(pair.second.id)], "
                    + "\(Int(pair.metres.rounded())) m apart")
        }
    }

    /// Places that several independent people on the spot found shut or out of order: somebody should look.
    private func speak(_ doubted: [DoubtedPlace], _ now: Instant) {
        Spoken.say("Found closed or broken by independent people: \(doubted.count)")
        for one in doubted.prefix(duplicates) {
            let age = Phrase.ago(one.report.at, now: now).english
            Spoken.say("  \(one.name) [\(one.id)]: \(one.answer.rawValue), \(one.report.people) people, \(age)")
        }
    }

    private func speak(_ what: String, _ counts: [PlaceKind: Int]) {
        let total = counts.values.reduce(0, +)
        let parts = PlaceKind.allCases.compactMap { kind in counts[kind].map { "\(kind.rawValue) \($0)" } }
        Spoken.say("Entries \(what): \(total)" + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"))
    }
}
