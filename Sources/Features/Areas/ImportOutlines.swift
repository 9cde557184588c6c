import Geo
import Kernel

/// What became of a file of outlines.
public struct OutlineImport: Sendable, Equatable {
    public var imported: [String] = []
    public var problems: [SheetProblem] = []
}

extension Areas {
    /// Replaces outlines by real polygons. A feature names its area by `code` (or `adcode`), or by `name` together
    /// with `district`; a name that only one area has is enough.
    public func importOutlines(
        _ features: [OutlineFeature], datum: Datum, source: String, in town: any Writing
    ) throws -> OutlineImport {
        let map = AreaMap(areas: try store.areas(in: town), outlines: [])
        var result = OutlineImport()
        var outlines: [(code: String, outline: MultiPolygon)] = []
        for (index, feature) in features.enumerated() {
            do throws(Unusable) {
                let area = try Self.area(for: feature, in: map)
                guard !result.imported.contains(area.code) else {
                    throw Unusable("code", area.code, "An earlier feature already draws \(area.name.chinese).")
                }
                outlines.append((area.code, feature.outline.converted(from: datum, to: .wgs84)))
                result.imported.append(area.code)
            } catch {
                result.problems.append(
                    SheetProblem(line: index + 1, column: error.column, value: error.value, reason: error.reason))
            }
        }
        try store.saveImportedOutlines(outlines, source: source, in: town)
        if !outlines.isEmpty { try town.announce(AreaStore.changed) }
        return result
    }

    /// Why a feature was left out.
    private struct Unusable: Error {
        var column: String
        var value: String
        var reason: String

        init(_ column: String, _ value: String, _ reason: String) {
            self.column = column
            self.value = String(value.prefix(Limits.shownValueCharactersMax))
            self.reason = reason
        }
    }

    private static func area(for feature: OutlineFeature, in map: AreaMap) throws(Unusable) -> Area {
        let properties = feature.properties
        let code = ["code", "adcode"].lazy.compactMap { properties[$0] }.first { !$0.isEmpty } ?? ""
        let area = code.isEmpty ? try named(properties, in: map) : try coded(code, properties["name"] ?? "", in: map)
        guard feature.outline.polygons.contains(where: { !$0.isEmpty }) else {
            throw Unusable("geometry", "", "The feature has no polygon for \(area.name.chinese).")
        }
        return area
    }

    private static func coded(_ given: String, _ name: String, in map: AreaMap) throws(Unusable) -> Area {
        let candidates = [given, String(given.trimmingTrailingZeros(3)), City.normalised(code: given, level: .city)]
        let cityOfTwelve = City.normalised(code: String(given.trimmingTrailingZeros(3)), level: .city)
        guard let area = (candidates + [cityOfTwelve]).lazy.compactMap({ map.area($0) }).first else {
            throw Unusable("code", given, "The city has no area with this code.")
        }
        // Lists disagree about some codes of streets; the polygon of one must not become another's.
        let others = AreaLevel.allCases.flatMap(map.areas(of:)).filter { $0.name.chinese == name }
        if area.name.chinese != name, !others.isEmpty {
            throw Unusable(
                "code", given, "This is the code of \(area.name.chinese), but the feature's name is \(name).")
        }
        return area
    }

    private static func named(_ properties: [String: String], in map: AreaMap) throws(Unusable) -> Area {
        let name = properties["name"] ?? ""
        let district = properties["district"] ?? ""
        let matches = AreaLevel.allCases.flatMap(map.areas(of:)).filter { area in
            area.name.chinese == name
                && (district.isEmpty || map.chain(of: area.code).links.contains { $0.area.name.chinese == district })
        }
        if matches.count == 1 { return matches[0] }
        let reason =
            matches.isEmpty
            ? "The city has no area with this name; give its division code in the property 'code'."
            : "\(matches.count) areas have this name; give the division code in 'code' or the district in 'district'."
        throw Unusable("name", name, reason)
    }
}

extension String {
    /// Codes of statistics tables have twelve digits; what follows that of a district or street are zeros.
    fileprivate func trimmingTrailingZeros(_ digits: Int) -> Substring {
        var text = self[...]
        while text.count > 6, text.hasSuffix(String(repeating: "0", count: digits)) { text = text.dropLast(digits) }
        return text
    }
}

extension MultiPolygon {
    /// The same outline in another datum.
    public func converted(from: Datum, to: Datum) -> MultiPolygon {
        guard from != to else { return self }
        return MultiPolygon(
            rings: polygons.map { polygon in
                polygon.rings.map { ring in ring.vertices.map { Datum.convert($0, from: from, to: to) } }
            })
    }
}
