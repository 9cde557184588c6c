import Audit
import Foundation
import Kernel

extension Accounts {
    /// Everything the house knows of an account, for its owner: one JSON object, files in Base64 (PIPL, article 45).
    func export(
        _ account: ID<Account>, _ visit: Visit, others: [any PersonalData], in town: any Writing
    ) throws -> JSON {
        guard let profile = try store.profile(account, in: town) else { throw Refusal.notFound(what: .noSuchPerson) }
        try audit.record(
            AuditEntry(
                actor: account, action: "export-data", subjectKind: "account", subject: account.description,
                about: account, origin: visit.client.network),
            in: town)
        var members: [(String, JSON)] = [
            ("exportedAt", .string(town.now.rfc3339(utcOffsetSeconds: visit.site.utcOffsetSeconds))),
            ("account", try exported(profile, in: town)),
            ("consents", .array(try consents.all(of: account, in: town).map(Self.exported))),
            ("roles", .array(try rights.allGrants(of: account, in: town).map(Self.exported))),
            ("sessions", .array(try rights.allSessions(of: account, in: town))),
            ("passkeys", .array(try rights.passkeys(of: account, in: town))),
            ("identities", .array(try rights.identities(of: account, in: town))),
            ("tokens", .array(try sessions.tokens(of: account, now: town.now, in: town).map(Self.exported))),
            ("trail", .array(try trail(of: account, in: town).map(Self.exported))),
        ]
        for other in others { members.append((other.name, try other.exported(of: account, in: town))) }
        return .object(members)
    }

    /// What was done with somebody's data, newest first.
    func trail(of account: ID<Account>, in town: any Reading) throws -> [RecordedEntry] {
        var question = AuditQuestion()
        question.about = account
        question.countMax = Limits.trailEntriesMax
        return try audit.entries(question, in: town)
    }

    private func exported(_ profile: Profile, in town: any Reading) throws -> JSON {
        let sealed = try rights.sealed(of: profile.id, in: town)
        func opened(_ bytes: [UInt8]?, _ field: SealedField) throws -> JSON {
            JSON(try bytes.map { try openText($0, field, of: profile.id) })
        }
        return .object([
            ("id", .string(profile.id.description)), ("createdAt", .string(profile.createdAt.rfc3339())),
            ("status", .string(profile.status.rawValue)), ("name", .string(profile.name)),
            ("trade", JSON(profile.trade?.rawValue)), ("team", .string(profile.team)),
            ("platform", .string(profile.platform)),
            ("phone", try opened(sealed.phone, .phone)), ("legalName", try opened(sealed.legalName, .legalName)),
            ("identityNumber", try opened(sealed.identity, .identity)),
            ("verifiedBy", JSON(profile.verification?.basis.rawValue)),
            ("verifiedAt", JSON(profile.verification?.at.rfc3339())),
            ("verifiedIn", JSON(profile.verification?.area)),
            ("photo", JSON(try sealed.photo.map { Data(try open($0, .photo, of: profile.id)).base64EncodedString() })),
        ])
    }

    private static func exported(_ consent: Consent) -> JSON {
        .object([
            ("purpose", .string(consent.purpose.rawValue)), ("version", JSON(consent.version)),
            ("wording", .string(consent.purpose.wording.chinese)), ("givenAt", .string(consent.givenAt.rfc3339())),
            ("withdrawnAt", JSON(consent.withdrawnAt?.rfc3339())),
        ])
    }

    private static func exported(_ record: GrantRecord) -> JSON {
        .object([
            ("role", .string(record.grant.role.rawValue)), ("area", .string(record.grant.area)),
            ("place", JSON(record.grant.place)), ("grantedAt", .string(record.grantedAt.rfc3339())),
            ("expiresAt", JSON(record.grant.expiresAt?.rfc3339())),
            ("revokedAt", JSON(record.revokedAt?.rfc3339())),
        ])
    }

    private static func exported(_ token: APIToken) -> JSON {
        .object([
            ("name", .string(token.name)),
            ("actions", .array(token.actions.map(\.rawValue).sorted().map(JSON.string))),
            ("createdAt", .string(token.createdAt.rfc3339())), ("expiresAt", .string(token.expiresAt.rfc3339())),
        ])
    }

    private static func exported(_ entry: RecordedEntry) -> JSON {
        .object([
            ("at", .string(entry.at.rfc3339())), ("action", .string(entry.action)), ("role", JSON(entry.role)),
            ("reason", .string(entry.reason)),
        ])
    }
}

extension Limits {
    static let trailEntriesMax = 200
}
