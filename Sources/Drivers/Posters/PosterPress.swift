import CPosters
import Gates

/// Codes by libqrencode, pages by librsvg and cairo.
public struct PosterPress: PosterPrinting {
    public init() {}

    public func code(of text: String) -> CodeModules? {
        var made = posters_made()
        var width: Int32 = 0
        guard posters_code(text, &made, &width) == 0 else { return nil }
        defer { posters_free(&made) }
        let bytes = UnsafeBufferPointer(start: made.bytes, count: made.length)
        return CodeModules(width: Int(width), isDark: bytes.map { $0 == 1 })
    }

    public func pdf(ofSVG svg: String, widthPoints: Double, heightPoints: Double) -> [UInt8]? {
        let text = Array(svg.utf8)
        var made = posters_made()
        guard posters_pdf(text, text.count, widthPoints, heightPoints, &made) == 0 else { return nil }
        defer { posters_free(&made) }
        return Array(UnsafeBufferPointer(start: made.bytes, count: made.length))
    }
}
