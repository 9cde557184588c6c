import Kernel

/// GeoJSON FeatureCollections (RFC 7946). A feature's number, from 1, is its line.
///
/// As a table: one column a property, in the order in which they first appear, then `id` (the feature's own, where
/// no property has that name), `lng` and `lat`. The point of a feature wins over properties called `lng` and `lat`,
/// which count only where the geometry is null.
public enum GeoJSONFile {
    static func readSheet(_ text: DecodedText, limits: SheetLimits) throws(SheetRefusal) -> Sheet {
        var table = FeatureTable(limits: limits)
        try forEachFeature(text, limits: limits) { (feature, number) throws(SheetRefusal) in
            try table.add(feature, number: number)
        }
        return try table.sheet()
    }

    /// Reads a collection one feature at a time; the refusals of the frame are thrown here.
    static func forEachFeature(
        _ text: DecodedText, limits: SheetLimits,
        _ body: (JSONValue, Int) throws(SheetRefusal) -> Void
    ) throws(SheetRefusal) {
        try text.bytes.withUnsafeBufferPointer { (buffer) throws(SheetRefusal) in
            var scanner = JSONScanner(bytes: buffer, position: text.start, depthMax: limits.jsonDepthMax)
            var frame = CollectionFrame()
            guard scanner.peek() == UInt8(ascii: "{") else {
                throw .notAFeatureCollection(found: try scanner.value().description)
            }
            try scanner.object { (scanner, name) throws(SheetRefusal) in
                try frame.member(name, &scanner, limits, body)
            }
            guard scanner.peek() == nil else { throw scanner.refusal("there is more text after the end") }
            guard frame.isCollection else { throw .notAFeatureCollection(found: "an object without a type") }
            guard frame.hasFeatures else { throw .notAFeatureCollection(found: "one without features") }
        }
    }
}

/// What has been seen of the outermost object, whose members may come in any order.
private struct CollectionFrame {
    var isCollection = false
    var hasFeatures = false

    mutating func member(
        _ name: String, _ scanner: inout JSONScanner, _ limits: SheetLimits,
        _ body: (JSONValue, Int) throws(SheetRefusal) -> Void
    ) throws(SheetRefusal) {
        switch name {
        case "type":
            let type = try scanner.value()
            guard type.text == "FeatureCollection" else {
                throw .notAFeatureCollection(found: type.text.map { "a \($0)" } ?? "of a type that is no text")
            }
            isCollection = true
        case "features":
            guard scanner.peek() == UInt8(ascii: "[") else {
                throw .notAFeatureCollection(found: "one whose features are not an array")
            }
            hasFeatures = true
            var number = 0
            try scanner.array { (scanner) throws(SheetRefusal) in
                number += 1
                guard number <= limits.rowsMax else { throw .tooManyRows(rowsMax: limits.rowsMax) }
                try body(try scanner.value(), number)
            }
        default: _ = try scanner.value()
        }
    }
}

/// Features gathered into a table whose columns are known only at the end.
private struct FeatureTable {
    private struct Row {
        var line: Int
        var cells: [String]
        var id: String
        var lng: String
        var lat: String
    }

    private let limits: SheetLimits
    private var names: [String] = []
    private var indexes: [String: Int] = [:]
    private var rows: [Row] = []
    private var problems: [SheetProblem] = []

    init(limits: SheetLimits) {
        self.limits = limits
    }

    mutating func add(_ feature: JSONValue, number: Int) throws(SheetRefusal) {
        guard feature.member("type")?.text == "Feature" else {
            let found = feature.member("type")?.text ?? feature.description
            return problems.append(
                SheetProblem(line: number, value: found, reason: "The entry is not a GeoJSON Feature."))
        }
        var row = Row(line: number, cells: [], id: feature.member("id")?.cell ?? "", lng: "", lat: "")
        if case .object(let members) = feature.member("properties") {
            for member in members { try set(member.name, member.value.cell, &row) }
        }
        if let geometry = feature.member("geometry"), !geometry.isNull {
            guard let point = Self.point(geometry) else {
                let type = geometry.member("type")?.text ?? geometry.description
                let reason = "The feature has no point: its geometry must be a Point with longitude and latitude."
                return problems.append(SheetProblem(line: number, column: "geometry", value: type, reason: reason))
            }
            (row.lng, row.lat) = point
        }
        rows.append(row)
    }

    private mutating func set(_ name: String, _ cell: String, _ row: inout Row) throws(SheetRefusal) {
        if name == "lng" { return row.lng = cell }
        if name == "lat" { return row.lat = cell }
        var index = indexes[name]
        if index == nil {
            guard names.count < limits.columnsMax else {
                throw .tooManyColumns(line: row.line, columnsMax: limits.columnsMax)
            }
            index = names.count
            indexes[name] = names.count
            names.append(name)
        }
        guard let index else { return }
        if row.cells.count <= index {
            row.cells.append(contentsOf: repeatElement("", count: index + 1 - row.cells.count))
        }
        row.cells[index] = cell
    }

    private static func point(_ geometry: JSONValue) -> (String, String)? {
        guard geometry.member("type")?.text == "Point", case .array(let items) = geometry.member("coordinates"),
            items.count >= 2, case .number = items[0], case .number = items[1]
        else { return nil }
        return (items[0].cell, items[1].cell)
    }

    func sheet() throws(SheetRefusal) -> Sheet {
        let ownID = indexes["id"]
        let addsID = ownID == nil && rows.contains { !$0.id.isEmpty }
        // GeoJSON has no header to repair: the names are given to the builder as they are.
        var builder = try SheetBuilder(
            header: names + (addsID ? ["id"] : []) + ["lng", "lat"], line: 1, limits: limits)
        for problem in problems { try builder.add(problem) }
        for row in rows {
            var cells = row.cells + repeatElement("", count: names.count - row.cells.count)
            if addsID { cells.append(row.id) }
            if let ownID, cells[ownID].isEmpty { cells[ownID] = row.id }
            try builder.add(line: row.line, cells: cells + [row.lng, row.lat])
        }
        return builder.inOrder()
    }
}
