import Kernel
import Places

extension PlaceEditing {
    /// Takes away the files of photos that no entry shows and no change of the last month could bring back: what was
    /// taken off a place, and what an upload left that came to nothing.
    ///
    /// - Returns: how many photos went.
    public func sweepPhotos(now: Instant, _ database: any Database) async throws -> Int {
        guard let photos else { return 0 }
        // An upload keeps its file first and names it a moment later.
        let old = photos.store.hashes(before: now.adding(seconds: -86_400))
        guard !old.isEmpty else { return 0 }
        let since = now.adding(seconds: -Limits.photoUndoDaysMax * 86_400)
        let named = try await database.read { [store] in try store.photoHashes(changedSince: since, in: $0) }
        let loose = old.filter { !named.contains($0) }
        for hash in loose { photos.store.remove(hash: hash) }
        return loose.count
    }

    /// A photo that was swept is not brought back.
    func checkPhoto(_ facts: PlaceFacts) throws(Refusal) {
        guard let photos, let photo = facts[.photo].flatMap({ PlacePhoto($0) }) else { return }
        guard photos.bytes(hash: photo.hash, size: .small) != nil else { throw .conflict(what: .photoIsGone) }
    }
}

extension Limits {
    /// How long a photo that was taken off a place can be brought back.
    static let photoUndoDaysMax: Int64 = 30
}

extension Phrase {
    static let photoIsGone = Phrase(
        "这张照片撤下已超过 30 天，已经删除，不能恢复。",
        "This photo was taken off more than 30 days ago and is deleted; it cannot be brought back.")
}
