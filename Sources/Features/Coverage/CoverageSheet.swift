import Areas
import Kernel

extension CoverageTable {
    /// A line for each compound of an area, with its district, street and community, so that whoever lives in
    /// spreadsheets can count as they like.
    init(of view: CoverageView, in map: AreaMap, at moment: Instant, _ language: Language) {
        let heads: [(Phrase, Bool)] =
            [(.headDistrict, false), (.headStreet, false), (.headCommunity, false), (.headName, false)]
            + CoverageMeasure.allCases.map { ($0.words, true) } + [(.headIdentifier, false)]
        columns = heads.map { ($0.0.in(language), $0.1) }
        rows = view.compounds.map { one in
            let names = one.area.map { map.chain(of: $0).links.map(\.area) } ?? []
            func name(_ level: AreaLevel) -> Cell {
                names.first { $0.level == level }.map { .text($0.name.in(language)) } ?? .empty
            }
            let places: [Cell] = [name(.district), name(.street), name(.community), .text(one.name)]
            let had = CoverageMeasure.wanted.map { Cell.number(one.has($0, at: moment) ? 1 : 0) }
            return places + had
                + [one.score.map { .number(Double($0)) } ?? .empty, .text(one.place.description)]
        }
    }
}

extension Phrase {
    static let headDistrict = Phrase("区（县、市）", "District")
    static let headStreet = Phrase("街道（乡镇）", "Street")
    static let headCommunity = Phrase("社区（村）", "Community")
    static let headName = Phrase("小区", "Compound")
    static let headIdentifier = Phrase("编号", "Identifier")
}
