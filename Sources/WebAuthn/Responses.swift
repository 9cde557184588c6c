import Foundation

/// What `navigator.credentials.create` gave.
public struct RegistrationResponse: Sendable, Hashable {
    public var credentialID: [UInt8]
    public var clientDataJSON: [UInt8]
    public var attestationObject: [UInt8]
    /// What `getTransports()` says: at most eight short words, others are left out.
    public var transports: [String]

    public init(
        credentialID: [UInt8], clientDataJSON: [UInt8], attestationObject: [UInt8], transports: [String] = []
    ) {
        self.credentialID = credentialID
        self.clientDataJSON = clientDataJSON
        self.attestationObject = attestationObject
        self.transports = transports.filter(Self.isTransport).prefix(8).map(\.self)
    }

    private static func isTransport(_ word: String) -> Bool {
        (1...32).contains(word.utf8.count) && word.utf8.allSatisfy { (97...122).contains($0) || $0 == 45 }
    }
}

/// What `navigator.credentials.get` gave.
public struct AssertionResponse: Sendable, Hashable {
    public var credentialID: [UInt8]
    public var clientDataJSON: [UInt8]
    public var authenticatorData: [UInt8]
    public var signature: [UInt8]
    /// Of the user the passkey was made for; nil where the authenticator does not say.
    public var userHandle: [UInt8]?

    public init(
        credentialID: [UInt8], clientDataJSON: [UInt8], authenticatorData: [UInt8], signature: [UInt8],
        userHandle: [UInt8]? = nil
    ) {
        self.credentialID = credentialID
        self.clientDataJSON = clientDataJSON
        self.authenticatorData = authenticatorData
        self.signature = signature
        self.userHandle = userHandle
    }
}

/// The most a browser's answer may have.
public let responseBytesMax = 65_536

extension RegistrationResponse {
    private struct Form: Decodable {
        let rawId: Base64URLBytes
        let type: String
        let response: Answer
        struct Answer: Decodable {
            let clientDataJSON: Base64URLBytes
            let attestationObject: Base64URLBytes
            let transports: [String]?
        }
    }

    /// Reads the JSON of `PublicKeyCredential.toJSON()` (section 5.1.1).
    public init(reading json: [UInt8]) throws(WebAuthnFault) {
        guard json.count <= responseBytesMax, let form = try? JSONDecoder().decode(Form.self, from: Data(json)),
            form.type == "public-key"
        else { throw .response }
        self.init(
            credentialID: form.rawId.bytes, clientDataJSON: form.response.clientDataJSON.bytes,
            attestationObject: form.response.attestationObject.bytes, transports: form.response.transports ?? [])
    }
}

extension AssertionResponse {
    private struct Form: Decodable {
        let rawId: Base64URLBytes
        let type: String
        let response: Answer
        struct Answer: Decodable {
            let clientDataJSON: Base64URLBytes
            let authenticatorData: Base64URLBytes
            let signature: Base64URLBytes
            let userHandle: Base64URLBytes?
        }
    }

    /// Reads the JSON of `PublicKeyCredential.toJSON()` (section 5.1.1). An empty user handle is none.
    public init(reading json: [UInt8]) throws(WebAuthnFault) {
        guard json.count <= responseBytesMax, let form = try? JSONDecoder().decode(Form.self, from: Data(json)),
            form.type == "public-key"
        else { throw .response }
        let handle = form.response.userHandle?.bytes
        self.init(
            credentialID: form.rawId.bytes, clientDataJSON: form.response.clientDataJSON.bytes,
            authenticatorData: form.response.authenticatorData.bytes, signature: form.response.signature.bytes,
            userHandle: handle == [] ? nil : handle)
    }
}

/// Bytes as WebAuthn's JSON has them.
struct Base64URLBytes: Codable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let bytes = Base64URL.decode(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no Base64URL")
        }
        self.bytes = bytes
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Base64URL.encode(bytes))
    }
}
