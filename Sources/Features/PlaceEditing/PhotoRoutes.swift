import Kernel
import Places

extension PlaceEditing {
    func addPhotoRoutes(to doors: Doors, database: any Database) {
        doors.staff(.editPlace).post("/console/places/:id/photo", bodyBytesMax: Limits.photoFormBytesMax) {
            [self] visit, person in
            let id = try placeID(visit)
            // Whoever may not change the place does not keep the desk busy.
            _ = try await database.read { try self.editable(id, by: person, in: $0) }
            let photo = try await photo(in: visit)
            let editor = Editor(person: person, visit: visit)
            try await database.write { town in
                try self.change(id, seen: nil, .edit, by: editor, in: town) { $0.photo = photo }
            }
            return .seeOther("/console/places/\(id)?saved=1#photo")
        }
        doors.everyone.get("/photos/:hash/:size") { [self] visit in
            try visit.query.accept(only: [])
            let hash = visit.parameter("hash")
            guard let size = PhotoSize(rawValue: visit.parameter("size")), PlacePhoto.isHash(hash),
                let bytes = photos?.bytes(hash: hash, size: size)
            else { throw Refusal.notFound(what: .noPhotoHere) }
            return Answer(
                type: "image/jpeg", body: bytes,
                headers: [("Cache-Control", "public, max-age=31536000, immutable")])
        }
    }

    /// The photo of a form, or of a body that is the picture itself; nil where it is to be taken away.
    private func photo(in visit: Visit) async throws -> PlacePhoto? {
        guard let photos else { throw Refusal.notReady }
        if visit.bodyType.hasPrefix("image/") { return try await photos.take(visit.body) }
        let form = try PhotoForm(visit)
        return form.has("remove") ? nil : try await photos.take(try form.file())
    }
}

/// The photo of a place on its page.
public struct PhotoSection: PlaceSection {
    private let store = EditingStore()

    public init() {}

    public func addition(to place: Place, for visit: Visit, in town: any Reading) throws -> PlaceAddition? {
        guard let photo = try store.photo(of: place.id, in: town) else { return nil }
        return PlaceAddition(.more, PhotoPart.picture(photo, of: place, visit), styles: ["suggest"])
    }
}

/// The photo where the entry is edited, and the ways to change it.
struct PhotoPart {
    let visit: Visit
    let record: PlaceRecord
    private var language: Language { visit.language }

    var markup: HTML {
        let address = "/console/places/\(record.place.id)/photo"
        let choose: Phrase = record.photo == nil ? .choosePhoto : .anotherPhoto
        var shown: HTML = .empty
        if let photo = record.photo {
            shown = """
                \(Self.picture(photo, of: record.place, visit))
                <form method="post" enctype="multipart/form-data" action="\(address)">
                <button class="button small" name="remove" value="yes">\
                \(Phrase.removePhoto.in(language))</button></form>
                """
        }
        return """
            <section id="photo"><h2>\(Phrase.photoTitle.in(language))</h2>
            \(shown)<form class="stack photo-form" method="post" enctype="multipart/form-data" action="\(address)">
            <label class="field"><span class="label">\(choose.in(language))</span>
            <input type="file" name="photo" required accept="image/jpeg,image/png,image/webp"></label>
            <p class="quiet">\(Phrase.photoHelp.in(language))</p>
            <button class="button" type="submit">\(Phrase.uploadPhoto.in(language))</button></form></section>
            """
    }

    static func picture(_ photo: PlacePhoto, of place: Place, _ visit: Visit) -> HTML {
        """
        <figure class="photo"><a href="\(photo.address(.large))"><img src="\(photo.address(.small))" loading="lazy" \
        width="\(photo.width)" height="\(photo.height)" alt="\(place.name(in: visit.language))"></a></figure>

        """
    }
}
