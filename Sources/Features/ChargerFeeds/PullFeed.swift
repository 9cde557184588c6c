import Kernel
import Places

extension ChargerFeeds {
    /// Feeds whose turn it is.
    public func due(from database: any Database) async throws -> [Feed] {
        let now = clock.now()
        let store = store
        return try await database.read { try store.feeds(in: $0) }.filter { feed in
            guard let due = feed.health.dueAt(intervalSeconds: feed.intervalSeconds) else { return true }
            return due <= now
        }
    }

    /// Reads a feed once and remembers how that went; of two nodes that find it due, one reads it.
    ///
    /// - Parameter withSites: reads the list of stations as well; otherwise only when it has not been for long.
    /// - Returns: nil when another node has taken it.
    public func pull(_ feed: Feed, withSites: Bool = false, into database: any Database) async throws -> PullReport? {
        let store = store
        guard try await database.write(.relaxed, { try store.claim(feed, in: $0) }) else { return nil }
        let wanted = withSites || isListOld(feed)
        var report = PullReport()
        do {
            let harvest = try await harvest(feed, withSites: wanted, database)
            report = try await save(harvest, of: feed, withSites: wanted, into: database)
        } catch let failure as FeedFailure {
            report.failure = failure
        } catch {
            // Our own fault: doctor shows that the feed did not come in, the log says why.
            try await record(.incomplete, PullReport(), feed, wanted, database)
            throw error
        }
        try await record(report.failure, report, feed, wanted, database)
        return report
    }

    private func record(
        _ failure: FeedFailure?, _ report: PullReport, _ feed: Feed, _ readSites: Bool, _ database: any Database
    ) async throws {
        let (store, problems) = (store, report.problems.count)
        try await database.write(.relaxed) { town in
            try store.record(feed.name, failure: failure, readSites: readSites, problems: problems, in: town)
        }
    }

    private func isListOld(_ feed: Feed) -> Bool {
        guard let read = feed.health.sitesAt else { return true }
        return clock.now().seconds - read.seconds >= Limits.feedSitesSecondsMax
    }

    private func harvest(_ feed: Feed, withSites: Bool, _ database: any Database) async throws -> Harvest {
        let open = AskOpenFormats(feed: feed, token: secrets.token(feed), fetching: fetching, now: clock.now())
        switch feed.format {
        case .ocpi: return try await open.ocpi()
        case .gbfs: return try await open.gbfs(withSites: withSites)
        case .tcec102: break
        }
        guard let partner = secrets.partner(feed) else { throw FeedFailure.secrets }
        let ask = AskTCEC102(feed: feed, partner: partner, fetching: fetching, tokens: tokens, now: clock.now())
        var harvest = withSites ? try await ask.sites() : Harvest()
        let known = withSites ? harvest.sites.map(\.key) : try await stations(of: feed, database)
        let states = try await ask.states(of: known)
        harvest.states = states.states
        harvest.problems += states.problems
        return harvest
    }

    private func stations(of feed: Feed, _ database: any Database) async throws -> [String] {
        try await database.read { try ConnectorStore().places(of: feed, in: $0).keys.sorted() }
    }

    private func save(
        _ harvest: Harvest, of feed: Feed, withSites: Bool, into database: any Database
    ) async throws -> PullReport {
        var report = PullReport()
        report.problems = harvest.problems
        if withSites { report = try await saveSites(harvest, of: feed, into: database) }
        report.statesRead = harvest.states.count
        let states = harvest.states
        let taken = try await database.write(.relaxed) { try saveStates(states, of: feed, in: $0) }
        report.statesChanged = taken.changed
        report.problems += taken.problems
        return report
    }
}
