/// GeoJSON (RFC 7946), one feature a line.
struct FeatureWriter {
    private let columns: [SheetColumn]
    private let lng: Int?
    private let lat: Int?
    private let id: Int?

    init(columns: [SheetColumn]) {
        self.columns = columns
        lng = columns.firstIndex { $0.name == "lng" }
        lat = columns.firstIndex { $0.name == "lat" }
        id = columns.firstIndex { $0.name == "id" }
    }

    func begin(_ output: inout ByteOutput) throws(SheetWriteFailure) {
        try output.write("{\"type\":\"FeatureCollection\",\"features\":[")
    }

    func end(_ output: inout ByteOutput) throws(SheetWriteFailure) {
        try output.write("\n]}\n")
    }

    func add(_ row: [SheetValue], isFirst: Bool, _ output: inout ByteOutput) throws(SheetWriteFailure) {
        var text = isFirst ? "\n{\"type\":\"Feature\"" : ",\n{\"type\":\"Feature\""
        if let id = value(row, id), id != .empty, id != .text("") {
            text += ",\"id\":"
            append(id, columns[self.id ?? 0].kind, to: &text)
        }
        text += ",\"geometry\":"
        let point = position(row)
        if let point {
            text += "{\"type\":\"Point\",\"coordinates\":[\(point.lng),\(point.lat)]}"
        } else {
            text += "null"
        }
        text += ",\"properties\":{"
        var isFirstMember = true
        for (index, column) in columns.enumerated() {
            let isCoordinate = index == lng || index == lat
            let value = value(row, index) ?? .empty
            // Half a point is kept where it can be read again.
            if isCoordinate, point != nil || value == .empty || value == .text("") { continue }
            if !isFirstMember { text += "," }
            isFirstMember = false
            JSONText.append(column.name, to: &text)
            text += ":"
            append(value, column.kind, to: &text)
        }
        text += "}}"
        try output.write(text)
    }

    private func value(_ row: [SheetValue], _ index: Int?) -> SheetValue? {
        guard let index, row.indices.contains(index) else { return nil }
        return row[index]
    }

    private func position(_ row: [SheetValue]) -> (lng: String, lat: String)? {
        guard let lng = coordinate(value(row, lng)), let lat = coordinate(value(row, lat)) else { return nil }
        return (lng, lat)
    }

    private func coordinate(_ value: SheetValue?) -> String? {
        switch value {
        case .number(let number): number.isFinite ? NumberText.of(number) : nil
        case .integer(let number): String(number)
        case .text(let text): CellText.isNumber(text, .number) ? text : nil
        case .empty, nil: nil
        }
    }

    private func append(_ value: SheetValue, _ kind: SheetColumn.Kind, to text: inout String) {
        switch value {
        case .empty: text += "null"
        case .integer(let number): text += String(number)
        case .number(let number): text += number.isFinite ? NumberText.of(number) : "null"
        case .text(let string):
            if CellText.isNumber(string, kind) { text += string } else { JSONText.append(string, to: &text) }
        }
    }
}
