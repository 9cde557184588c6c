import Geo
import Kernel
import Places

/// What of an entry can be changed, by the names used in forms, in the history and in `place.kept`.
enum PlaceField: String, CaseIterable, Sendable {
    case kind, name
    case nameEn = "name-en"
    case address, phone, hours, facilities, point, area, verified, archived, merged, photo

    /// What only those may change who keep the directory of the area, not the owner of the place.
    var isForDirectory: Bool { [.kind, .archived, .merged].contains(self) }

    /// A file or a feed that is read again tells it anew, unless staff have set it.
    var isTold: Bool { ![.verified, .archived, .merged, .photo].contains(self) }
}

/// Values of fields as texts; an empty one says there is none.
typealias PlaceFacts = [PlaceField: String]

/// An entry of the directory with what only its editors know of it.
struct PlaceRecord: Sendable, Equatable {
    var place: Place
    /// Counts every writing of the entry.
    var version: Int64
    var kept: Set<PlaceField> = []
    var archivedAt: Instant?
    var mergedInto: ID<Place>?
    var photo: PlacePhoto?

    var facts: PlaceFacts {
        [
            .kind: place.kind.rawValue, .name: place.name, .nameEn: place.nameEn, .address: place.address,
            .phone: place.phone, .hours: place.hours, .facilities: place.facilities.joined(separator: " "),
            .point: place.point.map { "\($0.latitude) \($0.longitude) \(place.pointBasis.rawValue)" } ?? "",
            .area: place.areaCode.map { $0 + " " + (place.areaBasis ?? "given") } ?? "",
            .verified: place.verifiedAt.map { String($0.milliseconds) } ?? "",
            .archived: archivedAt.map { String($0.milliseconds) } ?? "",
            .merged: mergedInto?.description ?? "", .photo: photo?.text ?? "",
        ]
    }

    /// Fields that differ, in the order they are shown.
    func differences(from other: PlaceRecord) -> [PlaceField] {
        let (mine, others) = (facts, other.facts)
        return PlaceField.allCases.filter { mine[$0] != others[$0] }
    }

    /// Puts a value back that `facts` once told.
    mutating func set(_ field: PlaceField, _ text: String) {
        switch field {
        case .kind: place.kind = PlaceKind(rawValue: text) ?? place.kind
        case .name: place.name = text
        case .nameEn: place.nameEn = text
        case .address: place.address = text
        case .phone: place.phone = text
        case .hours: place.hours = text
        case .facilities: place.facilities = text.split(separator: " ").map(String.init)
        case .point: setPoint(text.split(separator: " ").map(String.init))
        case .area:
            let parts = text.split(separator: " ").map(String.init)
            (place.areaCode, place.areaBasis) = parts.count == 2 ? (parts[0], parts[1]) : (nil, nil)
        case .verified: place.verifiedAt = Int64(text).map(Instant.init(milliseconds:))
        case .archived: archivedAt = Int64(text).map(Instant.init(milliseconds:))
        case .merged: mergedInto = ID(text)
        case .photo: photo = PlacePhoto(text)
        }
    }

    private mutating func setPoint(_ parts: [String]) {
        guard parts.count == 3, let latitude = Double(parts[0]), let longitude = Double(parts[1]) else {
            (place.point, place.pointBasis) = (nil, .none)
            return
        }
        place.point = Coordinate(latitude: latitude, longitude: longitude)
        place.pointBasis = PointBasis(rawValue: parts[2]) ?? .given
    }
}
