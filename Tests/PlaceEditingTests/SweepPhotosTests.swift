import Foundation
import Images
import Kernel
import TestTown
import Testing

@testable import PlaceEditing

private let noodles = EditingTown.noodles

@Suite("Photos that no place shows")
struct SweepPhotosTests {
    private func photo(_ letter: Character) -> PlacePhoto {
        PlacePhoto(hash: String(repeating: letter, count: 64), width: 4, height: 3)
    }

    @Test(
        "They go a month after they were taken off; until then it can be undone; what is shown and what is new stays",
        arguments: TestEngine.available)
    func sweep(_ engine: TestEngine) async throws {
        try await EditingTown.open(engine) { here in
            let path = NSTemporaryDirectory() + "photos-" + UUID().uuidString
            defer { try? FileManager.default.removeItem(atPath: path) }
            let folder = PhotoFolder(path)
            var editing = here.editing
            editing.photos = PlacePhotos(desk: PhotoDesk(VipsPhotos()), store: folder)
            for letter in "abcd" {
                for size in PhotoSize.allCases { try folder.keep([1], hash: photo(letter).hash, size: size) }
                let age: Double = letter == "d" ? 0 : 5
                let date = Date(timeIntervalSince1970: Double(testMoment.milliseconds) / 1000 - age * 86_400)
                for size in PhotoSize.allCases {
                    let file = "\(path)/\(letter)\(letter)/\(photo(letter).hash)-\(size.rawValue).jpg"
                    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file)
                }
            }
            let (shown, taken) = (photo("a"), photo("b"))
            let worker = EditingTown.person(.communityWorker, area: "990102001")
            _ = try await here.edit(noodles, as: worker) { $0.photo = taken }
            let change = try #require(try await here.edit(noodles, as: worker) { $0.photo = shown })
            func left() -> String { "abcd".filter { folder.bytes(hash: photo($0).hash, size: .small) != nil } }
            #expect(try await editing.sweepPhotos(now: testMoment, here.database) == 1)
            #expect(left() == "abd")
            let late = testMoment.adding(seconds: 31 * 86_400)
            #expect(try await editing.sweepPhotos(now: late, here.database) == 2)
            #expect(left() == "a" && folder.hashes(before: late) == [shown.hash])
            let editor = Editor(person: worker, visit: EditingTown.visit())
            let later = editing
            await #expect(throws: Refusal.conflict(what: .photoIsGone)) {
                try await here.database.write { try later.undo(change.id, of: noodles.id, by: editor, in: $0) }
            }
        }
    }
}
