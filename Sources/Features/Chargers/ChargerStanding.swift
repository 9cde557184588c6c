import Kernel
import Places

extension Chargers: PlaceStandings {
    public var topics: Set<Topic> { [ChargerStore.changed] }

    public func standings(at now: Instant, in town: any Reading) throws -> [ID<Place>: PlaceStanding] {
        var standings: [ID<Place>: PlaceStanding] = [:]
        try store.each(in: town) { standings[$0.placeID] = $0.standing(at: now) }
        return standings
    }
}

extension Charger {
    /// What was told longer ago than this says nothing about now.
    static let statusMinutesMax: Int64 = 120

    /// Whether the counts of slots and batteries are recent enough to send somebody there.
    func isStatusCurrent(at now: Instant) -> Bool {
        guard let statusAt else { return false }
        return now.seconds - statusAt.seconds <= Self.statusMinutesMax * 60
    }

    func standing(at now: Instant) -> PlaceStanding {
        var traits: PlaceTraits = vehicle == .car ? .car : .ebike
        if method != .swap { traits.insert(.charge) }
        if method != .charge { traits.insert(.swap) }
        let isCurrent = isStatusCurrent(at: now)
        if isCurrent, batteriesFull ?? 0 > 0 { traits.insert(.fullBattery) }
        if isCurrent, slotsFree ?? 0 > 0 { traits.insert(.freeSlot) }
        return PlaceStanding(traits: traits, lines: line(isCurrent: isCurrent).map { [$0] } ?? [])
    }

    private func line(isCurrent: Bool) -> StandingLine? {
        let counted: (Int, Phrase)? =
            batteriesFull.map { ($0, Phrase("满电 \($0)/\(slotsTotal)", "\($0) of \(slotsTotal) batteries full")) }
            ?? slotsFree.map { ($0, Phrase("空闲 \($0)/\(slotsTotal)", "\($0) of \(slotsTotal) slots free")) }
        guard let (count, text) = counted else { return nil }
        return StandingLine(text, at: statusAt, tone: !isCurrent ? .plain : count > 0 ? .good : .warning)
    }
}
