import Foundation
import Kernel
import WebAuthn

/// The end of a ceremony, as the module sends it: `{"challenge": "…", "response": "…", "name": "…"}`.
private struct PasskeyBody: Decodable {
    let challenge: String
    /// The JSON of `PublicKeyCredential.toJSON()`, as a text.
    let response: String
    let name: String?

    static func shown(_ visit: Visit) throws(Refusal) -> ShownPasskey {
        guard visit.bodyType == "application/json",
            let body = try? JSONDecoder().decode(Self.self, from: Data(visit.body))
        else { throw .unsupportedBody(accepted: "application/json, {challenge, response}") }
        return ShownPasskey(
            challenge: String(body.challenge.prefix(100)), response: Array(body.response.utf8), name: body.name ?? "")
    }
}

extension SignIn {
    func addPasskeyRoutes(to doors: Doors) {
        doors.everyone.post("/sign-in/passkey-challenges", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit in
            guard let party = party(visit) else { throw Refusal.notFound(what: .noPasskeysHere) }
            let challenge = accounts.newChallenge(.passkey, of: nil, now: visit.now)
            try await database.write(.relaxed) { [accounts] in try accounts.open(challenge, visit, in: $0) }
            let options = RequestOptions(
                relyingParty: party, challenge: Base64URL.decode(challenge.id) ?? [], userVerification: .required)
            return .json(["challenge": .string(challenge.id), "options": .prepared(try options.json())])
        }
        doors.everyone.post("/sign-in/passkeys") { [self] visit in
            guard let party = party(visit) else { throw Refusal.notFound(what: .noPasskeysHere) }
            let shown = try PasskeyBody.shown(visit)
            let secret = accounts.newSecret()
            let session = try await database.write { [accounts] town in
                try accounts.enterPasskey(shown, party, visit, secret: secret, in: town)
            }
            guard let session else { throw Refusal.notAllowed(what: .passkeyRefused) }
            var answer = Answer.json(["signedIn": true])
            answer.headers.append(session.cookie(isSecure: visit.isSecure))
            return answer
        }
        addOwnPasskeyRoutes(to: doors)
    }

    private func addOwnPasskeyRoutes(to doors: Doors) {
        doors.people.get("/me/passkeys") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            try person.mustHaveSignedIn()
            let (passkeys, right) = try await database.read { [accounts] town in
                (
                    try accounts.means.passkeys(of: person.id, in: town),
                    try accounts.rightToMeans(of: person, now: visit.now, in: town)
                )
            }
            return .own(PasskeyPages(visit: visit).list(passkeys, right, isPossible: party(visit) != nil), visit)
        }
        doors.people.post("/me/passkeys/challenges", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit, person in
            guard let party = party(visit) else { throw Refusal.notFound(what: .noPasskeysHere) }
            let challenge = accounts.newChallenge(.newPasskey, of: person.id, now: visit.now)
            let known = try await database.write(.relaxed) { [accounts] town in
                try accounts.checkMeans(of: person, visit, in: town)
                try accounts.means.add(challenge, in: town)
                return try accounts.means.passkeys(of: person.id, in: town)
            }
            let options = CreationOptions(
                relyingParty: party,
                user: PasskeyUser(handle: person.id.bytes, name: person.name, displayName: person.name),
                challenge: Base64URL.decode(challenge.id) ?? [], excluded: known.map(\.credential))
            return .json(["challenge": .string(challenge.id), "options": .prepared(try options.json())])
        }
        doors.people.post("/me/passkeys/additions") { [self] visit, person in
            guard let party = party(visit) else { throw Refusal.notFound(what: .noPasskeysHere) }
            let shown = try PasskeyBody.shown(visit)
            let isGood = try await database.write { [accounts] town in
                try accounts.addPasskey(shown, by: person, party, visit, in: town)
            }
            guard isGood else { throw Refusal.notAllowed(what: .passkeyRefused) }
            return .json(["added": true], status: 201)
        }
        doors.people.post("/me/passkeys/removals", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit, person in
            let form = try visit.form()
            try form.accept(only: ["passkey"])
            guard let credential = try form.value("passkey").flatMap(Base64URL.decode) else {
                throw Refusal.notFound(what: .noSuchPasskey)
            }
            try await database.write { [accounts] town in
                try accounts.removePasskey(credential, by: person, visit, in: town)
            }
            return .seeOther("/me/passkeys")
        }
    }

    /// The house as passkeys know it: by the address the settings name, never by what a browser claims to have come
    /// by, except on the machine itself.
    func party(_ visit: Visit) -> RelyingParty? {
        let address = visit.site.publicAddress ?? visit.origin
        guard let start = address.firstRange(of: "://")?.upperBound else { return nil }
        let authority = address[start...].prefix { $0 != "/" }
        let host = String(authority.prefix { $0 != ":" }).lowercased()
        guard visit.site.publicAddress != nil || host == "localhost" else { return nil }
        return RelyingParty(
            id: host, name: visit.site.name.chinese, origins: [String(address[..<start]) + authority.lowercased()])
    }
}
