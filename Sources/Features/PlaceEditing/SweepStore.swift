import Kernel

/// All SQL of sweeping photos.
extension EditingStore {
    /// Photos that entries show, and those of changes since a moment.
    func photoHashes(changedSince moment: Instant, in town: any Reading) throws -> Set<String> {
        var hashes = Set(try town.rows("SELECT hash FROM place_photo").map { try $0.text("hash") })
        let changes = try town.rows(
            """
            SELECT before, after FROM place_change
            WHERE at >= \(moment) AND (before LIKE '%"photo"%' OR after LIKE '%"photo"%')
            """)
        for row in changes {
            for text in [try row.text("before"), try row.text("after")] {
                if let photo = FactsText.read(text)[.photo].flatMap({ PlacePhoto($0) }) { hashes.insert(photo.hash) }
            }
        }
        return hashes
    }
}
