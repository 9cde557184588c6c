/// Today's exceptions, `docs/style-exceptions.txt`: a line each, `path<TAB>rule<TAB>figure`; `#` begins a comment.
/// The list only shrinks.
struct Exceptions: Sendable {
    private(set) var figures: [Key: [Int]] = [:]
    /// Lines that are not of this form.
    private(set) var unread: [String] = []

    struct Key: Hashable, Sendable {
        let path: String
        let rule: Rule
    }

    init(_ text: String) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let pieces = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard pieces.count == 3, let rule = Rule(rawValue: String(pieces[1])), let figure = Int(pieces[2]) else {
                unread.append(String(line))
                continue
            }
            figures[Key(path: String(pieces[0]), rule: rule), default: []].append(figure)
        }
    }

    /// What is to be said about the findings of one rule, in sentences; none when the list and the house agree.
    func complaints(_ rule: Rule, _ findings: [Finding]) -> [String] {
        let found = Dictionary(grouping: findings, by: \.path)
        let listed = figures.filter { $0.key.rule == rule }
        let paths = Set(found.keys).union(listed.keys.map(\.path))
        return paths.sorted().compactMap { path in
            complaint(rule, path, found: found[path] ?? [], listed: listed[Key(path: path, rule: rule)] ?? [])
        }
    }

    private func complaint(_ rule: Rule, _ path: String, found: [Finding], listed: [Int]) -> String? {
        let figures = rule.measures ? found.map(\.figure) : found.isEmpty ? [] : [found.count]
        let now = figures.sorted(by: >)
        let then = listed.sorted(by: >)
        guard now != then else { return nil }
        let grew = now.count > then.count || zip(now, then).contains { $0 > $1 }
        guard grew else {
            let lines = now.map { "\(path)\t\(rule.rawValue)\t\($0)" }.joined(separator: "\n")
            return "\(path) has become better by \(rule.rawValue). The list of exceptions only shrinks: "
                + (lines.isEmpty ? "take its lines out." : "its lines are now\n\(lines)")
        }
        let places = found.map { "    \($0.path):\($0.line) \($0.what)" }.joined(separator: "\n")
        return "\(rule.rawValue), more than the list of exceptions allows:\n\(places)"
    }
}
