import Areas
import Geo
import Kernel

/// The picture tiles a city lays under its map: a contract with whoever makes them, so it is configuration.
public struct MapTiles: Sendable, Equatable {
    /// Holds `{z}`, `{x}` and `{y}`; `{s}` is one of a, b and c.
    public let url: String
    /// Who made the map: shown on it always.
    public let attribution: String
    /// 审图号, the number of the map's official review: shown on it always. Empty when it has none.
    public let approval: String
    /// The datum the tiles are drawn in: WGS-84 or GCJ-02.
    public let datum: Datum
    /// The greatest zoom there are tiles for; the map stretches them beyond.
    public let zoomMax: Int
    /// Scheme, host and port of the tiles, for the policy of what a page may load.
    public let origin: String

    public static let zooms = 1...22
    static let textCharactersMax = 200

    /// - Throws: `PackFault` with the sentence for whoever wrote the settings.
    public init(url: String, attribution: String, approval: String, datum: String, zoomMax: Int) throws {
        guard let origin = Self.origin(of: url), ["{z}", "{x}", "{y}"].allSatisfy({ url.contains($0) }) else {
            throw PackFault(
                "The setting tiles.url is '\(url)'; it is an http or https address with {z}, {x} and {y} in it.")
        }
        guard !attribution.isEmpty else {
            throw PackFault("The setting tiles.attribution is missing: whoever made the map must be named on it.")
        }
        guard attribution.count <= Self.textCharactersMax, approval.count <= Self.textCharactersMax else {
            throw PackFault("tiles.attribution and tiles.approval take at most \(Self.textCharactersMax) characters.")
        }
        // Baidu's tiles have a projection and a grid of their own, which a web map does not draw.
        guard let read = Datum(name: datum), read != .bd09 else {
            throw PackFault("The setting tiles.datum is '\(datum)'; it is wgs84 or gcj02.")
        }
        self.url = url
        self.attribution = attribution
        self.approval = approval
        self.datum = read
        self.zoomMax = zoomMax
        self.origin = origin
    }

    /// Nothing but letters, digits, dots, hyphens and a port: the origin goes into a header.
    private static func origin(of url: String) -> String? {
        guard let scheme = ["https://", "http://"].first(where: { url.hasPrefix($0) }) else { return nil }
        let rest = url.dropFirst(scheme.count)
        let host = String(rest.prefix { $0 != "/" })
        let plain = host.hasPrefix("{s}.") ? host.dropFirst(4) : host[...]
        guard rest.contains("/"), !plain.isEmpty,
            plain.utf8.allSatisfy({ byte in
                (48...58).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                    || byte == 46
            })
        else { return nil }
        return scheme + (host == plain ? "" : "*.") + plain
    }
}
