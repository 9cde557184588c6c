import Geo
import Kernel
import Places
import TestTown
import Testing

@testable import PlaceEditing

private let noodles = EditingTown.noodles

@Suite("The form of an entry")
struct EditFormTests {
    private func filled(_ here: EditingTown, _ text: String) throws -> (record: PlaceRecord, faults: [EditFault]) {
        var record = PlaceRecord(place: noodles, version: 1)
        let faults = try EditForm(Query(text)).apply(to: &record, here.editing, now: testMoment)
        return (record, faults)
    }

    @Test("A form sent back as it was shown changes nothing")
    func untouched() async throws {
        try await EditingTown.open(.sqlite) { here in
            let shown = EditForm(PlaceRecord(place: noodles, version: 1))
            let names = ["kind", "name", "name-en", "address", "phone", "hours", "lat", "lng", "datum", "area"]
            let text =
                names.map { $0 + "=" + AddressText.encode(shown.value($0)) }.joined(separator: "&")
                + "&facility=&facility=discount&version=1"
            let (record, faults) = try filled(here, text)
            #expect(faults.isEmpty)
            #expect(record.differences(from: PlaceRecord(place: noodles, version: 1)).isEmpty)
        }
    }

    @Test(
        "What is typed is taken as people write it",
        arguments: [
            ("name=%20新%20%20面馆%09", PlaceField.name, "新 面馆"),
            ("hours=mo-fr%209:00-18:00", .hours, "Mo-Fr 09:00-18:00"),
            ("hours=周一至周五%209:00-18:00", .hours, "Mo-Fr 09:00-18:00"), ("hours=", .hours, ""),
            ("facility=", .facilities, ""),
            ("facility=&facility=discount&facility=water", .facilities, "water discount"),
            ("lat=43.77&lng=87.65", .area, "990102002 nearest-centre"),
            ("area=990102001002", .area, "990102001002 given"),
            ("verified=yes", .verified, String(testMoment.milliseconds)), ("kind=station", .kind, "station"),
        ])
    func taken(_ text: String, _ field: PlaceField, _ value: String) async throws {
        try await EditingTown.open(.sqlite) { here in
            let (record, faults) = try filled(here, text)
            #expect(faults.isEmpty)
            #expect(record.facts[field] == value)
        }
    }

    @Test(
        "What cannot be taken is said beside its field",
        arguments: [
            ("name=", PlaceField.name), ("hours=whenever", .hours), ("lat=43.83&lng=north", .point),
            ("lat=29.869&lng=121.5478", .point), ("lat=&lng=", .point), ("lat=91&lng=0", .point), ("area=123", .area),
            ("kind=castle", .kind), ("datum=mars&lat=43.8&lng=87.5", .point),
            ("phone=12345678901234567890123456789012345678901", .phone),
        ])
    func refused(_ text: String, _ field: PlaceField) async throws {
        try await EditingTown.open(.sqlite) { here in
            let faults = try filled(here, text).faults
            #expect(faults.map(\.field) == [field])
        }
    }

    @Test("Coordinates of other datums come to lie where they mean")
    func datums() async throws {
        try await EditingTown.open(.sqlite) { here in
            let amap = Datum.convert(Town.lakeside, from: .wgs84, to: .gcj02)
            let text = "lat=\(amap.latitude)&lng=\(amap.longitude)&datum=gcj02"
            let point = try #require(try filled(here, text).record.place.point)
            #expect(point.distanceMetres(to: Town.lakeside) < 0.01)
        }
    }

    @Test(
        "Degrees are written with six decimals",
        arguments: [(29.8683, "29.868300"), (-0.0000014, "-0.000001"), (0, "0.000000"), (121.9999999, "122.000000")])
    func degrees(_ value: Double, _ text: String) { #expect(EditForm.degrees(value) == text) }
}
