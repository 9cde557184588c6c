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

    /// The city's identity provider.
    struct Provider: Sendable {
        var issuer: String
        var clientID: String
        var clientSecret: String
        var name: String
    }

    var provider: Provider?

    static let secretCharactersMin = 16

    init() {}

    /// - Throws: `SettingsFault` for half a gateway or half a provider.
    init(
        smsURL: String?, smsSecret: String?, issuer: String?, clientID: String?, clientSecret: String?,
        providerName: String?
    ) throws {
        gateway = try smsURL.map { try Self.gateway($0, smsSecret) }
        provider = try issuer.map { try Self.provider($0, clientID, clientSecret, providerName) }
    }

    private static func gateway(_ address: String, _ secret: String?) throws -> Gateway {
        // Codes and numbers travel there: in the open only as far as this machine itself.
        guard isSafe(address) else {
            throw SettingsFault(
                description: "The setting sms.url is '\(address)'; it is like https://gateway.example/codes. Without "
                    + "TLS a gateway must be on this machine.")
        }
        guard let secret, secret.count >= secretCharactersMin else {
            throw SettingsFault(
                description: "The setting sms.secret must have \(secretCharactersMin) characters or more: codes are "
                    + "signed with it.")
        }
        return Gateway(url: address, secret: secret)
    }

    private static func provider(
        _ issuer: String, _ clientID: String?, _ clientSecret: String?, _ name: String?
    ) throws -> Provider {
        // On the machine itself a provider may do without TLS; anywhere else whoever listens would sign in.
        guard isSafe(issuer) else {
            throw SettingsFault(
                description: "The setting oidc.issuer is '\(issuer)'; it is like https://id.example.gov.cn.")
        }
        guard let clientID, let clientSecret, !clientID.isEmpty, !clientSecret.isEmpty else {
            throw SettingsFault(description: "The setting oidc.issuer needs oidc.client.id and oidc.client.secret.")
        }
        return Provider(issuer: issuer, clientID: clientID, clientSecret: clientSecret, name: name ?? "统一身份认证")
    }

    /// Over TLS, or no further than this machine.
    private static func isSafe(_ text: String) -> Bool {
        guard let url = URL(string: text), let host = url.host() else { return false }
        let isHere = ["localhost", "127.0.0.1", "::1"].contains(host)
        return url.scheme == "https" || url.scheme == "http" && isHere
    }
}
