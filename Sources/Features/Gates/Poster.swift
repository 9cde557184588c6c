import Compounds
import Kernel

/// Squares of a code, row by row.
public struct CodeModules: Sendable, Equatable {
    public var width: Int
    public var isDark: [Bool]

    public init(width: Int, isDark: [Bool]) {
        self.width = width
        self.isDark = isDark
    }
}

/// Draws codes, and makes pages to print.
public protocol PosterPrinting: Sendable {
    /// nil for a text no code holds.
    func code(of text: String) -> CodeModules?

    /// nil when the drawing cannot be read.
    func pdf(ofSVG svg: String, widthPoints: Double, heightPoints: Double) -> [UInt8]?
}

/// A colour that a compound hangs out for a day, so that a guard sees at a glance whose poster is today's.
public enum PosterColour: String, Sendable, CaseIterable {
    case red, orange, yellow, green, blue, purple

    var hex: String {
        switch self {
        case .red: "#b3261e"
        case .orange: "#c25e00"
        case .yellow: "#e0b000"
        case .green: "#0b6e4f"
        case .blue: "#0b549f"
        case .purple: "#6a3fa0"
        }
    }

    public var name: Phrase {
        switch self {
        case .red: Phrase("红", "red")
        case .orange: Phrase("橙", "orange")
        case .yellow: Phrase("黄", "yellow")
        case .green: Phrase("绿", "green")
        case .blue: Phrase("蓝", "blue")
        case .purple: Phrase("紫", "purple")
        }
    }
}

/// The sheet with a gate's code: A4, names in large type, what to do in three short lines.
struct Poster: Sendable {
    var compound: String
    var gate: String
    /// Whole, as the code says it.
    var address: String
    var number: Int
    var colour: PosterColour?
    var code: CodeModules

    /// Millimetres.
    static let width = 210.0
    static let height = 297.0
    static let pointsPerMillimetre = 72 / 25.4
    private static let codeSide = 118.0
    private static let codeTop = 92.0
    /// Light squares round a code, by the standard.
    private static let quietModules = 4

    var svg: String {
        let body: HTML = """
            <svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297" \
            font-family="'Noto Sans CJK SC', 'Noto Sans SC', sans-serif" text-anchor="middle" fill="#12211b">
            <title>\(compound) \(gate)</title>
            <rect width="210" height="297" fill="#ffffff"/>
            \(frame)\(line(compound, at: 38, sizeMax: 17, weight: "600"))
            \(line(gate, at: 76, sizeMax: 34, weight: "800"))
            \(drawing)
            \(line("骑手扫码进门", at: 224, sizeMax: 12, weight: "800"))
            \(line("① 用手机相机扫上面的码", at: 238, sizeMax: 8.5))
            \(line("② 看清能不能进、走哪个门", at: 250, sizeMax: 8.5))
            \(line("③ 点“亮码”，给保安看", at: 262, sizeMax: 8.5))
            \(line("Scan the code · see if you may come in · show your pass", at: 271, sizeMax: 5))
            \(line("门口码第 \(number) 号 · 只认 \(host)", at: 281, sizeMax: 5))
            </svg>

            """
        return body.text
    }

    /// The part of the address people compare.
    private var host: String {
        let rest = address.split(separator: "/", omittingEmptySubsequences: true)
        return rest.count > 1 ? String(rest[1]) : address
    }

    private var frame: HTML {
        guard let colour else { return .empty }
        let words = "今日：\(colour.name.chinese)"
        return """
            <rect x="5" y="5" width="200" height="287" rx="6" fill="none" stroke="\(colour.hex)" stroke-width="8"/>
            <text x="105" y="20" font-size="7" font-weight="600">\(words)</text>

            """
    }

    private func line(_ words: String, at baseline: Int, sizeMax: Double, weight: String = "500") -> HTML {
        // Full-width letters are as wide as high, others about half.
        let width = words.unicodeScalars.reduce(0.0) { $0 + ($1.value < 0x2000 ? 0.58 : 1) }
        let size = min(sizeMax, 184 / max(width, 1))
        return """
            <text x="105" y="\(baseline)" font-size="\(Self.text(size))" font-weight="\(weight)">\(words)</text>
            """
    }

    /// One path: a square for each run of dark modules in a row.
    private var drawing: HTML {
        let side = Self.codeSide / Double(code.width + 2 * Self.quietModules)
        var path = ""
        for row in 0..<code.width {
            var column = 0
            while column < code.width {
                guard code.isDark[row * code.width + column] else {
                    column += 1
                    continue
                }
                let start = column
                while column < code.width, code.isDark[row * code.width + column] { column += 1 }
                path += "M\(start) \(row)h\(column - start)v1h-\(column - start)z"
            }
        }
        let margin = side * Double(Self.quietModules)
        let (left, top) = ((Self.width - Self.codeSide) / 2 + margin, Self.codeTop + margin)
        return """
            <path transform="translate(\(Self.text(left)) \(Self.text(top))) scale(\(Self.text(side)))" \
            shape-rendering="crispEdges" fill="#000000" d="\(path)"/>
            """
    }

    /// Three decimals: a thousandth of a millimetre.
    private static func text(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded())
        let rest = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
    }
}

extension Gates {
    /// The poster of a gate: makes its first code where there is none yet.
    ///
    /// - Parameters:
    ///   - site: `https://host`, without a slash at the end.
    ///   - editor: who prints it; nil for commands.
    /// - Returns: the drawing as SVG; nil for a gate there is not.
    public func poster(
        of id: ID<Gate>, site: String, colour: PosterColour? = nil, by editor: GateEditor?, in town: any Writing
    ) throws -> String? {
        guard let printer, let gate = try compounds.gate(id, in: town),
            let land = try compounds.land(of: gate.placeID, in: town)
        else { return nil }
        let hanging = try codeToPrint(at: id, by: editor, in: town)
        let address = site + "/g/" + hanging.text
        guard let code = printer.code(of: address) else { return nil }
        return Poster(
            compound: land.name, gate: gate.name, address: address, number: hanging.number, colour: colour, code: code
        ).svg
    }

    /// A poster's drawing as a page of A4.
    public func pdf(ofPoster svg: String) -> [UInt8]? {
        printer?.pdf(
            ofSVG: svg, widthPoints: Poster.width * Poster.pointsPerMillimetre,
            heightPoints: Poster.height * Poster.pointsPerMillimetre)
    }

    func addPosterRoutes(to doors: Doors, database: any Database) {
        doors.staff(.editGates).get("/console/places/:id/gates/:gate/poster.svg") { [self] visit, person in
            let svg = try await poster(visit, person, database)
            return Answer(type: "image/svg+xml", body: Array(svg.utf8), headers: Self.posterHeaders)
        }
        doors.staff(.editGates).get("/console/places/:id/gates/:gate/poster.pdf") { [self] visit, person in
            let svg = try await poster(visit, person, database)
            guard let page = pdf(ofPoster: svg) else { throw Refusal.notReady }
            return Answer(type: "application/pdf", body: page, headers: Self.posterHeaders)
        }
    }

    private static let posterHeaders = [("Cache-Control", "no-store")]

    private func poster(_ visit: Visit, _ person: Person, _ database: any Database) async throws -> String {
        try visit.query.accept(only: ["lang", "colour"])
        let text = try visit.query.value("colour")
        let colour = text.flatMap(PosterColour.init(rawValue:))
        guard text == nil || colour != nil else {
            let list = PosterColour.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refusal.parameter(name: "colour", came: text, accepted: Phrase("可用：\(list)。", "Accepted: \(list)."))
        }
        let site = visit.origin
        let editor = GateEditor(person: person, visit: visit)
        let svg = try await database.write { town in
            let gate = try self.gateOfAddress(visit, by: person, in: town)
            return try self.poster(of: gate.id, site: site, colour: colour, by: editor, in: town)
        }
        guard let svg else { throw Refusal.notReady }
        return svg
    }
}
