import Chargers
import Kernel
import TCEC102

/// Stations of GBFS 3.0. A vehicle that can be taken and is no bicycle, moped or car is a battery: see
/// `OpenData/GBFSFeed`, which writes what this reads.
struct ReadGBFS {
    private let batteries: Set<String>
    private let cars: Set<String>

    init(vehicleTypes: LooseJSON) {
        let types = vehicleTypes["data"]["vehicle_types"].items
        func ids(_ form: String) -> Set<String> {
            Set(types.filter { $0["form_factor"].text == form }.map { $0["vehicle_type_id"].text })
        }
        batteries = ids("other")
        cars = ids("car")
    }

    func site(_ json: LooseJSON, _ number: Int, into harvest: inout Harvest) {
        let key = json["station_id"].text
        guard !key.isEmpty else { return harvest.report(number, "station_id", "", "The station has no identifier.") }
        var site = FeedSite(
            key: key, name: name(json["name"]), longitude: json["lon"].text, latitude: json["lat"].text)
        site.address = json["address"].text
        site.hours = json["station_opening_hours"].text
        site.phone = json["contact_phone"].text
        site.slotsTotal = json["capacity"].whole ?? 0
        let docked = Set(
            json["vehicle_docks_capacity"].items.flatMap { $0["vehicle_type_ids"].items.map(\.text) })
        let swaps = !docked.isDisjoint(with: batteries)
        let charges = !docked.subtracting(batteries).isEmpty || !swaps
        site.method = swaps ? (charges ? .both : .swap) : .charge
        site.vehicle = docked.isDisjoint(with: cars) ? .ebike : .car
        guard site.slotsTotal >= 0, site.slotsTotal <= 10_000 else {
            return harvest.report(number, "capacity", String(site.slotsTotal), "The capacity is impossible.")
        }
        harvest.sites.append(site)
    }

    func state(_ json: LooseJSON, _ number: Int, into harvest: inout Harvest) {
        let key = json["station_id"].text
        guard !key.isEmpty else { return harvest.report(number, "station_id", "", "The state names no station.") }
        guard let moment = Instant(rfc3339: json["last_reported"].text) else {
            return harvest.report(
                number, "last_reported", json["last_reported"].text, "This is not a moment with its zone.")
        }
        guard json["is_installed"].truth != false else { return }
        let isRunning = json["is_renting"].truth != false || json["is_returning"].truth != false
        let types = json["vehicle_types_available"].items.filter { batteries.contains($0["vehicle_type_id"].text) }
        let full = types.isEmpty ? nil : types.reduce(0) { $0 + ($1["count"].whole ?? 0) }
        harvest.states.append(
            .counts(
                site: key, free: isRunning ? json["num_docks_available"].whole : 0, full: isRunning ? full : 0,
                at: moment))
    }

    /// In Chinese where there is one.
    private func name(_ json: LooseJSON) -> String {
        if case .string(let text) = json { return text }
        let chinese = json.items.first { $0["language"].text.hasPrefix("zh") }
        return (chinese ?? json.items.first)?["text"].text ?? ""
    }
}
