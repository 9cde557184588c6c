import Chargers
import Kernel
import Places

extension ChargerFeeds {
    /// Takes in what a feed tells of the moment: counts and moments of chargers change, the directory does not.
    ///
    /// - Returns: the states that could not be taken, and how many changed something.
    func saveStates(
        _ states: [FeedState], of feed: Feed, in town: any Writing
    ) throws -> (changed: Int, problems: [SheetProblem]) {
        var taking = try TakenStates(states, feed: feed, now: town.now, in: town)
        for (number, state) in states.enumerated() { taking.take(state, number + 1) }
        try ConnectorStore().set(taking.connectorStates, of: feed, in: town)
        let counts = try ConnectorStore().counts(of: taking.touched, feed, in: town)
        let told = taking.counts + counts.map { ChargerCounts(placeID: $0.place, free: $0.free, full: nil, at: $0.at) }
        let changed = try chargers.saveCounts(told, in: town)
        return (changed, taking.problems)
    }
}

/// Sorts states into those that are taken and those that are not.
private struct TakenStates {
    let now: Instant
    private let slots: [String: (place: ID<Place>, total: Int)]
    private let connectors: [String: Connector]
    private(set) var connectorStates: [(key: String, state: ConnectorState, at: Instant)] = []
    private(set) var counts: [ChargerCounts] = []
    private(set) var touched: Set<ID<Place>> = []
    private(set) var problems: [SheetProblem] = []
    private var seen: Set<String> = []

    init(_ states: [FeedState], feed: Feed, now: Instant, in town: any Reading) throws {
        self.now = now
        let keys = states.compactMap { if case .connector(let key, _, _) = $0 { key } else { nil } }
        connectors =
            keys.isEmpty
            ? [:]
            : try ConnectorStore().connectors(
                of: feed, only: keys.count <= ConnectorStore.listMax ? keys : nil, in: town)
        slots = keys.count < states.count ? try ConnectorStore().slots(of: feed, in: town) : [:]
    }

    mutating func take(_ state: FeedState, _ number: Int) {
        switch state {
        case .connector(let key, let state, let at): takeConnector(key, state, at, number)
        case .counts(let site, let free, let full, let at): takeCounts(site, free, full, at, number)
        }
    }

    private mutating func takeConnector(_ key: String, _ state: ConnectorState, _ at: Instant, _ number: Int) {
        guard let known = connectors[key] else { return refuse(number, key, "No station of this feed has it.") }
        guard isNotFuture(at, key, number), isFirst(key, number) else { return }
        // What is older than what we know has come late; it is no mistake.
        if let before = known.at, before > at { return }
        connectorStates.append((key, state, at))
        touched.insert(known.place)
    }

    private mutating func takeCounts(_ site: String, _ free: Int?, _ full: Int?, _ at: Instant, _ number: Int) {
        guard let (place, total) = slots[site] else {
            return refuse(number, site, "The feed has no such station.")
        }
        guard isNotFuture(at, site, number), isFirst(site, number) else { return }
        guard (free ?? 0) >= 0, (full ?? 0) >= 0, (free ?? 0) <= total, (full ?? 0) <= total - (free ?? 0) else {
            return refuse(
                number, site, "\(free ?? 0) free and \(full ?? 0) full do not go into \(total) slots.")
        }
        counts.append(ChargerCounts(placeID: place, free: free, full: full, at: at))
    }

    private mutating func isNotFuture(_ at: Instant, _ key: String, _ number: Int) -> Bool {
        guard at > now.adding(seconds: Limits.feedFutureSecondsMax) else { return true }
        refuse(number, key, "The state is from the future: \(at.rfc3339()).")
        return false
    }

    private mutating func isFirst(_ key: String, _ number: Int) -> Bool {
        guard !seen.insert(key).inserted else { return true }
        refuse(number, key, "The state is told twice.")
        return false
    }

    private mutating func refuse(_ number: Int, _ key: String, _ reason: String) {
        guard problems.count < Limits.feedProblemsMax else { return }
        let value = String(key.prefix(Limits.shownValueCharactersMax))
        problems.append(SheetProblem(line: number, column: "state", value: value, reason: reason))
    }
}
