import Chargers
import Kernel
import Places

extension ChargerFeeds {
    /// Brings a feed's stations into the directory: good ones go in, bad ones are reported. A station that is no longer
    /// told of stays; staff see it grow stale.
    func saveSites(_ harvest: Harvest, of feed: Feed, into database: any Database) async throws -> PullReport {
        var report = PullReport()
        report.sitesRead = harvest.sites.count
        report.problems = harvest.problems
        let sheet = Sheet(
            columns: ["id", "name", "lng", "lat", "address", "hours", "phone"],
            rows: harvest.sites.enumerated().map { number, site in
                SheetRow(
                    line: number + 1,
                    cells: [site.key, site.name, site.longitude, site.latitude, site.address, site.hours, site.phone])
            })
        let imported = try await places.importPlaces(
            sheet, columns: try ImportColumns(sheet.columns, mapping: [:], datum: feed.datum),
            settings: ImportSettings(kind: .charger, source: feed.source), into: database)
        report.added = imported.added
        report.updated = imported.updated
        report.problems += imported.problems
        report.notes = imported.notes
        let sites = harvest.sites
        report.problems += try await database.write { town in try saveFacts(sites, of: feed, in: town) }
        return report
    }

    /// What a charger has beside its entry; the states it has are kept.
    private func saveFacts(_ sites: [FeedSite], of feed: Feed, in town: any Writing) throws -> [SheetProblem] {
        let entries = try ConnectorStore().places(of: feed, in: town)
        let known = try chargers.all(in: town)
        let connectors = try ConnectorStore().connectors(of: feed, in: town)
        var owners: [String: String] = [:]
        var seen: Set<String> = []
        var changed: [Charger] = []
        var added: [(key: String, place: ID<Place>)] = []
        var problems: [SheetProblem] = []
        for (number, site) in sites.enumerated() {
            guard let place = entries[site.key], seen.insert(site.key).inserted else { continue }
            var keys: [String] = []
            for key in site.connectors {
                if key.isEmpty || key.utf8.count > 100 || owners.updateValue(site.key, forKey: key) != nil {
                    problems.append(
                        SheetProblem(
                            line: number + 1, column: "connector", value: String(key.prefix(40)),
                            reason: "The connector has no identifier, or another one has the same."))
                } else {
                    keys.append(key)
                }
            }
            added += keys.filter { connectors[$0]?.place != place }.map { ($0, place) }
            let charger = charger(site, place, feed, known[place], slots: site.connectors.isEmpty ? nil : keys.count)
            if charger != known[place] { changed.append(charger) }
        }
        try chargers.save(changed, in: town)
        try ConnectorStore().add(added, to: feed, in: town)
        let told = Set(entries.filter { seen.contains($0.key) }.values)
        try ConnectorStore().remove(
            connectors.filter { owners[$0.key] == nil && told.contains($0.value.place) }.map(\.key), of: feed, in: town)
        return problems
    }

    private func charger(
        _ site: FeedSite, _ place: ID<Place>, _ feed: Feed, _ known: Charger?, slots: Int?
    ) -> Charger {
        var charger = Charger(
            placeID: place, method: site.method, operator: feed.operator, vehicle: site.vehicle ?? feed.vehicle,
            connector: String(site.connector.unicodeScalars.prefix(60)),
            battery: String(site.battery.unicodeScalars.prefix(60)),
            electricityFenPerKWh: site.electricityFenPerKWh, serviceFenPerKWh: site.serviceFenPerKWh,
            swapFen: known?.swapFen, slotsTotal: slots ?? site.slotsTotal, slotsFree: nil, batteriesFull: nil,
            statusAt: nil)
        if charger.battery.isEmpty, let battery = known?.battery { charger.battery = battery }
        // A count that no longer fits is no longer true.
        if let known, (known.slotsFree ?? 0) + (known.batteriesFull ?? 0) <= charger.slotsTotal {
            charger.slotsFree = known.slotsFree
            charger.batteriesFull = known.batteriesFull
            charger.statusAt = known.statusAt
        }
        return charger
    }
}
