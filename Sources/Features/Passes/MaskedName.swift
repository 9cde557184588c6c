import Accounts
import PassToken

/// A name as a guard may see it: 王＊骑 of 王小骑, 王＊ of 王骑, J＊ of Jane.
public enum MaskedName {
    static let star = "＊"

    /// Never empty, never longer than a pass may hold.
    public static func of(_ name: String) -> String {
        let letters = name.filter { character in
            base(character).properties.isAlphabetic || base(character).properties.isIdeographic
        }
        guard let first = letters.first.map(base) else { return star }
        let last = letters.last.map(base)
        guard letters.count >= 3, first.isIdeographic, let last, last.isIdeographic else {
            return String(first) + star
        }
        return String(first) + star + String(last)
    }

    /// One scalar of a character: marks that are put upon letters could make it as long as one likes.
    private static func base(_ character: Character) -> Unicode.Scalar {
        character.unicodeScalars.first ?? "?"
    }
}

extension Unicode.Scalar {
    fileprivate var isIdeographic: Bool { properties.isIdeographic }
}

/// A team as it fits into a pass.
enum PassTeam {
    /// The team, else the platform.
    static func of(_ profile: Profile) -> String? { of(profile.team.isEmpty ? profile.platform : profile.team) }

    /// Whole characters, as many as fit; nil of none.
    static func of(_ team: String) -> String? {
        var text = ""
        for character in team where character.unicodeScalars.allSatisfy(isPlain) {
            guard text.utf8.count + character.utf8.count <= PassCredential.teamBytesMax else { break }
            text.append(character)
        }
        return text.isEmpty ? nil : text
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        let category = scalar.properties.generalCategory
        return category != .control && category != .format
    }
}
