import Areas
import Geo
import Kernel
import OpeningHours
import Places

/// What somebody typed into the form of an entry. Fields that did not come stay as they are; what cannot be taken is
/// said beside its field, and everything typed is shown again.
struct EditForm: Sendable {
    static let names = [
        "version", "kind", "name", "name-en", "address", "phone", "hours", "facility", "lat", "lng", "datum", "area",
        "verified", "reason", "accept",
    ]
    var version: Int64?
    var reason: String
    /// The suggestion this edit follows.
    var suggestion: String?
    private(set) var typed: [String: String]
    /// nil when the form did not ask for facilities.
    private(set) var facilities: [String]?

    init(_ form: Query) throws(Refusal) {
        try form.accept(only: Self.names)
        version = try form.value("version").flatMap { Int64($0) }
        reason = EditText.line(try form.value("reason") ?? "")
        guard reason.unicodeScalars.count <= Limits.editReasonCharactersMax else {
            throw .parameter(name: "reason", came: reason, accepted: .lettersMax(Limits.editReasonCharactersMax))
        }
        suggestion = try form.value("accept").flatMap { $0.isEmpty ? nil : $0 }
        var typed: [String: String] = [:]
        for item in form.items where item.name != "facility" { typed[item.name] = item.value }
        self.typed = typed
        let chosen = form.items.filter { $0.name == "facility" }.map(\.value)
        facilities = chosen.isEmpty ? nil : chosen.filter { !$0.isEmpty }
    }

    /// The form as it is first shown.
    init(_ record: PlaceRecord) {
        let place = record.place
        version = record.version
        reason = ""
        facilities = place.facilities
        typed = [
            "kind": place.kind.rawValue, "name": place.name, "name-en": place.nameEn, "address": place.address,
            "phone": place.phone, "hours": place.hours, "lat": place.point.map { Self.degrees($0.latitude) } ?? "",
            "lng": place.point.map { Self.degrees($0.longitude) } ?? "", "datum": Datum.wgs84.rawValue,
            "area": place.areaBasis == AreaBasis.given.rawValue ? place.areaCode ?? "" : "",
        ]
    }

    func value(_ name: String) -> String { typed[name] ?? "" }

    /// Puts a suggested value into the form, for whoever looks it over.
    mutating func suggest(_ name: String, _ value: String) { typed[name] = value }

    mutating func suggest(facilities codes: [String]) { facilities = codes }

    /// Six decimals: a tenth of a metre.
    static func degrees(_ value: Double) -> String {
        let millionths = Int((abs(value) * 1e6).rounded())
        let rest = String(millionths % 1_000_000)
        return (value < 0 && millionths > 0 ? "-" : "") + "\(millionths / 1_000_000)."
            + String(repeating: "0", count: 6 - rest.utf8.count) + rest
    }

    /// Writes what was typed into an entry.
    ///
    /// - Returns: what could not be taken.
    func apply(to record: inout PlaceRecord, _ editing: PlaceEditing, now: Instant) -> [EditFault] {
        var faults: [EditFault] = []
        if let kind = typed["kind"] {
            if let kind = PlaceKind(rawValue: kind) { record.place.kind = kind } else { faults.append(.kind) }
        }
        applyTexts(to: &record.place, &faults)
        applyHours(to: &record.place, &faults)
        if let facilities {
            let vocabulary = editing.places.vocabulary
            let unknown = record.place.facilities.filter { vocabulary.facility($0) == nil }
            record.place.facilities = vocabulary.facilities.map(\.code).filter(facilities.contains) + unknown
        }
        applyPoint(to: &record.place, editing, &faults)
        if typed["verified"] != nil { record.place.verifiedAt = now }
        return faults
    }

    private func applyTexts(to place: inout Place, _ faults: inout [EditFault]) {
        func take(_ name: String, _ field: PlaceField, max: Int, into text: inout String) {
            guard let value = typed[name] else { return }
            let line = EditText.line(value)
            guard line.unicodeScalars.count <= max else {
                faults.append(EditFault(field: field, words: .lettersMax(max)))
                return
            }
            text = line
        }
        take("name", .name, max: Limits.nameCharactersMax, into: &place.name)
        if place.name.isEmpty { faults.append(EditFault(field: .name, words: .nameNeeded)) }
        take("name-en", .nameEn, max: Limits.englishNameCharactersMax, into: &place.nameEn)
        take("address", .address, max: Limits.addressCharactersMax, into: &place.address)
        take("phone", .phone, max: Limits.phoneCharactersMax, into: &place.phone)
    }

    private func applyHours(to place: inout Place, _ faults: inout [EditFault]) {
        guard let text = typed["hours"].map(EditText.line) else { return }
        switch EditText.hours(text) {
        case .success(let hours): place.hours = hours
        case .failure(let fault): faults.append(EditFault(field: .hours, words: fault.words))
        }
    }

    /// The point, and the area it lies in or is said to lie in.
    private func applyPoint(to place: inout Place, _ editing: PlaceEditing, _ faults: inout [EditFault]) {
        let before = place.point
        if let latitude = typed["lat"], let longitude = typed["lng"] {
            do {
                try setPoint(of: &place, latitude, longitude)
            } catch {
                faults.append(error)
                return
            }
        }
        guard let given = typed["area"] else {
            if place.point != before { locate(&place, editing, &faults) }
            return
        }
        let wasGiven = place.areaBasis == AreaBasis.given.rawValue
        if !given.isEmpty {
            guard editing.map.area(given) != nil else {
                faults.append(EditFault(field: .area, words: .noSuchArea))
                return
            }
            guard !wasGiven || place.areaCode != given else { return }
            (place.areaCode, place.areaBasis) = (given, AreaBasis.given.rawValue)
        } else if wasGiven || place.point != before {
            locate(&place, editing, &faults)
        }
    }

    private func setPoint(of place: inout Place, _ latitude: String, _ longitude: String) throws(EditFault) {
        if EditText.line(latitude).isEmpty, EditText.line(longitude).isEmpty {
            guard place.kind.mayBeUnplaced || place.point == nil else { throw .pointNeeded }
            (place.point, place.pointBasis) = (nil, .none)
            return
        }
        guard let datum = Datum(rawValue: typed["datum"] ?? "wgs84"),
            let north = DecimalText.number(EditText.line(latitude)),
            let east = DecimalText.number(EditText.line(longitude)),
            let typed = Coordinate(latitude: north, longitude: east)
        else { throw .point }
        let point = Datum.convert(typed, from: datum, to: .wgs84)
        // What was shown with six decimals and comes back untouched is the same point.
        if let present = place.point, Self.degrees(present.latitude) == Self.degrees(point.latitude),
            Self.degrees(present.longitude) == Self.degrees(point.longitude)
        {
            return
        }
        (place.point, place.pointBasis) = (point, .given)
    }

    private func locate(_ place: inout Place, _ editing: PlaceEditing, _ faults: inout [EditFault]) {
        guard let point = place.point else {
            (place.areaCode, place.areaBasis) = (nil, nil)
            return
        }
        guard let link = editing.map.locate(point).last else {
            faults.append(EditFault(field: .point, words: .outsideTheCity))
            return
        }
        (place.areaCode, place.areaBasis) = (link.area.code, link.basis.rawValue)
    }
}

/// What of a form could not be taken, said beside its field.
struct EditFault: Error, Sendable, Equatable {
    var field: PlaceField
    var words: Phrase

    static let kind = EditFault(field: .kind, words: .noSuchKind)
    static let point = EditFault(field: .point, words: .pointForm)
    static let pointNeeded = EditFault(field: .point, words: .pointNeeded)
}

/// Texts as people type them.
public enum EditText {
    public struct HoursFault: Error {
        public var words: Phrase
    }

    /// One line without control characters, single spaces, none at its ends.
    public static func line(_ text: String) -> String {
        let plain = String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        return plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Six decimals: a tenth of a metre.
    public static func degrees(_ value: Double) -> String { EditForm.degrees(value) }

    /// Hours in the grammar of OpenStreetMap, or as one says them in Chinese.
    public static func hours(_ text: String) -> Result<String, HoursFault> {
        if text.isEmpty { return .success("") }
        do {
            return .success(try OpeningHours(parsing: text).canonical)
        } catch {
            if let said = OpeningHours.normalising(text), said.utf8.count <= Limits.hoursBytesMax {
                return .success(said)
            }
            return .failure(
                HoursFault(words: Phrase(error.sentence(in: .chinese), error.sentence(in: .english))))
        }
    }
}
