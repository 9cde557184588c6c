import Chargers
import Kernel
import Places
import TestTown

@testable import Server

/// An address for each route of the open data, which other standards describe, not `openapi.json`.
let publishedSamples: [String: String] = [
    "/gbfs/gbfs.json": "/gbfs/gbfs.json",
    "/gbfs/station_information.json": "/gbfs/station_information.json",
    "/gbfs/station_status.json": "/gbfs/station_status.json",
    "/gbfs/system_information.json": "/gbfs/system_information.json",
    "/gbfs/vehicle_types.json": "/gbfs/vehicle_types.json",
    "/hsds": "/hsds",
    "/hsds/organizations": "/hsds/organizations",
    "/hsds/organizations/:id": "/hsds/organizations/cb969705-8ee6-86eb-b9ff-003924fbc49e",
    "/hsds/service_at_locations": "/hsds/service_at_locations",
    "/hsds/service_at_locations/:id": "/hsds/service_at_locations/8332e3c9-f1e8-8fdd-9413-3d0ff4746f81",
    "/hsds/services": "/hsds/services",
    "/hsds/services/:id": "/hsds/services/\(publishedPlaces[1].id)",
    "/ocpi/2.2.1": "/ocpi/2.2.1",
    "/ocpi/2.2.1/locations": "/ocpi/2.2.1/locations",
    "/ocpi/2.2.1/locations/:id": "/ocpi/2.2.1/locations/\(publishedPlaces[0].id)",
    "/ocpi/versions": "/ocpi/versions",
    "/ogc": "/ogc",
    "/ogc/api": "/ogc/api",
    "/ogc/collections": "/ogc/collections",
    "/ogc/collections/:kind": "/ogc/collections/charger",
    "/ogc/collections/:kind/items": "/ogc/collections/station/items",
    "/ogc/collections/:kind/items/:id": "/ogc/collections/charger/items/\(publishedPlaces[0].id)",
    "/ogc/conformance": "/ogc/conformance",
    "/open-data": "/open-data",
]

/// What operators of chargers push to: T/CEC 102 describes it.
let pushedPaths = ["/evcs/v1/notification_stationStatus", "/evcs/v1/query_token"]

/// A charger and a station.
let publishedPlaces = [
    Town.place(801, "云湖充电棚", kind: .charger, hours: "24/7"),
    Town.place(802, "云湖驿站", kind: .station, hours: "Mo-Fr 08:00-20:00"),
]

func savePublished(_ house: House) async throws {
    let charger = Charger(
        placeID: publishedPlaces[0].id, method: .charge, operator: "某某", vehicle: .ebike, connector: "", battery: "",
        electricityFenPerKWh: nil, serviceFenPerKWh: nil, swapFen: nil, slotsTotal: 4, slotsFree: 1,
        batteriesFull: nil, statusAt: testMoment)
    try await house.database.write { try house.chargers.save([charger], in: $0) }
}
