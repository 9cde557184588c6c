/// What is the compound's name in the words before a building.
enum DoorCompound {
    static func name(_ text: [Unicode.Scalar]) -> String {
        let folded = text.map(DoorFolding.folded)
        var chunks: [[Unicode.Scalar]] = []
        var start = 0
        for end in 0...folded.count where end == folded.count || folded[end] == " " || folded[end] == "-" {
            if end > start { chunks.append(Array(text[start..<end])) }
            start = end + 1
        }
        chunks.removeAll { chunk in labels.contains { contains(chunk, $0) } }
        var name: [Unicode.Scalar] = []
        for chunk in chunks {
            let isLatin = name.last.map { $0.isASCII } == true && chunk.first.map { $0.isASCII } == true
            name += (isLatin ? [" "] : []) + chunk
        }
        while let rest = withoutDivision(name) { name = rest }
        if let rest = withoutStreet(name) { name = rest }
        return String(String.UnicodeScalarView(name))
    }

    private static let labels = ["地址", "收货", "送到", "位置"].map { Array($0.unicodeScalars) }
    /// What stands before 区 where it is part of a compound.
    private static let parts = Array("小社园中一二三四五六七八九十期".unicodeScalars)
    /// So are these, but for 江北区 and the like.
    private static let sides = Array("东西南北".unicodeScalars)
    private static let later = Array("区县镇路街".unicodeScalars)

    private static func contains(_ text: [Unicode.Scalar], _ word: [Unicode.Scalar]) -> Bool {
        text.indices.contains { text[$0...].starts(with: word) }
    }

    /// Without the province, city, district, or street office it begins with; nil when it begins with none.
    private static func withoutDivision(_ text: [Unicode.Scalar]) -> [Unicode.Scalar]? {
        for place in 1..<max(min(text.count - 2, 8), 1) {
            let rest = Array(text[(place + 1)...])
            switch DoorFolding.folded(text[place]) {
            case "省" where place >= 2 && place <= 3: return rest
            case "市" where place >= 2 && place <= 4 && rest.contains(where: later.contains): return rest
            case "区"
            where place <= 4 && !parts.contains(text[place - 1])
                && (place == 2 || !sides.contains(text[place - 1])):
                return rest
            case "县" where place >= 2 && place <= 4: return rest
            case "镇" where place >= 2, "乡" where place >= 2: return rest
            case "道" where place >= 2 && text[place - 1] == "街": return rest
            default: continue
            }
        }
        return nil
    }

    /// Without `望京路100号`; nil when there is none, or nothing behind it.
    private static func withoutStreet(_ text: [Unicode.Scalar]) -> [Unicode.Scalar]? {
        for end in text.indices.reversed() where "号弄號".unicodeScalars.contains(text[end]) && end + 2 < text.count {
            var start = end
            while start > 0, ("0"..."9").contains(DoorFolding.folded(text[start - 1])) { start -= 1 }
            guard start < end, start > 0, "路街道巷弄".unicodeScalars.contains(text[start - 1]) else { continue }
            return Array(text[(end + 1)...])
        }
        return nil
    }
}
