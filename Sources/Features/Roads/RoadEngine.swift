import Geo

/// How a rider travels.
public enum TravelMode: String, Sendable, CaseIterable {
    /// Bicycles and the e-bikes that ride where bicycles do.
    case bicycle
    /// Light motorcycles, on the carriageway.
    case moped
    case foot
}

/// From where to where, in WGS-84.
public struct RoadQuestion: Sendable, Equatable {
    public var from: Coordinate
    public var to: Coordinate
    public var mode: TravelMode

    public init(from: Coordinate, to: Coordinate, mode: TravelMode) {
        self.from = from
        self.to = to
        self.mode = mode
    }
}

/// A way along roads.
public struct RoadRoute: Sendable, Equatable {
    /// WGS-84; begins and ends on roads, perhaps a few metres from the points asked about.
    public var line: [Coordinate]
    public var metres: Double
    public var seconds: Double
    public var manoeuvres: [Manoeuvre]

    public init(line: [Coordinate], metres: Double, seconds: Double, manoeuvres: [Manoeuvre]) {
        self.line = line
        self.metres = metres
        self.seconds = seconds
        self.manoeuvres = manoeuvres
    }
}

/// Why there is no way along roads.
public enum NoRoute: String, Error, Sendable, CaseIterable {
    /// No extract has been imported.
    case noRoads
    /// The engine is starting, or has died.
    case engineDown
    /// Too many ask at once.
    case busy
    /// The engine did not answer in time.
    case late
    /// No road near one of the points: outside the extract, perhaps.
    case noRoadNear
    /// Roads near both, but no way between them for this mode.
    case noWay
    /// Farther than anybody rides.
    case tooFar
}

/// What finds ways along roads: an engine outside this program.
public protocol RoadEngine: Sendable {
    /// Who made the map the engine reads, to be shown beside every route.
    var attribution: String { get }

    func route(_ question: RoadQuestion) async throws(NoRoute) -> RoadRoute

    /// Metres by road from one point to each of several; nil for those that cannot be reached.
    func metres(from: Coordinate, to: [Coordinate], mode: TravelMode) async throws(NoRoute) -> [Double?]
}

/// A house without roads.
public struct NoRoadEngine: RoadEngine {
    public let attribution = ""

    public init() {}

    public func route(_ question: RoadQuestion) async throws(NoRoute) -> RoadRoute { throw .noRoads }

    public func metres(
        from: Coordinate, to: [Coordinate], mode: TravelMode
    ) async throws(NoRoute) -> [Double?] { throw .noRoads }
}
