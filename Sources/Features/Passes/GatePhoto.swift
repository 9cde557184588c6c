import Accounts
import Foundation
import Kernel
import Places

extension Passes {
    /// A rider's photo for whoever has just looked at their pass at a gate.
    func addGatePhotoRoutes(to doors: Doors) {
        doors.staff(.checkPass).post("/api/v1/passes/scans/:id/photo") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            try person.mustHaveSignedIn()
            guard let id = ID<Scan>(visit.parameter("id")) else { throw Refusal.notFound(what: .noFreshLook) }
            let jpeg = try await database.write { [self] town in
                try photo(seenAt: id, by: person, visit, in: town)
            }
            let text: String? = jpeg.map { Data($0).base64EncodedString() }
            return .json(["photo": JSON(text)])
        }
    }

    /// The photo of the rider whose pass a guard has found genuine moments ago. Nobody else's can be asked for, and the
    /// rider sees that it was.
    ///
    /// - Returns: a JPEG; nil where the rider has given none.
    /// - Throws: `Refusal.notFound` for a look that is not one's own, not of a known rider, undone, or older than
    ///   `Limits.gatePhotoSeconds`.
    func photo(
        seenAt id: ID<Scan>, by person: Person, _ visit: Visit, in town: any Writing
    ) throws -> [UInt8]? {
        let since = town.now.adding(seconds: -Limits.gatePhotoSeconds)
        guard let look = try scans.fresh(id, of: person.id, since: since, in: town),
            let land = try compounds.land(of: look.place, in: town)
        else { throw Refusal.notFound(what: .noFreshLook) }
        let target = Target(area: land.area ?? authority().city, place: look.place.description)
        guard let grant = person.grant(for: .checkPass, on: target) else {
            throw Refusal.notFound(what: .noFreshLook)
        }
        return try accounts.showPhoto(
            of: look.account, to: person, by: grant, why: Phrase.photoAtGate.chinese, at: target, visit, in: town)
    }
}

extension Limits {
    /// How long after a look its rider's photo can be asked for: they still stand there.
    static let gatePhotoSeconds: Int64 = 600
}

extension Phrase {
    static let photoAtGate = Phrase("门岗查验时核对本人", "To tell at the gate that it is the rider")
    static let noFreshLook = Phrase(
        "刚才没有查验过这位骑手，请重新查验。", "You have not looked at this rider’s pass just now: look again.")
}
