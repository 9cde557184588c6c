import Kernel
import Places

extension Confirmations {
    /// Adds answers that come with their history, none of them withdrawn: the demonstration's. The places have none
    /// yet.
    public func add(_ history: [Confirmation], about kinds: [ID<Place>: PlaceKind], in town: any Writing) throws {
        try store.add(history, in: town)
        let now = town.now
        let truths = Dictionary(grouping: history, by: \.placeID).compactMap { id, answers in
            kinds[id].flatMap { kind in
                let tries = answers.filter(\.answer.isTry).sorted { $0.seenAt > $1.seenAt }.map(\.answer)
                return PlaceTruth.of(answers, tries: tries, kind: kind, now: now).map { (id: id, truth: $0) }
            }
        }
        try store.add(truths.sorted { $0.id < $1.id }, in: town)
        if !history.isEmpty { try town.announce(ConfirmationStore.changed) }
    }
}
