import Accounts
import Audit
import Base64URL
import Kernel
import Passes
import PassToken

/// 延误证明: the city's signed word on a wait at a gate. The rider takes it from an arrival of the last days and shows its
/// address to a platform; anybody can read it there and check it with the city's published keys.
public struct Certificates: Sendable {
    let city: String
    let accounts: Accounts
    let audit: Audit
    let authority: @Sendable () -> PassAuthority
    let database: any Database
    /// 128 random bits: the address of a certificate.
    let random: @Sendable () -> (UInt64, UInt64)
    let store = CertificateStore()

    public init(
        city: String, accounts: Accounts, audit: Audit, authority: @escaping @Sendable () -> PassAuthority,
        database: any Database, random: @escaping @Sendable () -> (UInt64, UInt64)
    ) {
        self.city = city
        self.accounts = accounts
        self.audit = audit
        self.authority = authority
        self.database = database
        self.random = random
    }

    /// Waits of the last days that this rider has no certificate of.
    func waits(of account: ID<Account>, now: Instant, in town: any Reading) throws -> [GateWait] {
        let since = now.adding(seconds: -Limits.certifiableSeconds)
        let taken = try store.arrivals(of: account, in: town)
        return GateWait.all(try store.moments(of: account, since: since, in: town)).filter {
            !taken.contains($0.arrival)
        }
    }

    /// Signs the wait that began with this arrival.
    ///
    /// - Returns: the certificate's name.
    func take(_ arrival: ID<WaitArrival>, by person: Person, _ visit: Visit, in town: any Writing) throws -> String {
        guard let wait = try waits(of: person.id, now: town.now, in: town).first(where: { $0.arrival == arrival })
        else { throw Refusal.notFound(what: .noSuchWait) }
        let name = try accounts.profile(of: person.id, in: town)?.name ?? ""
        let (high, low) = random()
        let id = ID<DelayCertificate>(high: high, low: low).octets
        let certificate = DelayCertificate(
            issuer: city, issuedAt: town.now.seconds, id: id, place: wait.placeName, gate: wait.gateName,
            arrivedAt: wait.arrivedAt.seconds, endedAt: wait.endedAt.seconds, outcome: wait.outcome,
            maskedName: MaskedName.of(name))
        let signed = try authority().issuer(at: town.now).sign(certificate)
        let text = Base64URL.encode(id)
        try store.add(text, of: person.id, arrival: arrival, signed: signed, in: town)
        try audit.record(
            AuditEntry(
                person, visit, by: nil, action: "take-certificate", subjectKind: "certificate", subject: "",
                about: person.id), in: town)
        return text
    }

    /// Takes one's own back: its page says so from then on.
    func remove(_ id: String, by person: Person, _ visit: Visit, in town: any Writing) throws {
        guard try store.remove(id, of: person.id, in: town) else { throw Refusal.notFound(what: .noSuchCertificate) }
        try audit.record(
            AuditEntry(
                person, visit, by: nil, action: "remove-certificate", subjectKind: "certificate", subject: "",
                about: person.id), in: town)
    }

    /// What a signed text says, if one of the city's keys has signed it.
    func read(_ signed: [UInt8]) -> DelayCertificate? {
        try? DelayCertificate(reading: signed, keys: authority().keys)
    }

    /// - Returns: how many went.
    public func lapse(in town: any Writing) throws -> Int {
        try store.lapse(before: town.now.adding(seconds: -DelayCertificate.keptSeconds), in: town)
    }
}

extension Certificates: PersonalData {
    public var name: String { "certificates" }

    public func exported(of account: ID<Account>, in town: any Reading) throws -> JSON {
        .array(
            try store.certificates(of: account, in: town).map { one in
                [
                    "id": .string(one.id), "madeAt": .string(one.madeAt.rfc3339()),
                    "signed": .string(Base64URL.encode(one.signed)),
                ]
            })
    }

    public func erase(_ account: ID<Account>, in town: any Writing) throws -> [KeptData] {
        try store.forget(account, in: town)
        return []
    }
}

extension ID {
    /// The 16 bytes.
    fileprivate var octets: [UInt8] {
        [high, low].flatMap { word in
            stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }
}

extension Limits {
    /// A certificate can be had of waits of this time.
    static let certifiableSeconds: Int64 = 7 * 86_400
    static let certificatesMax = 200
    static let waitMomentsMax = 1000
}

extension Phrase {
    static let noSuchWait = Phrase(
        "没有可以开证明的等待：要等 2 分钟以上，7 天以内，而且每次只开一张。",
        "There is no such wait: it takes 2 minutes or more, within 7 days, once for each.")
    static let noSuchCertificate = Phrase("没有这张证明，或已过期。", "There is no such certificate, or it has expired.")
}
