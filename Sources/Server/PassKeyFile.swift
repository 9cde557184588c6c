import Crypto
import Foundation
import Kernel
import Passes
import Synchronization

/// The keys passes are signed with: a file only its owner may read, apart from the database.
enum PassKeyFile {
    private static let note = """
        # Keys of passes. Whoever has this file can make passes of this city.
        # Keep it, and a copy apart from the database.

        """

    /// The keys of the settings: their text when it is given, else the file, which is made when there is none.
    static func authority(_ settings: Settings, city: String, now: Instant) throws -> PassAuthority {
        try told {
            if let text = settings.passKeys { return try PassAuthority(city: city, reading: text) }
            let path = settings.passKeysPath
            if !FileManager.default.fileExists(atPath: path) {
                let first = try PassAuthority.first(city: city, now: now, issue: newKey(), gate: newKey())
                try write(first, settings)
            }
            return try PassAuthority(city: city, reading: try KeyFile.read(path))
        }
    }

    /// Adds a key that begins to issue after the lead.
    static func rotate(_ settings: Settings, city: String, now: Instant, leadHours: Int) throws -> PassAuthority {
        try changed(settings, city, now) { authority throws(PassAuthorityFault) in
            try authority.rotated(now: now, leadHours: leadHours, to: newKey())
        }
    }

    /// Takes out the keys that nobody needs any more.
    static func retire(_ settings: Settings, city: String, now: Instant) throws -> PassAuthority {
        try changed(settings, city, now) { authority throws(PassAuthorityFault) in try authority.retiring(now: now) }
    }

    private static func changed(
        _ settings: Settings, _ city: String, _ now: Instant,
        _ change: (PassAuthority) throws(PassAuthorityFault) -> PassAuthority
    ) throws -> PassAuthority {
        guard settings.passKeys == nil else {
            throw SettingsFault(description: "The pass keys come from YONGAI_PASS_KEYS: change them there.")
        }
        let before = try authority(settings, city: city, now: now)
        let after = try told { try change(before) }
        try write(after, settings)
        return after
    }

    private static func newKey() -> P256.Signing.PrivateKey { P256.Signing.PrivateKey() }

    private static func write(_ authority: PassAuthority, _ settings: Settings) throws {
        try KeyFile.write(note + authority.written(), to: settings.passKeysPath)
    }

    private static func told<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let fault as PassAuthorityFault {
            throw SettingsFault(description: "The pass keys cannot be used: \(fault)")
        }
    }
}

/// The keys of the running house: what the file holds, half a minute after it has changed at the latest.
final class PassKeyKeeper: Sendable {
    private let settings: Settings
    private let city: String
    private let clock: Clock
    private let state: Mutex<(authority: PassAuthority, stamp: Stamp)>

    private struct Stamp: Equatable {
        var changedAt: Date?
        var number: Int?
    }

    init(_ settings: Settings, city: String, clock: Clock) throws {
        self.settings = settings
        self.city = city
        self.clock = clock
        let authority = try PassKeyFile.authority(settings, city: city, now: clock.now())
        state = Mutex((authority, Self.stamp(settings)))
    }

    var authority: PassAuthority { state.withLock { $0.authority } }

    /// - Returns: 1 when there were others.
    func refresh() throws -> Int {
        guard settings.passKeys == nil else { return 0 }
        let stamp = Self.stamp(settings)
        guard stamp != state.withLock({ $0.stamp }) else { return 0 }
        let authority = try PassKeyFile.authority(settings, city: city, now: clock.now())
        state.withLock { $0 = (authority, stamp) }
        return 1
    }

    private static func stamp(_ settings: Settings) -> Stamp {
        let attributes = try? FileManager.default.attributesOfItem(atPath: settings.passKeysPath)
        return Stamp(
            changedAt: attributes?[.modificationDate] as? Date, number: attributes?[.systemFileNumber] as? Int)
    }
}
