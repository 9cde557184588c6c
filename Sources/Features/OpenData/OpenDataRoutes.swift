import Kernel
import Places

extension OpenData {
    nonisolated public func addRoutes(to doors: Doors) {
        doors.everyone.get("/open-data") { [self] visit in
            try visit.query.accept(only: ["lang"])
            return .page(OpenDataPages.index(settings, for: visit), visit)
        }
        addGBFS(to: doors)
        addOCPI(to: doors)
        addHSDS(to: doors)
        addOGC(to: doors)
    }

    private nonisolated func addGBFS(to doors: Doors) {
        doors.everyone.get("/gbfs/gbfs.json") { [self] visit in
            let city = try await published()
            let body = GBFSFeed.discovery(city, origin: visit.origin).bytes
            return PreparedBody(bytes: body, madeAt: city.madeAt).answer(visit, secondsMax: 3600)
        }
        for file in GBFSFile.allCases {
            doors.everyone.get("/gbfs/\(file.rawValue).json") { [self] visit in
                try await published().body(file).answer(visit, secondsMax: file.secondsMax)
            }
        }
    }

    private nonisolated func addOCPI(to doors: Doors) {
        doors.everyone.get("/ocpi/versions") { visit in
            try visit.query.accept(only: [])
            let data: JSON = [["version": "2.2.1", "url": .string(visit.origin + "/ocpi/2.2.1")]]
            return .ocpi(data, visit)
        }
        doors.everyone.get("/ocpi/2.2.1") { visit in
            try visit.query.accept(only: [])
            let endpoint: JSON = [
                "identifier": "locations", "role": "SENDER", "url": .string(visit.origin + "/ocpi/2.2.1/locations"),
            ]
            return .ocpi(["version": "2.2.1", "endpoints": [endpoint]], visit)
        }
        doors.everyone.get("/ocpi/2.2.1/locations") { [self] visit in
            let page = try OCPIPage(visit)
            let city = try await published()
            return page.answer(city, visit)
        }
        doors.everyone.get("/ocpi/2.2.1/locations/:id") { [self] visit in
            try visit.query.accept(only: [])
            let city = try await published()
            guard let entry = ID<Place>(visit.parameter("id")).flatMap(city.chargingPoint) else {
                throw Refusal.notFound(what: .noPublishedEntry)
            }
            return .ocpi(OCPILocations(city: city).json(entry), visit)
        }
    }

    private nonisolated func addHSDS(to doors: Doors) {
        doors.everyone.get("/hsds") { visit in
            try visit.query.accept(only: [])
            let profile = JSON.string(visit.origin + "/open-data")
            return .json([
                "version": "3.0", "profile": profile,
                "openapi_url": "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json",
            ])
        }
        list("/hsds/services", to: doors) { city, services in
            (city.entries.stations.count, { services.service(city.entries.stations[$0], isWhole: $1) })
        }
        list("/hsds/service_at_locations", to: doors) { city, services in
            (city.entries.stations.count, { services.serviceAtLocation(city.entries.stations[$0], isWhole: $1) })
        }
        list("/hsds/organizations", to: doors) { city, services in
            (city.organizations.count, { services.organization(city.organizations[$0], isWhole: $1) })
        }
        one("/hsds/services/:id", to: doors) { id, services in
            ID<Place>(id).flatMap(services.city.station).map { services.service($0, isWhole: true) }
        }
        one("/hsds/service_at_locations/:id", to: doors) { id, services in
            services.city.entries.stations.first { services.serviceAtLocationID($0.place) == id }
                .map { services.serviceAtLocation($0, isWhole: true) }
        }
        one("/hsds/organizations/:id", to: doors) { id, services in
            services.city.organizations.first { $0.id.description == id }
                .map { services.organization($0, isWhole: true) }
        }
    }

    private nonisolated func list(
        _ path: String, to doors: Doors,
        _ contents: @escaping @Sendable (PublishedCity, HSDSServices) -> (Int, (Int, Bool) -> JSON)
    ) {
        doors.everyone.get(path) { [self] visit in
            let page = try HSDSPage(visit.query)
            let city = try await published()
            let (count, entry) = contents(city, HSDSServices(city: city, vocabulary: places.vocabulary))
            let body = page.json(count) { entry($0, page.isFull) }.bytes
            return PreparedBody(bytes: body, madeAt: city.madeAt).answer(visit, secondsMax: 300)
        }
    }

    private nonisolated func one(
        _ path: String, to doors: Doors, _ find: @escaping @Sendable (String, HSDSServices) -> JSON?
    ) {
        doors.everyone.get(path) { [self] visit in
            try visit.query.accept(only: [])
            let city = try await published()
            let services = HSDSServices(city: city, vocabulary: places.vocabulary)
            guard let json = find(visit.parameter("id").lowercased(), services) else {
                throw Refusal.notFound(what: .noPublishedEntry)
            }
            return PreparedBody(bytes: json.bytes, madeAt: city.madeAt).answer(visit, secondsMax: 300)
        }
    }
}

extension Phrase {
    static let noPublishedEntry = Phrase("没有这一条数据。", "There is no such entry.")
}
