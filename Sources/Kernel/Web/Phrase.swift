/// The languages of the interface; the first is the one a visitor gets who did not say.
public enum Language: String, Sendable, CaseIterable {
    case chinese = "zh-Hans"
    case english = "en"

    /// As its speakers call it.
    public var name: String {
        switch self {
        case .chinese: "中文"
        case .english: "English"
        }
    }

    /// The language for an `Accept-Language` header (RFC 9110, section 12.5.4): the one of ours with the greatest
    /// weight, the one named first when they weigh the same, Chinese when neither is accepted.
    public init(accepting header: String?) {
        self = .chinese
        var greatest = 0
        for item in Accepted.items(header) where item.weight > greatest {
            switch item.name.prefix(while: { $0 != "-" }) {
            case "zh": self = .chinese
            case "en": self = .english
            default: continue
            }
            greatest = item.weight
        }
    }
}

/// One text of the interface in both languages, side by side, so that neither can be forgotten. Features keep
/// theirs in one table: `extension Phrase { static let nearest = Phrase("…", "…") }`.
public struct Phrase: Sendable, Equatable {
    public let chinese: String
    public let english: String

    public init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }

    public func `in`(_ language: Language) -> String {
        switch language {
        case .chinese: chinese
        case .english: english
        }
    }
}
