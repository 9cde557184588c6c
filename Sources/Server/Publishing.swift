import Foundation

/// Who publishes the city's data, and where.
struct Publishing: Sendable {
    /// `https://yongai.example.gov.cn`: what addresses inside the data begin with; nil takes the name a reader came by.
    var address: String?
    var contactEmail = "not-set@example.invalid"
    /// An SPDX identifier.
    var licence = "CC-BY-4.0"

    init() {}

    /// - Throws: `SettingsFault` for what no reader of the data could use.
    init(address: String?, contactEmail: String?, licence: String?) throws {
        if let address {
            let url = URL(string: address)
            guard let url, url.scheme == "https" || url.scheme == "http", url.host() != nil, url.query() == nil else {
                throw SettingsFault(
                    description: "The setting public.url is '\(address)'; it is like https://yongai.example.gov.cn.")
            }
            self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        }
        if let contactEmail {
            guard contactEmail.contains("@"), !contactEmail.contains(" ") else {
                throw SettingsFault(description: "The setting contact.email is '\(contactEmail)', which is no address.")
            }
            self.contactEmail = contactEmail
        }
        if let licence { self.licence = licence }
    }
}
