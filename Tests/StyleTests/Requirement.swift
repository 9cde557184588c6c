import Foundation

/// A row of `docs/asvs.csv`: how the house stands to one requirement of OWASP ASVS 5.0.
struct Requirement: Sendable {
    enum Standing: String, CaseIterable, Sendable {
        case met, partly
        case notYet = "not yet"
        case doesNotApply = "does not apply"
    }

    let id: String
    let level: String
    let standing: Standing
    let evidence: [String]
    let note: String

    /// The chapter, the section and the requirement; empty for what is no identifier.
    var numbers: [Int] {
        guard id.hasPrefix("V") else { return [] }
        let parts = id.dropFirst().split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        return parts.contains(nil) || parts.count != 3 ? [] : parts.compactMap { $0 }
    }

    static let header = "id,level,standing,evidence,note"

    /// nil for a line that is no such row.
    init?(line: String) {
        guard let cells = Self.cells(line), cells.count == 5, let standing = Standing(rawValue: cells[2]) else {
            return nil
        }
        (id, level, self.standing, note) = (cells[0], cells[1], standing, cells[4])
        evidence = cells[3].isEmpty ? [] : cells[3].components(separatedBy: " ; ")
    }

    /// The cells of a line by RFC 4180; nil when a quotation mark is not closed.
    static func cells(_ line: String) -> [String]? {
        var cells = [""]
        var isQuoted = false
        var rest = Array(line)[...]
        while let character = rest.popFirst() {
            switch character {
            case "\"" where isQuoted && rest.first == "\"":
                cells[cells.count - 1].append("\"")
                rest.removeFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return isQuoted ? nil : cells
    }

    /// Lines of `docs/asvs.csv` below its header; and those that are no row.
    static let read: (rows: [Requirement], broken: [String], header: String) = {
        let text = Tree.text("docs/asvs.csv") ?? ""
        let lines = text.split(separator: "\n").map { String($0) }
        let rows = lines.dropFirst().map { (line: $0, row: Requirement(line: $0)) }
        return (rows.compactMap(\.row), rows.filter { $0.row == nil }.map(\.line), lines.first ?? "")
    }()

    /// What is wrong with the evidence: a file that is not there, or does not hold the words behind `#`.
    var faults: [String] {
        evidence.compactMap { one in
            let parts = one.split(separator: "#", maxSplits: 1).map { String($0) }
            guard let path = parts.first, let text = Tree.text(path) else { return "\(id): there is no file '\(one)'" }
            return parts.count == 1 || text.contains(parts[1]) ? nil : "\(id): '\(path)' does not hold '\(parts[1])'"
        }
    }
}

extension Requirement {
    /// What the chapters are about, in our words.
    static let chapters = [
        "Encoding", "Validation and rules", "In the browser", "HTTP", "Files", "Signing in", "Sessions", "Permissions",
        "Tokens that carry their content", "OAuth and OpenID Connect", "Cryptography", "TLS", "Configuration",
        "Keeping data", "Code and packages", "Logs and faults", "WebRTC",
    ]

    /// The table of `docs/asvs.md`: how many rows of each chapter have each standing.
    static func table(_ rows: [Requirement]) -> String {
        func line(_ name: String, _ rows: [Requirement]) -> String {
            let counts = Standing.allCases.map { standing in String(rows.count { $0.standing == standing }) }
            return "| \(name) | \(rows.count) | \(counts.joined(separator: " | ")) |\n"
        }
        let names = Standing.allCases.map(\.rawValue).joined(separator: " | ")
        let chapters = chapters.enumerated().map { index, name in
            line("V\(index + 1) \(name)", rows.filter { $0.numbers.first == index + 1 })
        }
        return "| | all | \(names) |\n|---|---|---|---|---|---|\n" + chapters.joined() + line("all", rows)
    }
}

extension Tree {
    /// A file of the repository; nil when it is not there or is no text.
    static func text(_ path: String) -> String? {
        guard !path.hasPrefix("/"), !path.contains("..") else { return nil }
        return FileManager.default.contents(atPath: root + "/" + path).flatMap { String(bytes: $0, encoding: .utf8) }
    }
}
