import Geo
import Kernel

/// Two entries that may be one shop told twice: the same name within 60 m.
public struct NearDuplicate: Sendable, Equatable {
    public var first: Place
    public var second: Place
    public var metres: Double
}

/// Finds entries of one kind whose names, leaving out spaces, punctuation and a branch in brackets, are the same and
/// that stand close to each other. They are listed for a person, never merged on their own.
public enum NearDuplicates {
    /// More entries of one name than this (a chain's) are compared only with their neighbours along the meridian.
    public static func find(in places: [Place], touching isNew: (Place) -> Bool = { _ in true }) -> [NearDuplicate] {
        let groups = Dictionary(grouping: places.filter { $0.point != nil }) { place in
            place.kind.rawValue + "|" + stem(place.name)
        }
        return groups.values.filter { $0.count > 1 }.flatMap { pairs(in: $0, touching: isNew) }.sorted {
            ($0.first.name, $0.first.id, $0.second.id) < ($1.first.name, $1.first.id, $1.second.id)
        }
    }

    /// Sorted by latitude, so that each entry is compared only while the next ones are within 60 m of it northwards.
    private static func pairs(in group: [Place], touching isNew: (Place) -> Bool) -> [NearDuplicate] {
        let sorted = group.sorted { ($0.point?.latitude ?? 0, $0.id) < ($1.point?.latitude ?? 0, $1.id) }
        let reachDegrees = Limits.nearDuplicateMetresMax / Earth.meanRadiusMetres * 180 / .pi * 1.01
        var found: [NearDuplicate] = []
        for (index, place) in sorted.enumerated() {
            guard let point = place.point else { continue }
            for other in sorted[(index + 1)...] {
                guard let otherPoint = other.point, otherPoint.latitude - point.latitude <= reachDegrees else { break }
                let metres = point.distanceMetres(to: otherPoint)
                if metres <= Limits.nearDuplicateMetresMax, isNew(place) || isNew(other) {
                    let ordered = place.sourceKey <= other.sourceKey ? (place, other) : (other, place)
                    found.append(NearDuplicate(first: ordered.0, second: ordered.1, metres: metres))
                }
            }
        }
        return found
    }

    /// `0574烧烤（灵桥路店）` and `0574 烧烤` have the same stem.
    static func stem(_ name: String) -> String {
        var stem = ""
        for scalar in name.unicodeScalars {
            if scalar == "(" || scalar == "（", !stem.isEmpty { break }
            let half =
                (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
            if half.properties.isAlphabetic || half.properties.numericType != nil {
                stem.unicodeScalars.append(contentsOf: half.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return stem.isEmpty ? name : stem
    }
}
