import Accounts
import Areas
import Audit
import Blocked
import ChargerFeeds
import Chargers
import CitySettings
import Compounds
import Confirmations
import Console
import Coverage
import Fetcher
import Foundation
import Gates
import Images
import Kernel
import Logging
import Merchants
import NameSearch
import OpenData
import OpenID
import OpeningHours
import Passes
import Passwords
import Pinyin
import PlaceEditing
import Places
import Plans
import Posters
import PostgreSQLDriver
import Roads
import SMS
import SQLiteDriver
import Sealing
import Stations
import Valhalla

/// The whole house, wired: the only place that knows every room.
struct House: Sendable {
    let settings: Settings
    let home: HomeFolder
    let cityFolder: CityFolder
    let city: City
    let database: any Database
    let areas = Areas()
    let places: Places
    let compounds = Compounds()
    let stations = Stations()
    let merchants: Merchants
    let chargers = Chargers()
    let confirmations: Confirmations
    let audit: Audit
    let accounts: Accounts
    let signIn: SignIn
    let console: Console
    let citySettings: CitySettings
    let photoDesk = PhotoDesk(VipsPhotos())
    let placeEditing: PlaceEditing
    let gates: Gates
    let passKeys: PassKeyKeeper
    let passes: Passes
    let plans: Plans
    let blocked: Blocked
    let friendliness: FriendlinessIndex
    let engine: ValhallaEngine
    let roads: Roads
    let feedSecrets: FeedSecrets
    let feeds: ChargerFeeds
    let clock: Clock
    let logger: Logger

    init(_ settings: Settings, clock: Clock = .system, logger: Logger) async throws {
        self.settings = settings
        self.clock = clock
        self.logger = logger
        home = try HomeFolder(settings.home)
        cityFolder = try home.city(settings.city)
        city = try City(cityFolder)
        database = try Self.database(settings, clock: clock)
        let keys = try KeyFile.keys(settings)
        confirmations = Confirmations(keys: keys, random: SystemRandom.pair)
        audit = Audit(keys: keys, origin: settings.publishing.address ?? "yongai/" + city.code)
        accounts = Accounts(keys: keys, audit: audit, database: database, random: SystemRandom.pair)
        citySettings = CitySettings(audit: audit)
        console = Console(menu: Self.consoleMenu, areaName: { [areas] in areas.map.area($0)?.name })
        let calendar = try HolidayCalendar(try cityFolder.sheet("holidays.csv"))
        let offset = try Self.utcOffsetSeconds(city.timeZone)
        passKeys = try PassKeyKeeper(settings, city: city.code, clock: clock)
        gates = Gates(
            city: city.code, compounds: compounds, accounts: accounts, audit: audit, console: console,
            settings: citySettings, calendar: calendar, utcOffsetSeconds: offset,
            signer: GateCodeSigner(key: passKeys.authority.gateKey), printer: PosterPress())
        plans = Self.plans(city, gates, accounts, audit, console, keys)
        blocked = Blocked(
            city: city.code, accounts: accounts, audit: audit, console: console, compounds: compounds,
            database: database, random: SystemRandom.pair)
        friendliness = FriendlinessIndex(
            city: city.code, settings: citySettings, console: console, database: database, utcOffsetSeconds: offset)
        merchants = Merchants(hours: CityHours(calendar: calendar))
        places = Places(
            areas: areas, vocabulary: try Vocabulary(cityFolder), calendar: calendar,
            pinyin: try Self.pinyin(home, cityFolder), utcOffsetSeconds: offset,
            details: [gates, stations, merchants, chargers], standings: [chargers, confirmations, FeedStandings()],
            sections: Self.sections([PlanSection(plans), confirmations], [friendliness, blocked]),
            tiles: settings.tiles, roads: try Road.all(in: cityFolder),
            folding: TextFolding(traditional: try home.text("Languages/zh/traditional.tsv")))
        placeEditing = PlaceEditing(
            places: places, accounts: accounts, audit: audit, console: console, keys: keys, random: SystemRandom.pair,
            belongings: [compounds, stations, merchants, chargers, plans, blocked],
            photos: PlacePhotos(desk: photoDesk, store: PhotoFolder(settings.photosPath)))
        passes = Passes(
            accounts: accounts, audit: audit, settings: citySettings, console: console, compounds: compounds,
            gates: gates, keys: keys, authority: { [passKeys] in passKeys.authority }, database: database,
            random: SystemRandom.pair, utcOffsetSeconds: offset)
        signIn = Self.signIn(settings, accounts, places, areas, logger)
        engine = ValhallaEngine(logger: logger)
        self.roads = Roads(places: places, rounds: gates, engine: engine)
        feedSecrets = try settings.feedSecrets.map { try FeedSecrets(file: $0) } ?? .none
        feeds = ChargerFeeds(
            places: places, chargers: chargers, secrets: feedSecrets, fetching: Fetcher.shared, clock: clock)
    }

    /// What features add to places' pages, in the order it is shown.
    private static func sections(
        _ first: [any PlaceSection], _ further: [any PlaceSection]
    ) -> [any PlaceSection] {
        first + [RouteLink(), PhotoSection()] + further + [SuggestionSection()]
    }

    private static func plans(
        _ city: City, _ gates: Gates, _ accounts: Accounts, _ audit: Audit, _ console: Console, _ keys: KeyRing
    ) -> Plans {
        Plans(
            city: city.code, gates: gates, accounts: accounts, audit: audit, console: console, keys: keys,
            random: SystemRandom.pair)
    }

    private static func signIn(
        _ settings: Settings, _ accounts: Accounts, _ places: Places, _ areas: Areas, _ logger: Logger
    ) -> SignIn {
        SignIn(
            accounts: accounts, codes: codes(settings, places: places, logger: logger),
            hashing: Passwords(), provider: provider(settings),
            areaName: { [areas] in areas.map.area($0)?.name })
    }

    private static func pinyin(_ home: HomeFolder, _ city: CityFolder) throws -> Pinyin {
        Pinyin(
            characters: try home.text("Languages/zh/characters.tsv"),
            phrases: try home.text("Languages/zh/phrases.tsv"), local: try city.text("pinyin.csv"))
    }

    private static func provider(_ settings: Settings) -> (any IdentityProviding)? {
        settings.signIn.provider.map { provider in
            OpenIDProvider(
                issuer: provider.issuer, clientID: provider.clientID, clientSecret: provider.clientSecret,
                name: provider.name, fetching: hasty)
        }
    }

    /// The gateway of the settings; without one a demonstration shows its codes.
    private static func codes(_ settings: Settings, places: Places, logger: Logger) -> any CodeSending {
        guard let gateway = settings.signIn.gateway else {
            return ShownCodes(isDemonstration: { places.index.isDemonstration }, logger: logger)
        }
        return WebhookCodes(address: gateway.url, secret: gateway.secret, fetching: hasty)
    }

    /// Asks while a person waits. For the life of the process: a client that goes without being closed ends it.
    private static let hasty = Fetcher(.init(answerBytesMax: 262_144, connectSeconds: 3, answerSeconds: 8))

    private static func database(_ settings: Settings, clock: Clock) throws -> any Database {
        if settings.database.hasPrefix("postgres://") || settings.database.hasPrefix("postgresql://") {
            var options = PostgreSQLDatabase.Options()
            options.connectionsMax = settings.connections
            return PostgreSQLDatabase(
                url: settings.database, options: options, clock: clock, random: SystemRandom.pair)
        }
        var options = SQLiteDatabase.Options()
        options.readersMax = settings.readers
        return try SQLiteDatabase(path: settings.database, options: options, clock: clock, random: SystemRandom.pair)
    }

    /// Civil time is kept as a fixed offset: the cities this serves have no daylight saving.
    private static func utcOffsetSeconds(_ name: String) throws -> Int64 {
        guard let zone = TimeZone(identifier: name) else {
            throw SettingsFault(
                description: "city.json names the time zone '\(name)', which this machine does not know.")
        }
        return Int64(zone.secondsFromGMT())
    }

    /// Schema and city pack, up to date. Safe to run at every start.
    @discardableResult
    func prepare() async throws -> [String] {
        let applied = try await database.migrate(try home.migrations())
        let areas = areas
        let city = city
        try await database.write { try areas.layCityPack(city, in: $0) }
        let accounts = accounts
        do {
            try await database.write { try accounts.checkKeys(in: $0) }
        } catch let fault as KeysFault {
            throw SettingsFault(description: "\(fault) (\(settings.keysPath))")
        }
        try await areas.refresh(from: database)
        return applied
    }

    /// What staff find in the console, in the order it is shown.
    static let consoleMenu: [ConsoleItem] = [
        .checkPasses, .places, .gates, .blocked, .friendliness, .coverage, .passFlags, .people, .roster, .audit,
        .settings,
    ]

    var coverage: Coverage {
        Coverage(city: city.code, areas: areas, console: console, database: database, tables: CoverageFiles())
    }

    /// Keeps nothing in memory.
    var certificates: Certificates {
        Certificates(
            city: city.code, accounts: accounts, audit: audit, authority: { [passKeys] in passKeys.authority },
            database: database, random: SystemRandom.pair)
    }

    /// Features that keep something about accounts, besides the accounts themselves.
    var personalData: [any PersonalData] { [placeEditing, gates, plans, passes, blocked, certificates] }

    func openData(gzip: @escaping @Sendable ([UInt8]) -> [UInt8]?) -> OpenData {
        OpenData(
            settings: OpenDataSettings(
                cityName: city.name, timeZone: city.timeZone, contactEmail: settings.publishing.contactEmail,
                licence: settings.publishing.licence),
            places: places, database: database, clock: clock, gzip: gzip)
    }

    /// A line for each feed, for `doctor`.
    func feedHealth() async throws -> [HealthLine] {
        let now = clock.now()
        let (feeds, secrets) = (feeds, feedSecrets)
        return try await database.read { try feeds.feeds(in: $0) }.map {
            $0.report(at: now, hasSecrets: secrets.isComplete(for: $0))
        }
    }

    func refresh() async throws {
        try await areas.refresh(from: database)
        try await places.refresh(from: database, at: clock.now())
    }
}

extension Clock {
    static let system = Clock {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }
}

/// The machine's own randomness, for identifiers.
enum SystemRandom {
    static let pair: @Sendable () -> (UInt64, UInt64) = {
        var generator = SystemRandomNumberGenerator()
        return (generator.next(), generator.next())
    }
}
