import Console
import Foundation
import Kernel

extension Accounts {
    /// One's own photo, and staff's looks at it. It is handed out inside the page that was asked for, never at an
    /// address of its own.
    public func addPhotoRoutes(to doors: Doors, desk: PhotoDesk, console: Console) {
        doors.people.get("/me/photo") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let photo = try await database.read { [self] in try ownPhoto(of: person.id, in: $0) }
            return .page(RightsPages(visit).photo(photo), visit)
        }
        doors.people.post("/me/photo", bodyBytesMax: Limits.photoFormBytesMax) { [self] visit, person in
            try person.mustHaveSignedIn()
            let form = try PhotoForm(visit)
            if form.has("remove") {
                try await database.write { try self.withdraw(.photo, by: person.id, visit, in: $0) }
                return .seeOther("/me/photo")
            }
            guard form.text("consent") == "yes" else {
                throw Refusal.parameter(name: "consent", came: nil, accepted: .photoConsentNeeded)
            }
            let photo = try await desk.square(
                try form.file(), side: Limits.personPhotoSide, bytesMax: Limits.personPhotoBytesMax)
            try await database.write { try self.keep(photo, of: person, visit, in: $0) }
            return .seeOther("/me/photo")
        }
        doors.staff(.readPerson).post("/console/people/:id/photo") { [self] visit, person in
            let reason = try PersonForm(visit, ["reason"]).needed("reason")
            let id = try account(visit)
            let (seen, photo) = try await database.write { [self] town in
                let seen = try find(id, by: person, .readPerson, in: town)
                guard let grant = seen.grant else { throw Refusal.notFound(what: .noSuchPerson) }
                let target = Target(area: seen.profile.verification?.area)
                return (
                    seen,
                    try showPhoto(of: id, to: person, by: grant, why: reason, at: target, visit, in: town)
                )
            }
            return .page(PeoplePages(console, visit, person).person(seen, phone: nil, photo: photo), visit)
        }
    }
}

extension RightsPages {
    func photo(_ photo: [UInt8]?) -> Page {
        let choose: Phrase = photo == nil ? .choosePhoto : .anotherPhoto
        let shown: HTML? = photo.map { bytes in
            """
            <section class="panel"><p>\(PersonPicture.markup(bytes, .myPhoto, language))</p>
            <form method="post" enctype="multipart/form-data" action="/me/photo">
            <button class="button" type="submit" name="remove" value="yes">\
            \(Phrase.removeMyPhoto.in(language))</button></form>
            <p class="quiet">\(Phrase.removeMyPhotoNote.in(language))</p></section>
            """
        }
        return page(
            .myPhoto,
            """
            <p class="quiet">\(Phrase.myPhotoNote.in(language))</p>
            \(shown)<form class="panel stack" method="post" enctype="multipart/form-data" action="/me/photo">
            <label class="field"><span class="label">\(choose.in(language))</span>
            <input type="file" name="photo" required accept="image/jpeg,image/png,image/webp"></label>
            <p class="quiet">\(Phrase.myPhotoHelp.in(language))</p>
            <label class="tick consent"><input type="checkbox" name="consent" value="yes" required>
            <span>\(Phrase.agreeToPhoto(ConsentPurpose.photo.wording).in(language))</span></label>
            <button class="button primary" type="submit">\(Phrase.uploadMyPhoto.in(language))</button></form>
            """)
    }
}

extension PeoplePages {
    /// The photo where it was asked for; otherwise the way to ask for it.
    func photo(of seen: SeenPerson, _ photo: [UInt8]?) -> HTML {
        if let photo { return "<p>\(PersonPicture.markup(photo, .riderPhoto, language))</p>\n" }
        guard seen.profile.hasPhoto else { return .empty }
        return """
            <form class="fields" method="post" action="/console/people/\(seen.profile.id)/photo">
            <label class="field"><span>\(Phrase.whyPhoto.in(language))</span>
            <input name="reason" maxlength="200" required></label>
            <button class="button" type="submit">\(Phrase.showPhoto.in(language))</button>
            </form>
            """
    }
}

enum PersonPicture {
    /// Within the page itself, so that nothing but the page holds it.
    static func markup(_ jpeg: [UInt8], _ words: Phrase, _ language: Language) -> HTML {
        """
        <img class="person-photo" src="data:image/jpeg;base64,\(Data(jpeg).base64EncodedString())" \
        width="160" height="160" alt="\(words.in(language))">
        """
    }
}

extension Phrase {
    static let myPhoto = Phrase("我的照片", "My photo")
    static let myPhotoNote = Phrase(
        "选填。需要核对身份时，才会有人查看。", "Optional. It is looked at only where somebody must tell that it is you.")
    static let choosePhoto = Phrase("选择一张正面照", "Choose a picture of your face")
    static let anotherPhoto = Phrase("换一张正面照", "Choose another picture of your face")
    static let myPhotoHelp = Phrase(
        "JPEG、PNG 或 WebP，不超过 10 MB。只保留裁成方形的小图（加密），位置、时间等信息全部去掉。",
        "JPEG, PNG or WebP, at most 10 MB. Only a small square of it is kept, encrypted, and nothing but the picture.")
    static let uploadMyPhoto = Phrase("上传照片", "Upload the photo")
    static let removeMyPhoto = Phrase("删除照片", "Delete the photo")
    static let removeMyPhotoNote = Phrase("删除照片也就撤回了同意。", "This also withdraws your consent.")
    static let photoConsentNeeded = Phrase("同意后才能上传照片。", "Please agree before you upload a photo.")
    static let riderPhoto = Phrase("本人照片", "Photo of this person")
    static let whyPhoto = Phrase("查看照片的原因", "Why you need the photo")
    static let showPhoto = Phrase("查看照片", "Show the photo")

    static func agreeToPhoto(_ wording: Phrase) -> Phrase {
        Phrase("我同意：" + wording.chinese, "I agree: " + wording.english)
    }
}
