import Areas
import Console
import Geo
import Kernel

struct CoveragePage {
    let console: Console
    let visit: Visit
    private var language: Language { visit.language }

    func page(_ view: CoverageView, _ outlines: [String: MultiPolygon]) -> Page {
        let map = CoverageMap(view: view, outlines: outlines, language: language).markup
        return console.page(
            .coverage,
            """
            \(path(view))
            \(totals(view))
            <p class="quiet">\(Phrase.coverageNote.in(language))</p>
            \(takeAway(view))
            \(map.map { mapPart(view, $0) })
            \(table(view))
            \(lacking(view))
            """, at: .coverage, visit, styles: ["coverage"])
    }

    private func address(_ code: String, _ measure: CoverageMeasure) -> String {
        "/console/coverage?area=\(code)" + (measure == .guide ? "" : "&by=\(measure.rawValue)")
    }

    /// The way up, and other areas of one's own.
    private func path(_ view: CoverageView) -> HTML {
        let above = view.chain.dropLast().markup {
            "<a href=\"\(address($0.code, view.measure))\">\($0.name.in(language))</a> › " as HTML
        }
        let others = view.others.markup {
            " · <a href=\"\(address($0.code, view.measure))\">\($0.name.in(language))</a>" as HTML
        }
        return "<p class=\"coverage-path\">\(above)<strong>\(view.area.name.in(language))</strong>\(others)</p>"
    }

    private func totals(_ view: CoverageView) -> HTML {
        let total = view.reckoning.total
        let tiles = CoverageMeasure.allCases.markup { measure -> HTML in
            """
            <li><span class="coverage-number">\(said(total, measure))</span> <span class="label">\
            \(measure.words.in(language))</span>\(step(total, measure))</li>

            """
        }
        return """
            <p>\(Phrase.compoundsCounted(total.compounds).in(language))</p>
            <ul class="coverage-totals">
            \(tiles)</ul>
            """
    }

    private func said(_ counts: CoverageCounts, _ measure: CoverageMeasure) -> String {
        guard let value = counts.value(measure) else { return "—" }
        return measure == .friendliness ? String(value) : "\(value)%"
    }

    /// In words, not by colour alone.
    private func step(_ counts: CoverageCounts, _ measure: CoverageMeasure) -> HTML {
        guard let value = counts.value(measure) else { return .empty }
        let step = CoverageStep(percent: value)
        return " <span class=\"badge \(step.badge)\">\(step.words.in(language))</span>"
    }

    private func takeAway(_ view: CoverageView) -> HTML {
        let links = CoverageTable.Format.allCases.reversed().markup { format in
            """
            <a class="button small" href="/console/coverage.\(format.rawValue)?area=\(view.area.code)" download>\
            \(format.words.in(language))</a>

            """
        }
        return "<p class=\"coverage-files\">\(links)</p>"
    }

    private func mapPart(_ view: CoverageView, _ map: HTML) -> HTML {
        let choices = CoverageMeasure.allCases.markup { measure -> HTML in
            let mark: HTML = measure == view.measure ? " aria-current=\"true\"" : .empty
            return """
                <a class="chip" href="\(address(view.area.code, measure))#map"\(mark)>\(measure.words.in(language))</a>

                """
        }
        let key = [CoverageStep.first, .second, .reached].markup { step in
            "<li><span class=\"coverage-swatch \(step.style)\"></span>\(step.words.in(language))</li>\n" as HTML
        }
        return """
            <section id="map"><h2>\(Phrase.coverageMap.in(language))</h2>
            <p class="chips">\(choices)</p>
            \(map)<ul class="coverage-key">
            \(key)<li><span class="coverage-swatch is-unknown"></span>\(Phrase.nothingCounted.in(language))</li></ul>
            </section>
            """
    }

    private func table(_ view: CoverageView) -> HTML {
        guard !view.children.isEmpty else { return .empty }
        let heads = [Phrase.headArea, .headCompounds] + CoverageMeasure.allCases.map(\.words)
        let rows = view.reckoning.lines.markup { row($0, view) }
        return """
            <section><h2>\(Phrase.byArea.in(language))</h2>
            <div class="scroller" tabindex="0"><table class="sheet-table"><thead><tr>
            \(heads.markup { "<th scope=\"col\">\($0.in(language))</th>" as HTML })</tr></thead><tbody>
            \(rows)</tbody></table></div></section>
            """
    }

    private func row(_ line: CoverageLine, _ view: CoverageView) -> HTML {
        let area = view.children.first { $0.code == line.code }
        let name: HTML =
            area.map { "<a href=\"\(address($0.code, view.measure))\">\($0.name.in(language))</a>" }
            ?? "\(Phrase.elsewhere.in(language))"
        let cells = CoverageMeasure.allCases.markup { measure -> HTML in
            let value = line.counts.value(measure)
            let badge = value.map { CoverageStep(percent: $0).badge } ?? "badge-plain"
            return """
                <td data-head="\(measure.words.in(language))"><span class="badge \(badge)">\
                \(said(line.counts, measure))</span></td>
                """
        }
        return """
            <tr><td>\(name)</td><td data-head="\(Phrase.headCompounds.in(language))">\(line.counts.compounds)</td>\
            \(cells)</tr>

            """
    }
}

// MARK: - What is to be done

extension CoveragePage {
    /// The compounds that lack most first; in an area so small that somebody can go there.
    private func lacking(_ view: CoverageView) -> HTML {
        guard view.area.level == .street || view.area.level == .community else { return .empty }
        let lacking = view.compounds.map { ($0, missing($0)) }.filter { !$0.1.isEmpty }
            .enumerated().sorted { ($1.element.1.count, $0.offset) < ($0.element.1.count, $1.offset) }.map(\.element)
        guard !lacking.isEmpty else {
            return """
                <section><h2>\(Phrase.lacking.in(language))</h2>
                <p>\(Phrase.nothingLacks.in(language))</p></section>
                """
        }
        let rows = lacking.prefix(Limits.coverageCompoundsMax).markup { one, missing in
            """
            <li class="account-row"><div><span class="row-name"><a href="/places/\(one.place)">\(one.name)</a></span>
            \(missing.markup { "<span class=\"badge badge-notice\">\($0.lack.in(language))</span> " as HTML })</div>
            <a class="button small" href="\(work(one, missing))">\(Phrase.mend.in(language))</a></li>

            """
        }
        return """
            <section><h2>\(Phrase.lacking.in(language))</h2>
            <p class="quiet">\(Phrase.lackingCount(lacking.count).in(language))</p>
            <ul class="rows">
            \(rows)</ul></section>
            """
    }

    private func missing(_ one: CompoundCoverage) -> [CoverageMeasure] {
        CoverageMeasure.wanted.filter { !one.has($0, at: visit.now) }
    }

    /// Where the first of what is missing is put right.
    private func work(_ one: CompoundCoverage, _ missing: [CoverageMeasure]) -> String {
        let place = "/console/places/\(one.place)"
        return missing.first == .policy ? place + "/gates" : place + "/plan"
    }
}

extension CoverageMeasure {
    /// Said of a compound without it.
    fileprivate var lack: Phrase {
        switch self {
        case .guide: Phrase("没有导引图", "No guide")
        case .parking: Phrase("没有停车点", "No parking")
        case .policy: Phrase("没有通行规则", "No policy")
        case .verified: Phrase("90 天没有核实", "Not verified in 90 days")
        case .friendliness: Phrase("没有友好指数", "No index")
        }
    }
}

extension CoverageStep {
    var words: Phrase {
        switch self {
        case .first: Phrase("不到 40", "Below 40")
        case .second: Phrase("40 到 69", "40 to 69")
        case .reached: Phrase("70 以上", "70 and more")
        }
    }
}

extension CoverageTable.Format {
    var words: Phrase {
        switch self {
        case .csv: Phrase("下载 CSV", "CSV")
        case .xlsx: Phrase("下载 Excel 表格", "Excel workbook")
        }
    }
}

extension Phrase {
    static let coverageNote = Phrase(
        "导引图：平面图上能从门走到单元门。停车点：平面图或通行规则里写了。核实：90 天内有人在现场确认过。友好指数取平均。",
        "Guide: a door can be reached on the plan. Parking: on the plan or in a policy. Verified: by somebody on the "
            + "spot. Friendliness is the mean.")
    static let coverageMap = Phrase("地图", "Map")
    static let byArea = Phrase("各区域", "By area")
    static let headArea = Phrase("区域", "Area")
    static let headCompounds = Phrase("小区数", "Compounds")
    static let elsewhere = Phrase("没有归到下级区域", "In none of these")
    static let nothingCounted = Phrase("没有数据", "Nothing to count")
    static let lacking = Phrase("还缺什么", "What is missing")
    static let nothingLacks = Phrase("都齐了。", "Nothing.")
    static let mend = Phrase("去补", "Put right")

    static func compoundsCounted(_ count: Int) -> Phrase { Phrase("共 \(count) 个小区", "\(count) compounds") }
    static func lackingCount(_ count: Int) -> Phrase {
        Phrase("\(count) 个小区，缺得多的在前。", "\(count) compounds, those that lack most first.")
    }
}
