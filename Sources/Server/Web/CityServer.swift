import Compression
import Hummingbird
import Kernel
import Logging
import Passes
import OpenData
import ServiceLifecycle

/// The city's server: routes behind doors, middleware, and the services that live as long as it does.
struct CityServer {
    let house: House
    let doors: Doors
    let router: Router<VisitContext>
    let meters: Meters
    let openData: OpenData

    init(_ house: House, meters: Meters) throws {
        self.house = house
        self.meters = meters
        let files = try StaticFiles(
            folder: house.home.path + "/Web",
            further: ["city/outlines.geojson": Array(try house.cityFolder.text("outlines-phone.geojson").utf8)])
        let places = house.places
        let basemap = BasemapFile(path: house.settings.basemap)
        var site = Site(
            name: Phrase("甬爱码", "YongAi"), cityName: house.city.name, utcOffsetSeconds: places.utcOffsetSeconds,
            assetBase: "/assets/\(files.fingerprint)", clock: house.clock,
            publicAddress: house.settings.publishing.address, isDemonstration: { places.index.isDemonstration })
        (site.imports, site.proxies) = (files.imports, house.settings.proxies)
        site.basemap = { basemap.address }
        router = Router(context: VisitContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            AccessRecord()
            SecurityHeaders(tiles: places.tiles) { [site] in Client.isSecure($0, $1, site: site) }
        }
        doors = Doors(
            site: site, router: router, operatorToken: house.settings.metricsToken,
            recognising: house.accounts, gzip: { Gzip.compress($0) })
        OperationRoutes(house: house, meters: meters).add(to: doors)
        files.addRoutes(to: doors)
        ShellRoutes().add(to: doors)
        PassScreens().addRoutes(to: doors)
        house.areas.addRoutes(to: doors)
        places.addRoutes(to: doors, database: house.database)
        house.confirmations.addRoutes(to: doors, places: places, database: house.database)
        places.addSearchRoutes(to: doors)
        house.feeds.addRoutes(to: doors, database: house.database)
        openData = house.openData(gzip: { Gzip.compress($0) })
        openData.addRoutes(to: doors)
        house.roads.addRoutes(to: doors, database: house.database)
        basemap.addRoutes(to: doors)
        house.signIn.addRoutes(to: doors)
        house.console.addRoutes(
            to: doors, inboxes: [house.placeEditing, house.gates, house.plans, house.passes, house.blocked],
            database: house.database)
        Self.addPeopleRoutes(of: house, to: doors)
        house.citySettings.addRoutes(to: doors, console: house.console, database: house.database)
        house.placeEditing.addRoutes(to: doors, database: house.database)
        house.gates.addRoutes(
            to: doors, places: places,
            sections: [house.plans, house.passes, GuestSection(house.passes), house.blocked],
            database: house.database)
        Self.addGateHelp(of: house, to: doors)
        house.audit.addRoutes(
            to: doors, console: house.console, names: house.accounts.names(of:in:), database: house.database)
    }

    /// What surrounds the gates.
    private static func addGateHelp(of house: House, to doors: Doors) {
        house.plans.addRoutes(to: doors, places: house.places, database: house.database)
        house.passes.addRoutes(to: doors)
        house.passes.addGuestRoutes(to: doors, signIn: house.signIn)
        house.blocked.addRoutes(to: doors)
        house.friendliness.addRoutes(to: doors)
        house.coverage.addRoutes(to: doors)
        house.certificates.addRoutes(to: doors)
    }

    private static func addPeopleRoutes(of house: House, to doors: Doors) {
        house.accounts.addPeopleRoutes(to: doors, console: house.console)
        house.accounts.addPhotoRoutes(to: doors, desk: house.photoDesk, console: house.console)
        house.accounts.addRightsRoutes(to: doors, others: house.personalData)
    }

    /// - Parameters:
    ///   - heard: announcements from before the directory was read on.
    ///   - onRunning: told the port once connections are accepted.
    func application(
        heard: AsyncStream<Topic?>? = nil, onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let keeper = SnapshotKeeper(
            database: house.database, areas: house.areas, places: house.places, clock: house.clock,
            logger: house.logger, heard: heard,
            onChange: { [openData] in await openData.forget() })
        return Application(
            responder: doors.responder(), server: .onLoops,
            configuration: .init(
                address: .hostname(house.settings.host, port: house.settings.port), serverName: "yongai"),
            services: [
                keeper, RoadKeeper(house), Schedule(jobs: house.jobs, logger: house.logger),
                FeedKeeper(feeds: house.feeds, database: house.database, logger: house.logger),
            ],
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) },
            logger: house.logger)
    }
}
