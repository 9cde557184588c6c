import Audit
import Kernel

/// The photo of somebody, for being known by. It lies sealed beside its owner's name, stands at no address, and goes
/// when the consent to it is withdrawn.
extension Accounts {
    /// Keeps a photo in place of the one before, with the consent that was given in the same step.
    func keep(_ photo: EncodedPhoto, of person: Person, _ visit: Visit, in town: any Writing) throws {
        try give(.photo, by: person.id, visit, in: town)
        try consents.setPhoto(try seal(photo.bytes, .photo, of: person.id), of: person.id, in: town)
        try audit.record(
            AuditEntry(
                actor: person.id, proof: person.proof, action: "change-photo", subjectKind: "photo",
                subject: person.id.description, about: person.id, origin: visit.client.network,
                details: [("bytes", JSON(photo.bytes.count))]),
            in: town)
    }

    /// One's own photo, for oneself: nobody is told of it.
    func ownPhoto(of account: ID<Account>, in town: any Reading) throws -> [UInt8]? {
        try rights.sealed(of: account, in: town).photo.map { try open($0, .photo, of: account) }
    }

    /// Shows somebody's photo to somebody else: that, why and where is written down in the same transaction, and its
    /// owner sees it. Whether the looker may look is decided before, by the grant.
    ///
    /// - Parameters:
    ///   - grant: what allows the look.
    ///   - reason: the looker's own words, or what the desk is for.
    ///   - target: where the looker stands: the gate's compound, or the area of the person's page.
    /// - Returns: a JPEG; nil where there is none, or where the consent was given to an older wording.
    public func showPhoto(
        of account: ID<Account>, to looker: Person, by grant: Grant, why reason: String, at target: Target,
        _ visit: Visit, in town: any Writing
    ) throws -> [UInt8]? {
        guard !reason.isEmpty else { throw Refusal.parameter(name: "reason", came: nil, accepted: .reasonNeeded) }
        let mayBeShown = try consents.standing(of: account, in: town).contains { $0.purpose == .photo }
        let photo = mayBeShown ? try ownPhoto(of: account, in: town) : nil
        try audit.record(
            AuditEntry(
                looker, visit, by: grant, action: "show-photo", subjectKind: "photo", subject: account.description,
                about: account, area: target.area ?? grant.area, reason: reason,
                details: [("place", JSON(target.place)), ("shown", .bool(photo != nil))]),
            in: town)
        return photo
    }
}

extension Limits {
    /// Of one side, in pixels: a face the size of a hand on a phone's screen.
    static let personPhotoSide = 320
    static let personPhotoBytesMax = 30_000
}
