import Kernel

/// What somebody looks for, as the address says it.
struct AuditForm: Sendable {
    static let names = ["lang", "actor", "about", "action", "subject", "area", "from", "until", "before"]
    var question = AuditQuestion()
    let given: [(name: String, value: String)]

    init(_ visit: Visit) throws(Refusal) {
        let query = visit.query
        try query.accept(only: Self.names)
        given = query.items.filter { $0.name != "lang" && !$0.value.isEmpty }
        func text(_ name: String) throws(Refusal) -> String? {
            try query.value(name).flatMap { $0.isEmpty ? nil : $0 }
        }
        question.actor = try Self.account(text("actor"), "actor")
        question.about = try Self.account(text("about"), "about")
        question.action = try text("action")
        question.subject = try text("subject")
        question.area = try text("area")
        if let before = try text("before") {
            guard let id = ID<AuditEntry>(before) else {
                throw .parameter(name: "before", came: before, accepted: .identifier)
            }
            question.before = id
        }
        if let from = try Self.day(text("from"), "from", visit) { question.from = from }
        if let until = try Self.day(text("until"), "until", visit) { question.until = until.adding(seconds: 86_400) }
    }

    func value(_ name: String) -> String { given.last { $0.name == name }?.value ?? "" }

    /// For the entry that says somebody has looked: the question, without anything long.
    var words: String { String(given.map { "\($0.name)=\($0.value)" }.joined(separator: "&").prefix(120)) }

    private static func account(_ text: String?, _ name: String) throws(Refusal) -> ID<Account>? {
        guard let text else { return nil }
        guard let id = ID<Account>(text) else { throw .parameter(name: name, came: text, accepted: .identifier) }
        return id
    }

    private static func day(_ text: String?, _ name: String, _ visit: Visit) throws(Refusal) -> Instant? {
        guard let text else { return nil }
        guard let midnight = Instant(rfc3339: text + "T00:00:00Z") else {
            throw .parameter(name: name, came: text, accepted: .dayForm)
        }
        return midnight.adding(seconds: -visit.site.utcOffsetSeconds)
    }
}

extension Phrase {
    static let identifier = Phrase("请给出编号。", "Give an identifier.")
    static let dayForm = Phrase("日期写作 2026-11-24。", "Write a day as 2026-11-24.")
}
