import Areas
import Geo
import Kernel

/// The area a page is about, with all that is shown of it.
struct CoverageView: Sendable {
    var area: Area
    /// From the highest area of one's own down to this one.
    var chain: [Area]
    var children: [Area]
    var compounds: [CompoundCoverage]
    var reckoning: CoverageReckoning
    /// Other areas of one's own.
    var others: [Area]
    var measure: CoverageMeasure
}

extension Coverage {
    public func addRoutes(to doors: Doors) {
        doors.staff(.readCoverage).get("/console/coverage") { [self] visit, person in
            try visit.query.accept(only: ["lang", "area", "by"])
            let (view, outlines) = try await database.read { [self] town in
                let view = try look(person, visit, in: town)
                return (view, try areas.outlines(of: Set(view.children.map(\.code)), in: town))
            }
            return .page(CoveragePage(console: console, visit: visit).page(view, outlines), visit)
        }
        for format in CoverageTable.Format.allCases {
            doors.staff(.readCoverage).get("/console/coverage.\(format.rawValue)") { [self] visit, person in
                try visit.query.accept(only: ["lang", "area"])
                let view = try await database.read { [self] in try look(person, visit, in: $0) }
                let table = CoverageTable(of: view, in: areas.map, at: visit.now, visit.language)
                return Answer(
                    type: format.type, body: try tables.bytes(of: table, as: format),
                    headers: [
                        ("Cache-Control", "no-store"),
                        (
                            "Content-Disposition",
                            "attachment; filename=\"coverage-\(view.area.code).\(format.rawValue)\""
                        ),
                    ])
            }
        }
    }

    /// - Throws: `Refusal.notFound` for an area that there is not, or that is not within one's own.
    private func look(_ person: Person, _ visit: Visit, in town: any Reading) throws -> CoverageView {
        let map = areas.map
        let own = person.areas(for: .readCoverage).sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        let code = try visit.query.value("area") ?? own.first ?? ""
        guard let area = map.area(code), let top = own.first(where: { code.hasPrefix($0) }) else {
            throw Refusal.notFound(what: .noSuchCoverage)
        }
        var measure = CoverageMeasure.guide
        if let text = try visit.query.value("by") {
            guard let known = CoverageMeasure(rawValue: text) else {
                throw Refusal.parameter(name: "by", came: text, accepted: .coverageMeasures)
            }
            measure = known
        }
        let compounds = try store.compounds(in: code, seesNowhere: code == city, in: town)
        let children = map.children(of: code)
        return CoverageView(
            area: area, chain: map.chain(of: code).links.map(\.area).filter { $0.code.hasPrefix(top) },
            children: children, compounds: compounds,
            reckoning: CoverageReckoning(compounds, children: children.map(\.code), at: visit.now),
            others: own.filter { $0 != top }.compactMap(map.area), measure: measure)
    }
}

extension CoverageTable.Format {
    var type: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    }
}

extension Phrase {
    static let noSuchCoverage = Phrase("没有这个区域，或不归您管。", "There is no such area, or it is not yours.")
    static let coverageMeasures = Phrase(
        "可用：\(CoverageMeasure.allCases.map(\.rawValue).joined(separator: "、"))。",
        "Accepted: \(CoverageMeasure.allCases.map(\.rawValue).joined(separator: ", ")).")
}
