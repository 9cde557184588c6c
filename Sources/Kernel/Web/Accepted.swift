/// One item of an `Accept-…` header with its weight (RFC 9110, section 12.4.2).
struct Accepted: Equatable {
    /// In lower case, without parameters.
    let name: String
    /// Thousandths, 0...1000; 0 when it is refused by the client, or when the weight cannot be read.
    let weight: Int

    /// How many items of one header are read.
    static let itemsMax = 20

    static func items(_ header: String?) -> [Accepted] {
        (header ?? "").split(separator: ",").prefix(itemsMax).compactMap { item in
            let pieces = item.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard let name = pieces.first, !name.isEmpty else { return nil }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { thousandths($0.dropFirst(2)) }
            return Accepted(name: name, weight: weight ?? 1000)
        }
    }

    private static func thousandths(_ text: Substring) -> Int {
        guard let weight = Double(text), (0...1).contains(weight) else { return 0 }
        return Int(weight * 1000)
    }
}
