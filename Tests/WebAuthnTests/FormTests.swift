import Foundation
import Testing

@testable import WebAuthn

@Suite("What passes between page and house")
struct FormTests {
    @Test("Base64URL is that of RFC 4648 without padding")
    func base64() {
        for (plain, text) in [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ] {
            #expect(Base64URL.encode(Array(plain.utf8)) == text)
            #expect(Base64URL.decode(text) == Array(plain.utf8))
        }
        #expect(Base64URL.encode([0xFB, 0xFF, 0xBF]) == "-_-_")
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 89 + 7) }
            let standard = Data(bytes).base64EncodedString().filter { $0 != "=" }
            let text = String(standard.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
            #expect(Base64URL.encode(bytes) == text)
            #expect(Base64URL.decode(text) == bytes)
        }
        for text in ["A", "Zg==", "Zh", "Zm9", "+/+/", "Zg ", "Z\u{FF47}", "Zm9vY"] {
            #expect(Base64URL.decode(text) == nil)
        }
    }

    private func object(_ json: [UInt8]) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
    }

    @Test("The options for a new passkey say what is wanted")
    func creation() throws {
        let old = try Authenticator().credential()
        let options = CreationOptions(
            relyingParty: Authenticator.party,
            user: PasskeyUser(handle: [1, 2, 3], name: "li", displayName: "李 \"华\""), challenge: Array(0..<32),
            excluded: [old])
        let json = try object(options.json())
        #expect(json["challenge"] as? String == Base64URL.encode(Array(0..<32)))
        #expect(json["rp"] as? [String: String] == ["id": "city.example", "name": "甬爱码"])
        #expect(json["user"] as? [String: String] == ["id": "AQID", "name": "li", "displayName": "李 \"华\""])
        #expect((json["pubKeyCredParams"] as? [[String: Any]])?.compactMap { $0["alg"] as? Int } == [-7, -8])
        #expect((json["pubKeyCredParams"] as? [[String: Any]])?.first?["type"] as? String == "public-key")
        #expect(json["attestation"] as? String == "none")
        #expect(json["timeout"] as? Int == 300_000)
        let selection = json["authenticatorSelection"] as? [String: Any]
        #expect(selection?["residentKey"] as? String == "required")
        #expect(selection?["userVerification"] as? String == "required")
        let excluded = (json["excludeCredentials"] as? [[String: Any]])?.first
        #expect(excluded?["id"] as? String == Base64URL.encode(old.id))
        #expect(excluded?["transports"] as? [String] == ["internal", "hybrid"])
    }

    @Test("The options for a passkey's use, byte for byte")
    func request() throws {
        let options = RequestOptions(
            relyingParty: Authenticator.party, challenge: Array(0..<16), userVerification: .preferred)
        #expect(
            String(decoding: try options.json(), as: UTF8.self)
                == #"{"allowCredentials":[],"challenge":"AAECAwQFBgcICQoLDA0ODw","rpId":"city.example","#
                + #""timeout":300000,"userVerification":"preferred"}"#)
    }

    @Test("What a browser's toJSON() gives is read")
    func responses() throws {
        let registration = RegistrationResponse(
            credentialID: [1], clientDataJSON: [2], attestationObject: [3], transports: ["usb"])
        let created =
            #"{"id":"AQ","rawId":"AQ","type":"public-key","clientExtensionResults":{},"response":{"#
            + #""clientDataJSON":"Ag","attestationObject":"Aw","transports":["usb","<b>",""],"publicKeyAlgorithm":-7}}"#
        #expect(try RegistrationResponse(reading: Array(created.utf8)) == registration)
        let got =
            #"{"rawId":"AQ","type":"public-key","response":{"clientDataJSON":"Ag","authenticatorData":"Aw","#
            + #""signature":"BA","userHandle":HANDLE}}"#
        for (handle, bytes) in [("null", nil), (#""""#, nil), (#""BQ""#, [5])] as [(String, [UInt8]?)] {
            let read = try AssertionResponse(reading: Array(got.replacing("HANDLE", with: handle).utf8))
            let wanted = AssertionResponse(
                credentialID: [1], clientDataJSON: [2], authenticatorData: [3], signature: [4], userHandle: bytes)
            #expect(read == wanted)
        }
        for text in [
            "", "{}", created.replacing("public-key", with: "password"), created.replacing(#""Aw""#, with: #""A""#),
            got.replacing("HANDLE", with: "7"), created + String(repeating: " ", count: 70_000),
        ] {
            #expect(throws: WebAuthnFault.response) { try RegistrationResponse(reading: Array(text.utf8)) }
            #expect(throws: WebAuthnFault.response) { try AssertionResponse(reading: Array(text.utf8)) }
        }
    }
}
