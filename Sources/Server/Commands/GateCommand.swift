import ArgumentParser
import Compounds
import Foundation
import Gates
import Kernel
import Places

/// Gates of compounds and the codes that hang at them.
struct GateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate", abstract: "Gates of compounds: lists them, prints their posters, renews their codes.",
        subcommands: [ListGates.self, PrintPoster.self, RenewCode.self])
}

struct ListGates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the gates of a compound.",
        discussion: "A line a gate: identifier, number of its code (- for none yet), policy (- for none), name.")

    @OptionGroup var flags: SettingsFlags

    @Argument(help: "The identifier of the compound, as its address has it.")
    var compound: String

    func run() async throws {
        try await Spoken.faults {
            guard let id = ID<Place>(compound) else {
                throw SettingsFault(description: "'\(compound)' is no identifier.")
            }
            let house = try await House.open(flags)
            try await house.prepare()
            let gates = house.gates
            let lines = try await house.database.read { town in
                try gates.governed(of: id, in: town).map { one in
                    let code = try gates.code(at: one.gate.id, in: town).map { String($0.number) } ?? "-"
                    let policy = one.number.map { String($0) } ?? "-"
                    return "\(one.gate.id) \(code) \(policy) \(one.gate.name)"
                }
            }
            await house.database.close()
            guard !lines.isEmpty else { throw SettingsFault(description: "There are no gates recorded.") }
            for line in lines { Spoken.say(line) }
        }
    }
}

struct PrintPoster: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poster", abstract: "Writes the poster of a gate to a file, as SVG or, with --pdf, as PDF.",
        discussion: """
            The code on it leads to the address in YONGAI_PUBLIC_ADDRESS, or to the one in --site. A gate that has no \
            code yet gets its first.
            """)

    @OptionGroup var flags: SettingsFlags

    @Option(help: "The identifier of the gate, as `gate list` tells it.")
    var gate: String

    @Option(help: "The file to write.")
    var output: String

    @Flag(help: "A page of A4 in PDF instead of a drawing.")
    var pdf = false

    @Option(help: "Where the city's site is found, such as https://yongai.example.gov.cn.")
    var site: String?

    @Option(help: "A colour of the day: red, orange, yellow, green, blue or purple.")
    var colour: String?

    func run() async throws {
        try await Spoken.faults {
            guard let id = ID<Gate>(gate) else { throw SettingsFault(description: "'\(gate)' is no identifier.") }
            let chosen = colour.flatMap(PosterColour.init(rawValue:))
            guard colour == nil || chosen != nil else {
                throw SettingsFault(description: "There is no colour '\(colour ?? "")'.")
            }
            let house = try await House.open(flags)
            try await house.prepare()
            guard let address = site ?? house.settings.publishing.address else {
                throw SettingsFault(
                    description: "Nobody has said where the site is found: set YONGAI_PUBLIC_ADDRESS, or give --site.")
            }
            let gates = house.gates
            let svg = try await house.database.write { town in
                try gates.poster(of: id, site: Self.trimmed(address), colour: chosen, by: nil, in: town)
            }
            await house.database.close()
            guard let svg else { throw SettingsFault(description: "There is no such gate.") }
            guard let bytes = pdf ? gates.pdf(ofPoster: svg) : Array(svg.utf8) else {
                throw SettingsFault(description: "The page could not be made.")
            }
            try Data(bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
            Spoken.say("The poster is in \(output).")
        }
    }

    private static func trimmed(_ address: String) -> String {
        address.hasSuffix("/") ? String(address.dropLast()) : address
    }
}

struct RenewCode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew", abstract: "Ends the code that hangs at a gate and makes the next.",
        discussion: "For a poster that was lost or copied: print a new one and hang it up.")

    @OptionGroup var flags: SettingsFlags

    @Argument(help: "The identifier of the gate, as `gate list` tells it.")
    var gate: String

    func run() async throws {
        try await Spoken.faults {
            guard let id = ID<Gate>(gate) else { throw SettingsFault(description: "'\(gate)' is no identifier.") }
            let house = try await House.open(flags)
            try await house.prepare()
            let gates = house.gates
            let code = try await house.database.write { town -> HangingCode? in
                guard try gates.gate(id, in: town) != nil else { return nil }
                return try gates.renewCode(at: id, in: town)
            }
            await house.database.close()
            guard let code else { throw SettingsFault(description: "There is no such gate.") }
            Spoken.say("Code number \(code.number) is good now; older ones have ended.")
        }
    }
}
