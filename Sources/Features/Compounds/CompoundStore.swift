import Geo
import Kernel
import Places

/// All SQL about compounds.
struct CompoundStore: Sendable {
    func land(of place: ID<Place>, in town: any Reading) throws -> (name: String, area: String?)? {
        try town.row("SELECT name, area_code FROM place WHERE id = \(place) AND kind = 'compound'").map {
            (try $0.text("name"), try $0.optionalText("area_code"))
        }
    }

    func gates(of place: ID<Place>, in town: any Reading) throws -> [Gate] {
        try town.rows(
            """
            SELECT id, place_id, name, latitude, longitude, hours, admits, rule FROM gate
            WHERE place_id = \(place) AND ended_at IS NULL ORDER BY name, id
            """
        ).map(gate)
    }

    /// nil also for a gate that has been taken away.
    func gate(_ id: ID<Gate>, in town: any Reading) throws -> Gate? {
        try town.row(
            """
            SELECT id, place_id, name, latitude, longitude, hours, admits, rule FROM gate
            WHERE id = \(id) AND ended_at IS NULL
            """
        ).map(gate)
    }

    /// It stays for those whose history names it, and stands open to nobody.
    func end(_ id: ID<Gate>, in town: any Writing) throws {
        try town.run("UPDATE gate SET ended_at = \(town.now) WHERE id = \(id)")
    }

    private func gate(_ row: Row) throws -> Gate {
        var point: Coordinate?
        if let latitude = try row.optionalDouble("latitude"), let longitude = try row.optionalDouble("longitude") {
            point = Coordinate(latitude: latitude, longitude: longitude)
        }
        return Gate(
            id: try row.id("id"), placeID: try row.id("place_id"), name: try row.text("name"), point: point,
            hours: try row.text("hours"), admits: try row.choice("admits"), rule: try row.text("rule"))
    }

    func save(_ gates: [Gate], in town: any Writing) throws {
        try town.runMany(gates) { gate in
            """
            INSERT INTO gate (id, place_id, name, latitude, longitude, hours, admits, rule)
            VALUES (\(gate.id), \(gate.placeID), \(gate.name), \(gate.point?.latitude), \(gate.point?.longitude),
                \(gate.hours), \(gate.admits), \(gate.rule))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, latitude = excluded.latitude,
                longitude = excluded.longitude, hours = excluded.hours, admits = excluded.admits, rule = excluded.rule
            """
        }
    }
}

extension CompoundStore {
    /// - Returns: identifiers of those that were moved.
    func moveGates(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws -> [String] {
        let ids = try town.rows("SELECT id FROM gate WHERE place_id = \(old) ORDER BY id").map { try $0.text("id") }
        try town.run("UPDATE gate SET place_id = \(new) WHERE place_id = \(old)")
        return ids
    }

    func returnGates(_ ids: [String], from new: ID<Place>, to old: ID<Place>, in town: any Writing) throws {
        try town.run("UPDATE gate SET place_id = \(old) WHERE place_id = \(new) AND id IN \(list: ids)")
    }
}
