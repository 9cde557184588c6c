import ChargerFeeds
import Foundation

extension FeedSecrets {
    static let fileBytesMax = 1_000_000

    /// - Throws: `SettingsFault` or `FeedConfigurationFault`; neither tells a secret.
    init(file path: String) throws {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let size = attributes[.size] as? Int, size <= Self.fileBytesMax,
            let bytes = FileManager.default.contents(atPath: path)
        else { throw SettingsFault(description: "There is no file of feeds' secrets at '\(path)'.") }
        guard FileRights.isPrivate(path) else {
            throw SettingsFault(
                description: "Others may read the secrets in '\(path)'. Say `chmod 600` to it.")
        }
        try self.init(Array(bytes))
    }
}
