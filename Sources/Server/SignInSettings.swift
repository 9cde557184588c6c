import Configuration
import Foundation

/// How people sign in besides what needs no setting.
struct SignInSettings: Sendable {
    /// The gateway that codes are handed to, and the secret they are signed with.
    struct Gateway: Sendable {
        var url: String
        var secret: String
    }

    var gateway: Gateway?

    static let secretCharactersMin = 16

    init() {}

    /// - Throws: `SettingsFault` for half a gateway, or one that anybody on the way could listen to.
    init(smsURL: String?, smsSecret: String?) throws {
        guard let smsURL else { return }
        guard let url = URL(string: smsURL), url.scheme == "https" || url.scheme == "http", url.host() != nil else {
            throw SettingsFault(
                description: "The setting sms.url is '\(smsURL)'; it is like https://gateway.example/codes.")
        }
        guard let smsSecret, smsSecret.count >= Self.secretCharactersMin else {
            throw SettingsFault(
                description: "The setting sms.secret must have \(Self.secretCharactersMin) characters or more: codes "
                    + "are signed with it.")
        }
        gateway = Gateway(url: smsURL, secret: smsSecret)
    }
}
