import Kernel
import PassToken
import Base64URL

extension Passes {
    /// The public halves of the city's keys: for guards' phones, turnstiles, and other cities.
    func addKeyRoutes(to doors: Doors) {
        doors.everyone.get("/.well-known/yongai-pass-keys.json") { [self] visit in
            try visit.query.accept(only: ["lang"])
            return Self.published(.json(Self.keySet(authority())))
        }
        doors.everyone.get("/.well-known/yongai-pass-keys.cbor") { [self] visit in
            try visit.query.accept(only: ["lang"])
            return Self.published(Answer(type: "application/cose-key-set", body: authority().keys.encoded))
        }
    }

    /// Anybody may read it from any page, and keep it for a while: a new key is published long before it is used.
    private static func published(_ answer: Answer) -> Answer {
        var answer = answer
        answer.headers =
            answer.headers.filter { $0.0 != "Cache-Control" } + [
                ("Cache-Control", "public, max-age=\(Limits.passKeysKeptSeconds)"),
                ("Access-Control-Allow-Origin", "*"),
            ]
        return answer
    }

    private static func keySet(_ authority: PassAuthority) -> JSON {
        func jwks(_ use: PassAuthority.Key.Use) -> JSON {
            .array(authority.all.filter { $0.use == use }.map(jwk))
        }
        return [
            "issuer": .string(authority.city), "keys": jwks(.issue), "gate_keys": jwks(.gate),
            "cose_key_set": .string(Base64URL.encode(authority.keys.encoded)),
            "revocations": "/api/v1/passes/revocations",
        ]
    }

    /// A JSON Web Key (RFC 7517) with its times of use, in seconds.
    private static func jwk(_ key: PassAuthority.Key) -> JSON {
        let point = key.publicKey.point
        return [
            "kty": "EC", "crv": "P-256", "x": .string(Base64URL.encode(Array(point[..<32]))),
            "y": .string(Base64URL.encode(Array(point[32...]))), "kid": .string(key.name), "use": "sig",
            "alg": "ES256", "from": .integer(key.times.lowerBound), "until": .integer(key.times.upperBound),
        ]
    }
}

extension Limits {
    static let passKeysKeptSeconds = 300
}
