import Geo
import Kernel

/// `bbox` of a query: west, south, east, north in degrees of WGS-84, as RFC 7946 §5 has it. A box whose west is greater
/// than its east crosses the antimeridian.
public enum BoxQuery {
    public static func box(_ query: Query) throws(Refusal) -> BoundingBox? {
        guard let text = try query.value("bbox") else { return nil }
        let parts = text.split(separator: ",", maxSplits: 4, omittingEmptySubsequences: false)
        guard let box = box(parts) else { throw refusal(text) }
        return box
    }

    /// Nil unless these are four numbers of a box.
    public static func box(_ parts: [some StringProtocol]) -> BoundingBox? {
        let numbers = parts.compactMap(DecimalText.number)
        guard parts.count == 4, numbers.count == 4 else { return nil }
        return BoundingBox(south: numbers[1], west: numbers[0], north: numbers[3], east: numbers[2])
    }

    public static func refusal(_ came: String?) -> Refusal {
        .parameter(
            name: "bbox", came: came,
            accepted: Phrase(
                "请按“西,南,东,北”填四个度数，例如 121.5,29.8,121.6,29.9；经度在 −180 到 180 之间，纬度在 −90 到 90 之间，南不大于北。",
                """
                Give four numbers of degrees as west,south,east,north, such as 121.5,29.8,121.6,29.9: longitudes \
                from −180 to 180, latitudes from −90 to 90, the south not above the north.
                """))
    }
}
