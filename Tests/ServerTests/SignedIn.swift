@testable import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import TestTown
import Testing

@testable import Server

/// Somebody with a session: what a browser holds after signing in.
struct SignedIn: Sendable {
    let id: ID<Account>
    let cookie: String

    /// An account of its own with this role, if any, and a session.
    init(
        _ house: House, _ number: UInt64, role: Role? = nil, area: String = "9901", place: String? = nil,
        proof: Person.Proof = .passkey, phone: String? = nil, at moment: Instant = testMoment
    ) async throws {
        let accounts = house.accounts
        let id = ID<Account>(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0000 | number)
        let secret = Secret(prefix: "", (0..<32).map { UInt8(truncatingIfNeeded: number >> UInt64($0 % 8 * 8)) })
        try await house.database.write { town in
            try accounts.store.save(Profile(id: id, createdAt: town.now, name: "某人\(number)"), in: town)
            if let phone = phone.flatMap({ PhoneNumber($0) }) {
                try accounts.store.set(
                    phone: try accounts.seal(phone.text, .phone, of: id), index: accounts.phoneIndex(phone), of: id,
                    in: town)
            }
            if let role, role != .rider {
                _ = try accounts.give(NewGrant(account: id, role: role, area: area, place: place), in: town)
            }
            let session = Session(
                id: ID(high: 0x0198_0000_0000_7001, low: number), account: id, proof: proof, createdAt: moment,
                seenAt: testMoment, expiresAt: testMoment.adding(seconds: 86_400), device: "")
            try accounts.sessions.add(session, hash: secret.hash, in: town)
        }
        self.id = id
        cookie = "session=" + secret.text
    }

    /// - Parameter body: a form; sent by a page of this site.
    func ask(_ visitor: Visitor, _ target: String, post body: String? = nil, _ more: [String: String] = [:])
        async throws -> Reply
    {
        var fields = HTTPFields()
        fields[.cookie] = cookie
        fields[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "same-origin"
        if body != nil { fields[.contentType] = "application/x-www-form-urlencoded" }
        for (name, value) in more { fields[try #require(HTTPField.Name(name))] = value }
        let response = try await visitor.client.executeRequest(
            uri: target, method: body == nil ? .get : .post, headers: fields,
            body: body.map { ByteBuffer(string: $0) })
        return Reply(
            status: response.status.code, headers: response.headers, body: Array(response.body.readableBytesView))
    }
}
