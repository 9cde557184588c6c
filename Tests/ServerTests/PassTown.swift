@testable import Accounts
import CBOR
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import PassToken
import TestTown
import Testing
import Base64URL

@testable import Server

/// A phone with a key of its own: what the rider's page does in the browser.
struct PassPhone: Sendable {
    let key: P256.Signing.PrivateKey
    var name = "Chrome · Android"
    /// By how much its clock is off.
    var secondsOff: Int64 = 0

    init(_ number: UInt8, secondsOff: Int64 = 0) throws {
        key = try P256.Signing.PrivateKey(rawRepresentation: Array(repeating: number, count: 32))
        self.secondsOff = secondsOff
    }

    var publicKey: String { Base64URL.encode([4] + Array(key.publicKey.rawRepresentation)) }

    /// What the page sends to have the pass.
    func body(
        _ account: ID<Account>, city: String = "9901", replace: Bool = false, at moment: Instant = testMoment,
        signedBy other: P256.Signing.PrivateKey? = nil
    ) throws -> String {
        let step = PassStep.at(moment.seconds + secondsOff)
        let message = CBOR.array([
            .text("YongAi device 1"), .text(city), .text(account.description), .unsigned(step),
        ]).encoded
        let proof = try (other ?? key).signature(for: message).rawRepresentation
        return """
            {"public_key":"\(publicKey)","name":"\(name)","proof":"\(Base64URL.encode(Array(proof)))",\
            "step":\(step),"replace":\(replace)}
            """
    }

    /// The code it shows.
    func code(
        _ credential: [UInt8], at moment: Instant = testMoment, gate: [UInt8]? = nil, nonce: [UInt8]? = nil
    ) throws -> String {
        try PassHolder(credential: credential, key: key)
            .text(at: moment.seconds + secondsOff, gate: gate, nonce: nonce)
    }
}

/// What a phone was given.
struct Given: Sendable {
    let credential: [UInt8]
    let serial: UInt32
    let secret: String?
    let name: String
    let team: String?
    let subject: String
    let expiresAt: Int64

    init(_ reply: Reply) throws {
        let object = try reply.object()
        let text = try #require(object["credential"] as? String)
        credential = try #require(Base64URL.decode(text))
        serial = UInt32(try #require(object["serial"] as? Int))
        secret = object["code_secret"] as? String
        name = try #require(object["name"] as? String)
        team = object["team"] as? String
        subject = try #require(object["subject"] as? String)
        expiresAt = Int64(try #require(object["expires_at"] as? Int))
    }
}

extension SignedIn {
    /// Tells the house what this account rides for.
    func ride(_ house: House, name: String = "王小骑", team: String = "鼓楼一站", trade: Trade? = .foodDelivery) async throws {
        let (accounts, id) = (house.accounts, id)
        try await house.database.write { town in
            var profile = try #require(try accounts.store.profile(id, in: town))
            (profile.name, profile.team, profile.trade) = (name, team, trade)
            try accounts.store.save(profile, in: town)
        }
    }

    func send(_ visitor: Visitor, _ target: String, json: String) async throws -> Reply {
        try await ask(visitor, target, post: json, ["Content-Type": "application/json"])
    }

    func register(_ visitor: Visitor, _ phone: PassPhone, replace: Bool = false) async throws -> Reply {
        try await send(visitor, "/api/v1/me/pass/device", json: try phone.body(id, replace: replace))
    }

    /// The pass on a phone.
    func pass(_ visitor: Visitor, _ phone: PassPhone, replace: Bool = false) async throws -> Given {
        let reply = try await register(visitor, phone, replace: replace)
        #expect(reply.status == 201, "\(reply.text)")
        return try Given(reply)
    }
}

extension Visitor {
    /// The keys and the list as a guard's phone fetches them.
    func verifier() async throws -> PassVerifier {
        let keys = try await ask("/.well-known/yongai-pass-keys.cbor")
        let trusted = try #require(PassKeys(issuer: "9901", decoding: keys.body))
        let list = try await ask("/api/v1/passes/revocations")
        return PassVerifier(keys: trusted, revocations: try RevocationList(reading: list.body, keys: trusted))
    }
}

extension PassVerifier {
    /// The fault's name, or `genuine`.
    func word(_ code: String, at moment: Instant = testMoment, gate: [UInt8] = [1], nonce: [UInt8]? = nil) -> String {
        let gate = PassGate(id: gate, compound: "c", nonce: nonce)
        return switch verify(code, at: gate, now: moment.seconds, policy: { _ in true }) {
        case .genuine: "genuine"
        case .refused(let refusal): refusal.fault.rawValue
        }
    }
}
