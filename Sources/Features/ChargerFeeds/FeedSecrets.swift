import Kernel
import TCEC102

/// What feeds need to know that nobody else may: read from a file beside the settings, never kept in the database
/// (whose copies travel) and never logged.
///
///     {"blue-swap": {"ourOperatorID": "MA0000001", "operatorSecret": "…", "dataSecret": "…",
///                    "dataSecretIV": "…", "sigSecret": "…"},
///      "orange-ocpi": {"token": "…"}}
public struct FeedSecrets: Sendable {
    /// Of T/CEC 102.
    struct Partner: Sendable {
        /// As which we introduce ourselves to the partner.
        var ourOperatorID: String
        /// Shown for a token, by us and to us.
        var operatorSecret: String
        var keys: EnvelopeKeys
    }

    private var partners: [String: Partner] = [:]
    /// What OCPI and GBFS servers ask for in `Authorization`.
    private var tokens: [String: String] = [:]

    public static let none = FeedSecrets()

    private init() {}

    /// - Throws: `FeedConfigurationFault`, which names the feed and what is wrong, never a value.
    public init(_ bytes: [UInt8]) throws(FeedConfigurationFault) {
        guard case .object(let members)? = LooseJSON(bytes) else {
            throw FeedConfigurationFault("The secrets file is not a JSON object with a member for each feed.")
        }
        for member in members {
            let secret = member.value
            if !secret["token"].text.isEmpty { tokens[member.name] = secret["token"].text }
            guard !secret["dataSecret"].isNull else { continue }
            do {
                partners[member.name] = Partner(
                    ourOperatorID: secret["ourOperatorID"].text, operatorSecret: secret["operatorSecret"].text,
                    keys: try EnvelopeKeys(
                        dataSecret: secret["dataSecret"].text, dataSecretIV: secret["dataSecretIV"].text,
                        sigSecret: secret["sigSecret"].text))
            } catch {
                throw FeedConfigurationFault(
                    "The secrets of '\(member.name)' cannot be used: dataSecret and dataSecretIV have 16 bytes each, "
                        + "sigSecret at least one.")
            }
        }
    }

    func partner(_ feed: Feed) -> Partner? { partners[feed.name] }
    func token(_ feed: Feed) -> String? { tokens[feed.name] }

    /// Whether everything is there that the feed's format cannot do without.
    public func isComplete(for feed: Feed) -> Bool { feed.format != .tcec102 || partners[feed.name] != nil }
}
