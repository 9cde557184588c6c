import Accounts
import Audit
import Kernel
import OneTimePassword
import PassToken
import Sealing
import Base64URL

/// What a phone is given: a credential to be signed, and with a new phone the secret of typed codes.
struct IssuedPass: Sendable {
    var credential: PassCredential
    var codeSecret: [UInt8]?
    var profile: Profile
}

/// What comes of a phone that asks for the pass.
enum Registration: Sendable {
    case issued(IssuedPass)
    /// Another phone holds it, and was not to be replaced.
    case heldBy(PassDevice)
}

/// Random bytes for a phone that comes anew, drawn before the transaction.
struct DeviceDraw: Sendable {
    let subject: [UInt8]
    let secret: [UInt8]
    let nonce: [UInt8]
}

extension Passes {
    func draw() -> DeviceDraw {
        DeviceDraw(
            subject: randomBytes(Limits.passSubjectBytes), secret: randomBytes(Limits.codeSecretBytes),
            nonce: randomBytes(KeyRing.nonceBytes))
    }

    /// Gives the pass to a phone. Another one that held it loses it, when that was asked for: what was issued to it is
    /// revoked, on the lists that guards carry too.
    func register(
        _ key: ShownKey, named name: String, isReplacing: Bool, _ draw: DeviceDraw, by person: Person, _ visit: Visit,
        in town: any Writing
    ) throws -> Registration {
        let profile = try rider(person, in: town)
        let held = try store.device(of: person.id, in: town)
        if var held, held.publicKey == key.bytes {
            if !name.isEmpty { held.name = name }
            try store.save(held, in: town)
            let secret = try openSecret(held)
            return .issued(try issue(to: held, key.key, profile, codeSecret: secret, in: town))
        }
        if let held, !isReplacing { return .heldBy(held) }
        // A key names one phone: a second account on it would be a second pass in one hand.
        if try store.account(ofKey: key.bytes, in: town) != nil { throw Refusal.conflict(what: .keyOfAnother) }
        let revoked = try revokeRunning(of: person.id, in: town)
        let device = PassDevice(
            account: person.id, subject: Base64URL.encode(draw.subject), publicKey: key.bytes, name: name,
            codeSecretSealed: try keys.seal(
                draw.secret, field: Self.codeSecretField, owner: person.id.description, nonce: draw.nonce),
            codeStep: 0, registeredAt: town.now)
        try store.save(device, in: town)
        try audit.record(
            AuditEntry(
                person, visit, by: nil, action: held == nil ? "register-pass" : "move-pass", subjectKind: "pass",
                subject: person.id.description, about: person.id,
                details: [("revoked", .array(revoked.map { .integer(Int64($0)) }))]),
            in: town)
        return .issued(try issue(to: device, key.key, profile, codeSecret: draw.secret, in: town))
    }

    /// A newer credential for the phone that holds the pass; nil when this is not the one, or not any more.
    func renew(_ key: ShownKey, by person: Person, in town: any Writing) throws -> IssuedPass? {
        let profile = try rider(person, in: town)
        guard let held = try store.device(of: person.id, in: town), held.publicKey == key.bytes else { return nil }
        return try issue(to: held, key.key, profile, codeSecret: nil, in: town)
    }

    /// Whoever asks, when they may have a pass.
    private func rider(_ person: Person, in town: any Reading) throws -> Profile {
        guard person.proof != .token else { throw Refusal.notAllowed(what: .passNeedsPerson) }
        guard let profile = try accounts.profile(of: person.id, in: town), profile.status == .active,
            profile.trade != nil
        else { throw Refusal.notAllowed(what: .passForRiders) }
        return profile
    }

    private func issue(
        to device: PassDevice, _ key: PassPublicKey, _ profile: Profile, codeSecret: [UInt8]?, in town: any Writing
    ) throws -> IssuedPass {
        let day = town.now.adding(seconds: -86_400)
        guard try store.issued(to: device.account, since: day, in: town) < Limits.passesADayMax else {
            throw Refusal.tooMany(retryAfterSeconds: 3600)
        }
        guard let serial = try store.nextSerial(in: town) else { throw PassAuthorityFault.noKeyInUse }
        let second = town.now.seconds
        let until = second + Limits.passSeconds
        try store.add(
            serial: serial, of: device.account, issuedAt: town.now, expiresAt: Instant(seconds: until), in: town)
        let credential = PassCredential(
            issuer: authority().city, subject: device.subject, issuedAt: second, expiresAt: until, serial: serial,
            trade: PassTrade(profile.trade), maskedName: MaskedName.of(profile.name),
            team: PassTeam.of(profile), phoneKey: key)
        return IssuedPass(credential: credential, codeSecret: codeSecret, profile: profile)
    }
}

// MARK: - Secrets of typed codes

extension Passes {
    static let codeSecretField = "pass-code"

    func openSecret(_ device: PassDevice) throws -> [UInt8] {
        try keys.open(device.codeSecretSealed, field: Self.codeSecretField, owner: device.account.description)
    }

    /// Seals anew, under the newest keys, what still lies under older ones; a batch at a time.
    ///
    /// - Returns: how many there were; 0 when all is done.
    public func reseal(in town: any Writing) throws -> Int {
        let behind = try store.devices(notUnder: keys.currentVersion, in: town)
        for device in behind {
            let sealed = try keys.seal(
                try openSecret(device), field: Self.codeSecretField, owner: device.account.description,
                nonce: randomBytes(KeyRing.nonceBytes))
            try store.setCodeSecret(sealed, of: device.account, in: town)
        }
        return behind.count
    }

    /// Which versions of the keys something lies under.
    public func versionsInUse(in town: any Reading) throws -> Set<UInt32> {
        Set(
            try store.sealedVersions(in: town).map {
                try KeyRing.version(of: $0 + Array(repeating: 0, count: KeyRing.sealedOverheadBytes))
            })
    }
}

extension PassTrade {
    init(_ trade: Trade?) {
        switch trade {
        case .foodDelivery: self = .foodDelivery
        case .courier: self = .courier
        case .rideHailing: self = .rideHailing
        case .truck: self = .truck
        case .other, nil: self = .other
        }
    }

    var trade: Trade {
        switch self {
        case .foodDelivery: .foodDelivery
        case .courier: .courier
        case .rideHailing: .rideHailing
        case .truck: .truck
        case .other: .other
        }
    }
}

extension Limits {
    /// A pass is good for a day.
    static let passSeconds: Int64 = 86_400
    /// A page that renews in the background needs one or two.
    static let passesADayMax = 100
    static let passSubjectBytes = 16
    /// RFC 4226 recommends 20.
    static let codeSecretBytes = 20
}

extension Phrase {
    static let passNeedsPerson = Phrase("通行码要本人在手机上登录后领取。", "Sign in on the phone itself to have the pass.")
    static let passForRiders = Phrase(
        "通行码发给骑手。请先在“我的资料”里填写行业。", "Passes are for riders. Say first, under “My details”, what you work as.")
    static let keyOfAnother = Phrase(
        "这部手机上已有另一个账号的通行码。", "This phone already holds the pass of another account.")
}
