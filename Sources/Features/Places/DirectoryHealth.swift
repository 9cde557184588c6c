import Areas
import Kernel

/// The state of the directory, for `yongai doctor`.
public struct DirectoryHealth: Sendable {
    /// Entries by kind and district name; entries outside every district under an empty name.
    public var counts: [(kind: PlaceKind, district: String, count: Int)] = []
    public var withoutPoint: [PlaceKind: Int] = [:]
    public var withoutHours: [PlaceKind: Int] = [:]
    public var withoutArea: [PlaceKind: Int] = [:]
    public var stale: [PlaceKind: Int] = [:]
    public var demonstration = 0
    public var total = 0
    public var duplicates: [NearDuplicate] = []
}

extension Places {
    /// Looks at every entry once. Only kinds that keep hours are asked for them: a compound has gates instead.
    public func health(now: Instant, in town: any Reading) throws -> DirectoryHealth {
        let map = areas.map
        var health = DirectoryHealth()
        var counts: [String: Int] = [:]
        var all: [Place] = []
        let staleBefore = now.adding(seconds: -Limits.staleDaysMax * 86400)
        try store.each(in: town) { place in
            health.total += 1
            if place.isDemonstration { health.demonstration += 1 }
            if place.point == nil { health.withoutPoint[place.kind, default: 0] += 1 }
            if place.areaCode == nil { health.withoutArea[place.kind, default: 0] += 1 }
            if place.hours.isEmpty, place.kind.keepsHours {
                health.withoutHours[place.kind, default: 0] += 1
            }
            if let verified = place.verifiedAt, verified < staleBefore {
                health.stale[place.kind, default: 0] += 1
            }
            let district = place.areaCode.map { String($0.prefix(AreaLevel.district.codeLength)) } ?? ""
            counts[place.kind.rawValue + "|" + (map.area(district)?.name.chinese ?? ""), default: 0] += 1
            all.append(place)
        }
        health.duplicates = NearDuplicates.find(in: all)
        health.counts = counts.compactMap { key, count in
            let parts = key.split(separator: "|", omittingEmptySubsequences: false)
            return PlaceKind(rawValue: String(parts[0])).map { ($0, String(parts[1]), count) }
        }.sorted { ($0.kind.rawValue, $0.district) < ($1.kind.rawValue, $1.district) }
        return health
    }
}
