import Foundation

/// What the browser says of a ceremony (Web Authentication Level 3, section 5.8.1).
struct ClientData: Decodable {
    let type: String
    let challenge: String
    let origin: String
    let crossOrigin: Bool?
    let topOrigin: String?

    static let bytesMax = 16_384

    init(reading json: [UInt8]) throws(WebAuthnFault) {
        guard json.count <= Self.bytesMax,
            let read = try? JSONDecoder().decode(ClientData.self, from: Data(json))
        else { throw .clientData }
        self = read
    }

    /// Type, challenge, origin, and that no other page's frame is between.
    func check(_ wanted: String, challenge given: [UInt8], origins: Set<String>) throws(WebAuthnFault) {
        guard type == wanted else { throw .type }
        guard given.count >= RelyingParty.challengeBytesMin, challenge == Base64URL.encode(given) else {
            throw .challenge
        }
        guard origins.contains(origin) else { throw .origin }
        guard crossOrigin != true, topOrigin == nil else { throw .crossOrigin }
    }
}
