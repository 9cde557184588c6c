import Audit
import Kernel

/// What a consent is for. Each is given and withdrawn by itself (PIPL, articles 14, 15 and 29).
public enum ConsentPurpose: String, Sendable, CaseIterable, SQLBindable {
    case terms, location, photo, identity

    /// The wording's version: a new wording asks again.
    public var version: Int { self == .photo ? 2 : 1 }

    public var name: Phrase {
        switch self {
        case .terms: Phrase("服务条款与隐私政策", "Terms and privacy policy")
        case .location: Phrase("位置", "Location")
        case .photo: Phrase("照片", "Photo")
        case .identity: Phrase("实名信息", "Legal identity")
        }
    }

    /// What is agreed to, whole.
    public var wording: Phrase {
        switch self {
        case .terms:
            Phrase(
                "同意保存您的手机号（加密）、称呼和行业，用来登录和提供服务。可以随时导出或注销。",
                "Your phone (encrypted), name and trade are kept to sign you in. Export or erase them at any time."
            )
        case .location:
            Phrase(
                "报到时使用一次当前位置，判断所在社区。不记录行踪。",
                "Your position is used once, at check-in, to tell the community. No trail is kept.")
        case .photo:
            Phrase(
                "保存您的照片（加密），门岗或社区核对身份时按需查看；每次查看您都能看到记录，可以随时撤回。",
                "Your photo is kept, encrypted. Guards and community staff may look at it to know you; you see each "
                    + "look, and can withdraw at any time."
            )
        case .identity:
            Phrase(
                "保存姓名和证件号（加密），仅用于您申请的权益。",
                "Legal name and number of identity are kept, encrypted, for the benefits you apply for only.")
        }
    }
}

/// One consent as it was given.
public struct Consent: Sendable, Equatable {
    public var id: ID<Consent>
    public var purpose: ConsentPurpose
    public var version: Int
    public var givenAt: Instant
    public var withdrawnAt: Instant?
}

extension Accounts {
    /// Gives a consent; one that stands in the same wording is left as it is.
    public func give(_ purpose: ConsentPurpose, by account: ID<Account>, _ visit: Visit, in town: any Writing) throws {
        guard try !consents.standing(of: account, in: town).contains(where: { $0.purpose == purpose }) else { return }
        try consents.add(
            Consent(
                id: town.newID(of: Consent.self), purpose: purpose, version: purpose.version, givenAt: town.now),
            of: account, in: town)
        try audit.record(
            AuditEntry(
                actor: account, action: "give-consent", subjectKind: "consent", subject: purpose.rawValue,
                about: account, origin: visit.client.network, details: [("version", JSON(purpose.version))]),
            in: town)
    }

    /// Withdraws a consent, and with it goes what was kept by it. The terms are withdrawn by erasing the account.
    public func withdraw(
        _ purpose: ConsentPurpose, by account: ID<Account>, _ visit: Visit, in town: any Writing
    ) throws {
        guard purpose != .terms else { throw Refusal.conflict(what: .termsByErasing) }
        guard try consents.withdraw(purpose, of: account, in: town) > 0 else { return }
        switch purpose {
        case .photo: try consents.removePhoto(of: account, in: town)
        case .identity: try people.setIdentity(legalName: nil, identity: nil, index: nil, of: account, in: town)
        case .location, .terms: break
        }
        try audit.record(
            AuditEntry(
                actor: account, action: "withdraw-consent", subjectKind: "consent", subject: purpose.rawValue,
                about: account, origin: visit.client.network),
            in: town)
    }
}

extension Phrase {
    static let termsByErasing = Phrase(
        "撤回服务条款等于注销账号，请到“我的数据”里注销。", "Withdrawing the terms means erasing the account; do so under “My data”.")
}
