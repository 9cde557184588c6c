import Geo
import Kernel

/// What a column of an imported file may mean. The raw value is the name an export writes and `--columns` takes.
public enum ImportField: String, Sendable, CaseIterable {
    case id, kind, name, lng, lat, datum, address, hours, phone, facilities, district, source, demonstration
    case nameEn = "name_en"
    case areaCode = "area_code"
    case sourceID = "source_id"
    case verifiedAt = "verified_at"
    case pointBasis = "point_basis"

    /// Other headings people write for it, in lower case and without spaces.
    var headings: [String] {
        switch self {
        case .id: ["编号", "序号id", "店铺id", "站点编号", "station_id", "placeid", "uid"]
        case .kind: ["类型", "类别", "种类", "type"]
        case .name:
            [
                "名称", "店名", "商家名称", "商户名称", "店铺名称", "门店名称", "小区", "小区名称", "驿站名称", "站名", "站点名称", "充电站名称",
                "compound", "title", "shop", "merchant", "station_name", "名字",
            ]
        case .nameEn: ["英文名", "英文名称", "nameen", "englishname"]
        case .lng: ["经度", "lon", "long", "longitude", "x", "坐标x"]
        case .lat: ["纬度", "latitude", "y", "坐标y"]
        case .address: ["地址", "详细地址", "位置", "addr", "street_address"]
        case .hours: ["营业时间", "开放时间", "服务时间", "opening_hours", "openinghours", "时间"]
        case .phone: ["电话", "联系电话", "门店电话", "tel", "telephone"]
        case .facilities: ["设施", "设施服务", "服务设施", "amenities"]
        case .district: ["区县", "所属区", "行政区", "区", "区县市", "district_now", "county"]
        case .areaCode: ["区划代码", "行政区划代码", "areacode"]
        case .source: ["来源", "数据来源"]
        case .sourceID: ["来源编号", "sourceid"]
        case .verifiedAt: ["核实时间", "核实日期", "verifiedat"]
        case .pointBasis: ["坐标精度", "pointbasis"]
        case .datum: ["坐标系"]
        case .demonstration: []
        }
    }
}

/// A file that cannot be imported as it stands, in one sentence.
public struct ImportRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}

/// Which column of a file is what.
public struct ImportColumns: Sendable, Equatable {
    public private(set) var positions: [ImportField: Int] = [:]
    /// The datum of the coordinates, from `--datum` or from the columns' own names.
    public private(set) var datum: Datum
    /// `--datum` was given: it wins over what a row says of itself.
    private let isDatumGiven: Bool
    /// The coordinates were worked out, not surveyed: their columns say `approx`.
    public private(set) var isApproximate = false
    public let names: [String]

    /// - Parameters:
    ///   - mapping: field → heading, from `--columns`.
    ///   - datum: what the person said the coordinates are in; nil leaves it to the headings, then WGS-84.
    public init(_ names: [String], mapping: [String: String], datum: Datum?) throws(ImportRefusal) {
        self.names = names
        self.datum = datum ?? .wgs84
        isDatumGiven = datum != nil
        let headings = names.map(Self.plain)
        for field in ImportField.allCases where field != .lng && field != .lat {
            let wanted = [field.rawValue] + field.headings
            if let position = headings.firstIndex(where: wanted.contains) { positions[field] = position }
        }
        try choosePoint(headings, wanted: datum)
        try apply(mapping, datum: datum)
    }

    /// The heading of a field as the file writes it.
    public func heading(_ field: ImportField) -> String? { positions[field].map { names[$0] } }

    public func cell(_ field: ImportField, _ row: SheetRow) -> String {
        guard let position = positions[field] else { return "" }
        return row.cells[position].trimmingSpaces()
    }

    /// The datum of one row: tables that name it in a column (as our own exports do) are believed.
    func datum(of row: SheetRow) -> Datum { isDatumGiven ? datum : Datum(name: cell(.datum, row)) ?? datum }

    private static func plain(_ heading: String) -> String {
        String(heading.lowercased().filter { !$0.isWhitespace && $0 != "*" })
    }

    /// One pair of coordinate columns, as its headings describe it.
    private struct Pair {
        var datum: Datum?
        var isApproximate: Bool
        var lng: Int
        var lat: Int
    }

    private mutating func choosePoint(_ headings: [String], wanted: Datum?) throws(ImportRefusal) {
        let pairs = Self.pairs(headings)
        guard !pairs.isEmpty else { return }
        let order: [Datum?] = wanted.map { [$0, nil] } ?? [.wgs84, nil, .gcj02, .bd09]
        guard let pair = order.lazy.compactMap({ datum in pairs.first { $0.datum == datum } }).first else {
            let found = pairs.compactMap { $0.datum?.rawValue }.joined(separator: ", ")
            throw ImportRefusal(
                "The file has coordinates in \(found), but --datum says \(wanted?.rawValue ?? ""). "
                    + "Leave --datum out, or name the columns with --columns lng=…,lat=….")
        }
        positions[.lng] = pair.lng
        positions[.lat] = pair.lat
        isApproximate = pair.isApproximate
        datum = pair.datum ?? wanted ?? .wgs84
    }

    /// Pairs such as `lng,lat`, `lng_bd09,lat_bd09`, `approx_lng_wgs84,approx_lat_wgs84`, `经度(GCJ-02),纬度(GCJ-02)`.
    private static func pairs(_ headings: [String]) -> [Pair] {
        let parts = headings.map(split)
        return parts.enumerated().compactMap { position, part in
            guard part.field == .lng,
                let lat = parts.firstIndex(where: {
                    $0.field == .lat && $0.datum == part.datum && $0.isApproximate == part.isApproximate
                })
            else { return nil }
            return Pair(datum: part.datum, isApproximate: part.isApproximate, lng: position, lat: lat)
        }
    }

    private static func split(_ heading: String) -> (field: ImportField?, datum: Datum?, isApproximate: Bool) {
        var rest = heading[...]
        var isApproximate = false
        for prefix in ["approx_", "approximate_", "大致"] where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
            isApproximate = true
        }
        var datum: Datum?
        if let cut = rest.firstIndex(where: { "_-(（[".contains($0) }) {
            let tail = rest[cut...].filter { !"_()（）[]".contains($0) }
            datum = Datum(name: tail.hasPrefix("-") ? String(tail.dropFirst()) : tail)
            if datum != nil { rest = rest[..<cut] }
        }
        for field in [ImportField.lng, .lat] where ([field.rawValue] + field.headings).contains(String(rest)) {
            return (field, datum, isApproximate)
        }
        return (nil, datum, isApproximate)
    }

    private mutating func apply(_ mapping: [String: String], datum wanted: Datum?) throws(ImportRefusal) {
        for (name, heading) in mapping.sorted(by: { $0.key < $1.key }) {
            guard let field = ImportField(rawValue: name) else {
                let known = ImportField.allCases.map(\.rawValue).joined(separator: ", ")
                throw ImportRefusal("--columns does not know the field '\(name)'. It knows: \(known).")
            }
            guard let position = names.firstIndex(of: heading) else {
                throw ImportRefusal(
                    "--columns: the file has no column '\(heading)'. It has: \(names.joined(separator: ", ")).")
            }
            positions[field] = position
            if field == .lng || field == .lat {
                let described = Self.split(Self.plain(heading))
                datum = wanted ?? described.datum ?? datum
                isApproximate = described.isApproximate
            }
        }
    }
}

extension String {
    /// Without spaces, tabs, line ends, ideographic and no-break spaces at either end.
    func trimmingSpaces() -> String {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last,
            first.properties.isWhitespace || last.properties.isWhitespace
        else { return self }
        let kept = unicodeScalars.drop(while: { $0.properties.isWhitespace })
        guard let end = kept.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(kept[...end])
    }
}
