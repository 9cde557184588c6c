/// Markup. A literal in the source is markup; everything interpolated into it is escaped, unless it is itself
/// `HTML`. The same escaping is right in element content and in double-quoted attributes.
///
///     "<h2 id=\"\(anchor)\">\(place.name)</h2>\(cards)"
public struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    public private(set) var text: String

    public init(stringLiteral text: String) { self.text = text }
    public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    public static let empty: HTML = ""

    public struct Interpolation: StringInterpolationProtocol {
        fileprivate var text: String

        public init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + 24 * interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) { text += literal }
        public mutating func appendInterpolation(_ value: String) { HTML.escape(value, into: &text) }
        public mutating func appendInterpolation(_ value: Substring) { HTML.escape(String(value), into: &text) }
        public mutating func appendInterpolation(_ value: Int) { text += String(value) }
        public mutating func appendInterpolation<S>(_ value: ID<S>) { text += value.description }
        public mutating func appendInterpolation(_ markup: HTML) { text += markup.text }
        public mutating func appendInterpolation(_ markup: HTML?) { text += markup?.text ?? "" }

        public mutating func appendInterpolation(_ markups: [HTML]) {
            for markup in markups { text += markup.text }
        }
    }

    static func escape(_ value: String, into text: inout String) {
        guard value.utf8.contains(where: { $0 == 38 || $0 == 60 || $0 == 62 || $0 == 34 || $0 == 39 }) else {
            text += value
            return
        }
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}

extension Sequence {
    /// The markup of each element, one after the other.
    public func markup(_ transform: (Element) throws -> HTML) rethrows -> [HTML] { try map(transform) }
}
