/// A form that brings a photo, or says that it is to go.
public struct PhotoForm: Sendable {
    private let parts: [FormPart]

    public init(_ visit: Visit) throws(Refusal) { parts = try visit.parts() }

    /// The text of a field; empty when it is not there.
    public func text(_ name: String) -> String {
        parts.first { $0.name == name && $0.fileName == nil }.map { String(decoding: $0.body, as: UTF8.self) } ?? ""
    }

    public func has(_ name: String) -> Bool { parts.contains { $0.name == name } }

    /// The file of the field `photo`.
    public func file() throws(Refusal) -> [UInt8] {
        guard let file = parts.first(where: { $0.name == "photo" && $0.fileName != nil }), !file.body.isEmpty else {
            throw .parameter(name: "photo", came: nil, accepted: .noPhoto)
        }
        guard file.body.count <= Limits.photoBytesMax else { throw .bodyTooLarge(bytesMax: Limits.photoBytesMax) }
        return file.body
    }
}
