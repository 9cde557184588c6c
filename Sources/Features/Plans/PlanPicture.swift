import CompoundPlan
import Kernel

/// A plan as SVG: ways, buildings with their signs, doors, gates and spots, and a route where there is one. What is of
/// one kind is one path in relative whole decimetres, so that 500 buildings are few kilobytes.
struct PlanPicture {
    let plan: Plan
    let names: PlanNames
    let language: Language
    var route: PlanRoute?
    /// The one that was asked for.
    var building: PlanBuilding?
    private(set) var isFile = false

    /// Of the signs of buildings, in decimetres: about 13 px where the sheet is as wide as a phone.
    private var letter: Int { min(max(plan.size.x / 28, 50), 120) }

    fileprivate var margin: Int { letter * 3 / 2 }

    /// Room round the sheet for the names of gates that stand at its edge.
    private var frame: HTML {
        let (width, height) = (plan.size.x + 2 * margin, plan.size.y + 2 * margin)
        return "viewBox=\"\(-margin) \(-margin) \(width) \(height)\""
    }

    /// - Parameter title: what a reader of a screen is told it is.
    func markup(title: String) -> HTML {
        """
        <svg class="plan" \(frame) role="img" aria-label="\(title)">
        \(content)</svg>

        """
    }

    /// A file of its own: its colours stand in it, for it has no sheet of style.
    func file(title: String) -> HTML {
        var file = self
        file.isFile = true
        return """
            <svg xmlns="http://www.w3.org/2000/svg" \(frame) width="\(plan.size.x)" height="\(plan.size.y)" \
            font-family="sans-serif" text-anchor="middle" \
            fill="none" stroke-linecap="round" stroke-linejoin="round">
            <title>\(title)</title>
            <rect x="\(-margin)" y="\(-margin)" width="100%" height="100%" fill="#f6f8f5"/>
            \(file.content)</svg>

            """
    }

    /// What an element looks like, by its name.
    func dress(_ name: String) -> HTML { isFile ? PlanColours.attributes(name) : "class=\"\(name)\"" }

    private var content: HTML {
        let signs = "\(PlanSigns(picture: self, letter: letter).markup)" as HTML
        return "\(grounds)\(ways)\(houses)\(way)\(signs)\(PlanScale(picture: self, letter: letter).markup)"
    }

    private var grounds: HTML {
        let all = PlanGround.Kind.allCases.markup { kind in
            shape("pl-" + kind.rawValue, plan.grounds.filter { $0.kind == kind }.map { ($0.outline, true) })
        }
        return "\(all)"
    }

    private var ways: HTML {
        let kinds = PlanPath.Kind.allCases.markup { kind in
            shape("pl-" + kind.rawValue, plan.paths.filter { $0.kind == kind && !$0.isClosed }.map { ($0.line, false) })
        }
        return "\(kinds)\(shape("pl-closed", plan.paths.filter(\.isClosed).map { ($0.line, false) }))"
    }

    private var houses: HTML {
        let doors = plan.buildings.flatMap(\.units).map { ([$0.at], false) }
        return "\(shape("pl-building", plan.buildings.map { ($0.outline, true) }))\(shape("pl-door", doors))"
    }

    /// What an answer adds: `plan-drawing.js` draws the same.
    private var way: HTML {
        let target = building.map { shape("pl-target", [($0.outline, true)]) }
        guard let route else { return "<g id=\"plan-way\">\(target)</g>\n" }
        let lines = route.legs.filter { $0.line.count > 1 }
        let edge = shape("pl-way-edge", lines.map { ($0.line, false) })
        let legs = PlanMode.allCases.markup { mode in
            shape("pl-way pl-\(mode.rawValue)", lines.filter { $0.mode == mode }.map { ($0.line, false) })
        }
        let start = route.legs.first?.line.first.map { disc("pl-start", $0) }
        let left = route.left.map { disc("pl-left", $0.at) }
        let end = route.legs.last?.line.last.map { disc("pl-end", $0) }
        return "<g id=\"plan-way\">\(target)\(edge)\(legs)\(start)\(left)\(end)</g>\n"
    }

    private func disc(_ name: String, _ at: PlanPoint) -> HTML {
        "<circle \(dress(name)) cx=\"\(at.x)\" cy=\"\(at.y)\" r=\"\(letter * 2 / 5)\"/>"
    }

    /// One path of many lines; nothing where there are none.
    private func shape(_ name: String, _ lines: [(line: [PlanPoint], isClosed: Bool)]) -> HTML {
        guard !lines.isEmpty else { return .empty }
        var data = PlanPathData()
        for one in lines { data.add(one.line, isClosed: one.isClosed) }
        return "<path \(dress(name)) d=\"\(data.text)\"/>\n"
    }
}

/// The `d` of a path, as short as it goes: `M500 800v-400h-200z`. A line of one point is a dot.
struct PlanPathData {
    private(set) var text = ""

    mutating func add(_ line: [PlanPoint], isClosed: Bool) {
        guard let first = line.first else { return }
        text += "M\(first.x) \(first.y)"
        if line.count == 1 { text += "h0" }
        var before = first
        var isLine = false
        for point in line.dropFirst() {
            let (dx, dy) = (point.x - before.x, point.y - before.y)
            before = point
            if dy == 0 || dx == 0 {
                text += dy == 0 ? "h\(dx)" : "v\(dy)"
                isLine = false
            } else {
                text += isLine ? (dx < 0 ? "\(dx)" : " \(dx)") : "l\(dx)"
                text += dy < 0 ? "\(dy)" : " \(dy)"
                isLine = true
            }
        }
        if isClosed { text += "z" }
    }
}

/// What is written on a plan: the signs of buildings, names of gates and roads, letters of spots.
struct PlanSigns {
    let picture: PlanPicture
    let letter: Int
    private var plan: Plan { picture.plan }

    var markup: HTML {
        """
        <g \(picture.dress("pl-signs")) font-size="\(letter)">
        \(plan.buildings.markup(building))</g>
        <g font-size="\(letter * 4 / 5)">
        \(plan.spots.markup(spot))\(plan.gates.markup(gate))</g>

        """
    }

    private func building(_ one: PlanBuilding) -> HTML {
        guard !one.name.isEmpty else { return .empty }
        let count = one.outline.count
        let x = one.outline.reduce(0) { $0 + $1.x } / count
        let y = one.outline.reduce(0) { $0 + $1.y } / count + letter / 3
        let mark: HTML = one.id == picture.building?.id ? " class=\"pl-asked\"" : .empty
        return "<text x=\"\(x)\" y=\"\(y)\"\(mark)>\(one.name)</text>\n"
    }

    private func spot(_ one: PlanSpot) -> HTML {
        """
        <g class="pl-spot"><circle \(picture.dress("pl-disc")) cx="\(one.at.x)" cy="\(one.at.y)" \
        r="\(letter * 11 / 20)"/><text \(picture.dress("pl-letter")) x="\(one.at.x)" \
        y="\(one.at.y + letter * 3 / 10)">\(one.kind.letter.in(picture.language))</text></g>

        """
    }

    /// Beside its point, inside the sheet.
    private func gate(_ one: PlanGate) -> HTML {
        let name = picture.names[one.id]?.in(picture.language) ?? ""
        let isAsked = one.id == picture.route?.gate
        let (width, edge) = (plan.size.x, letter)
        let isRight = one.at.x > width - 3 * edge
        let anchor = isRight ? "end" : one.at.x < 3 * edge ? "start" : "middle"
        // Into the margin of the sheet, to its very edge and no farther.
        let ends = (left: edge / 5 - picture.margin, right: width + picture.margin - edge / 5)
        let x = isRight ? ends.right : one.at.x < 3 * edge ? ends.left : one.at.x
        let y = one.at.y < 2 * edge ? one.at.y + edge * 8 / 5 : one.at.y - edge * 4 / 5
        return """
            <g class="pl-gate\(isAsked ? " pl-asked" : "")">\
            <circle \(picture.dress("pl-gate-disc")) cx="\(one.at.x)" cy="\(one.at.y)" r="\(letter * 9 / 20)"/>\
            <text \(picture.dress("pl-gate-name")) x="\(x)" y="\(y)" text-anchor="\(anchor)">\(name)</text></g>

            """
    }
}

/// Where north is, and how far it is.
struct PlanScale {
    let picture: PlanPicture
    let letter: Int
    private var plan: Plan { picture.plan }

    var markup: HTML {
        let lengths = [10, 20, 50, 100, 200, 500]
        let metres = lengths.last { $0 * 10 <= plan.size.x / 4 } ?? 10
        // Both stand in the margin of the sheet.
        let (y, small, half) = (plan.size.y + letter, letter * 4 / 5, letter / 2)
        let bar = "M0 \(y - letter / 3)v\(letter / 3)h\(metres * 10)v\(-letter / 3)"
        let needle = "M0 \(-letter)L\(half) \(half)L0 0L\(-half) \(half)z"
        let (north, across) = (plan.size.x + letter * 4 / 5, letter * 3 / 4)
        return """
            <g \(picture.dress("pl-scale")) font-size="\(small)"><path \(picture.dress("pl-bar")) d="\(bar)"/>\
            <text x="\(metres * 10 + letter * 3 / 2)" y="\(y)">\(metres) m</text>\
            <g transform="translate(\(north) \(across)) rotate(\(plan.north))">\
            <path \(picture.dress("pl-north")) d="\(needle)"/></g>\
            <text x="\(north)" y="\(across + letter * 3 / 2)">N</text></g>

            """
    }
}

/// The colours of a plan that stands alone; on pages the sheet `plan.css` has them.
enum PlanColours {
    static func attributes(_ name: String) -> HTML { table[name] ?? .empty }

    private static let table: [String: HTML] = [
        "pl-green": "fill=\"#cfe6cf\"", "pl-water": "fill=\"#c4ddf0\"", "pl-court": "fill=\"#efe3c8\"",
        "pl-road": "stroke=\"#c3ccc6\" stroke-width=\"50\"", "pl-lane": "stroke=\"#c3ccc6\" stroke-width=\"32\"",
        "pl-ramp": "stroke=\"#8b958f\" stroke-width=\"30\" stroke-dasharray=\"40 14\" stroke-linecap=\"butt\"",
        "pl-footway": "stroke=\"#dcd6c8\" stroke-width=\"16\"",
        "pl-stairs": "stroke=\"#8a7750\" stroke-width=\"26\" stroke-dasharray=\"5 5\" stroke-linecap=\"butt\"",
        "pl-lift": "stroke=\"#553b97\" stroke-width=\"26\"",
        "pl-closed": "stroke=\"#aa3333\" stroke-width=\"20\" stroke-dasharray=\"12 24\"",
        "pl-building": "fill=\"#e1eaf0\" stroke=\"#354f5f\" stroke-width=\"4\"",
        "pl-door": "stroke=\"#553b97\" stroke-width=\"22\"", "pl-signs": "fill=\"#12211b\" font-weight=\"bold\"",
        "pl-disc": "fill=\"#0b549f\"", "pl-letter": "fill=\"#ffffff\"", "pl-gate-disc": "fill=\"#553b97\"",
        "pl-gate-name": "fill=\"#12211b\" font-weight=\"bold\"", "pl-scale": "fill=\"#4a5a52\"",
        "pl-bar": "fill=\"none\" stroke=\"#4a5a52\" stroke-width=\"8\"", "pl-north": "fill=\"#4a5a52\"",
    ]
}
