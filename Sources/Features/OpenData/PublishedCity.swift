import Kernel
import Places
import Synchronization

/// Everything published, as it stood at one moment. Bodies are written when they are first asked for and kept.
final class PublishedCity: Sendable {
    let entries: OpenDataEntries
    let settings: OpenDataSettings
    let madeAt: Instant
    let utcOffsetSeconds: Int64
    let isDemonstration: Bool
    let organizations: [HSDSOrganization]
    /// Positions in the entries.
    private let chargerNumbers: [ID<Place>: Int]
    private let stationNumbers: [ID<Place>: Int]
    private let gzip: @Sendable ([UInt8]) -> [UInt8]?
    private let kept = Mutex<[GBFSFile: PreparedBody]>([:])
    /// What OCPI can say: charging points. It has no word for a cabinet that only swaps.
    let chargingPoints: [OpenDataEntries.ChargerEntry]

    init(
        entries: OpenDataEntries, settings: OpenDataSettings, madeAt: Instant, utcOffsetSeconds: Int64,
        gzip: @escaping @Sendable ([UInt8]) -> [UInt8]?
    ) {
        self.entries = entries
        self.settings = settings
        self.madeAt = madeAt
        self.utcOffsetSeconds = utcOffsetSeconds
        self.gzip = gzip
        isDemonstration =
            entries.chargers.contains { $0.place.isDemonstration }
            || entries.stations.contains { $0.place.isDemonstration }
        chargingPoints = entries.chargers.filter { $0.charger.method != .swap }
        organizations = HSDSOrganization.all(of: entries.stations, settings)
        chargerNumbers = Self.numbers(chargingPoints.map(\.place.id))
        stationNumbers = Self.numbers(entries.stations.map(\.place.id))
    }

    private static func numbers(_ ids: [ID<Place>]) -> [ID<Place>: Int] {
        Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func chargingPoint(_ id: ID<Place>) -> OpenDataEntries.ChargerEntry? {
        chargerNumbers[id].map { chargingPoints[$0] }
    }

    func station(_ id: ID<Place>) -> OpenDataEntries.StationEntry? { stationNumbers[id].map { entries.stations[$0] } }

    /// A file of the GBFS feed that does not depend on the address it is asked under.
    func body(_ file: GBFSFile) -> PreparedBody {
        if let body = kept.withLock({ $0[file] }) { return body }
        let bytes = GBFSFeed(city: self).json(file).bytes
        let body = PreparedBody(bytes: bytes, gzip: gzip(bytes), madeAt: madeAt)
        kept.withLock { $0[file] = body }
        return body
    }

    func moment(_ instant: Instant) -> JSON { .string(instant.rfc3339(utcOffsetSeconds: utcOffsetSeconds)) }
}

/// A body with its fingerprint, compressed beforehand where that is worth keeping.
struct PreparedBody: Sendable {
    let bytes: [UInt8]
    let gzip: [UInt8]?
    let entityTag: String
    let madeAt: Instant

    init(bytes: [UInt8], gzip: [UInt8]? = nil, madeAt: Instant) {
        self.bytes = bytes
        self.gzip = gzip
        self.madeAt = madeAt
        // FNV-1a: tells versions apart, nothing more is asked of it. Weak, because a proxy may compress it otherwise.
        let hash = bytes.reduce(into: UInt64(0xcbf2_9ce4_8422_2325)) { hash, byte in
            hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01b3
        }
        entityTag = "W/\"\(String(hash, radix: 36))\""
    }

    /// The body, or 304 to whoever has it already (RFC 9110, section 13.1.2).
    func answer(_ visit: Visit, secondsMax: Int, headers: [(String, String)] = []) -> Answer {
        let common =
            [
                ("ETag", entityTag), ("Last-Modified", madeAt.httpDate),
                ("Cache-Control", "public, max-age=\(secondsMax)"), ("Access-Control-Allow-Origin", "*"),
            ] + headers
        if visit.hasEntity(entityTag) {
            return Answer(status: 304, type: "application/json", body: [], headers: common)
        }
        var answer = Answer(type: "application/json", body: bytes, headers: common)
        if visit.acceptsGzip, let gzip {
            answer.body = gzip
            answer.headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
        }
        return answer
    }
}

extension Instant {
    /// RFC 9110, section 5.6.7: `Mon, 23 Nov 2026 02:00:00 GMT`.
    var httpDate: String {
        let time = CivilTime(self, utcOffsetSeconds: 0)
        let days = Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
        // 1970-01-01 was a Thursday.
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((days % 7) + 7) % 7]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let date = "\(two(time.day)) \(months[time.month - 1]) \(time.year)"
        return "\(weekday), \(date) \(time.clock):\(two(time.second)) GMT"
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
