import Kernel
import Places

extension Confirmations: PlaceStandings {
    public var topics: Set<Topic> { [ConfirmationStore.changed] }

    public func standings(at now: Instant, in town: any Reading) throws -> [ID<Place>: PlaceStanding] {
        var standings: [ID<Place>: PlaceStanding] = [:]
        try store.eachTruth(in: town) { id, truth in
            let standing = truth.standing(at: now)
            if standing != .none { standings[id] = standing }
        }
        return standings
    }
}

extension PlaceTruth {
    /// Traits, and at most two lines for a card: how it was found, and how often a charger worked.
    func standing(at now: Instant) -> PlaceStanding {
        var traits: PlaceTraits = []
        if closed?.holds(at: now) == true { traits.insert(.reportedClosed) }
        if broken?.holds(at: now) == true { traits.insert(.reportedBroken) }
        var lines: [StandingLine] = []
        if let line = line(at: now, hoursMax: Limits.cardHoursMax) { lines.append(line) }
        if tries >= Limits.shownTriesMin { lines.append(reliability) }
        for position in lines.indices { lines[position].isForCards = true }
        return PlaceStanding(traits: traits, lines: lines)
    }

    /// The weightiest thing that holds: what several people doubt, then that it is full, then the newest answer.
    func line(at now: Instant, hoursMax: Int64) -> StandingLine? {
        if let closed, closed.holds(at: now) {
            return StandingLine(.severalFoundClosed(closed.people), at: closed.at, tone: .warning)
        }
        if let broken, broken.holds(at: now) {
            return StandingLine(.severalFoundBroken(broken.people), at: broken.at, tone: .warning)
        }
        if isFull(at: now) { return StandingLine(.foundFull, at: fullAt, tone: .warning) }
        guard now.seconds - newestAt.seconds <= hoursMax * 3600 else { return nil }
        switch newestAnswer {
        case .open: return StandingLine(.foundOpen, at: newestAt, tone: .good)
        case .worked: return StandingLine(.foundWorking, at: newestAt, tone: .good)
        case .closed: return StandingLine(.foundClosed, at: newestAt)
        case .broken: return StandingLine(.foundBroken, at: newestAt)
        case .full: return StandingLine(.wasFull, at: newestAt)
        }
    }

    /// `近 20 次 18 次能用`
    var reliability: StandingLine {
        StandingLine(.reliability(worked: worked, tries: tries), tone: 2 * worked >= tries ? .plain : .warning)
    }
}
