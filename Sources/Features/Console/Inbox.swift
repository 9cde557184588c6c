import Kernel

/// A feature that brings things that wait for somebody's decision.
public protocol InboxSource: Sendable {
    /// What waits for this person, most urgent first, no more than `inboxItemsMax`.
    func waiting(for person: Person, _ visit: Visit, in town: any Reading) throws -> [InboxItem]
}

/// One thing that waits.
public struct InboxItem: Sendable, Equatable {
    public var title: String
    public var detail: String
    /// What kind of matter it is.
    public var label: Phrase
    public var address: String
    public var since: Instant
    /// When it should be done; nil without a deadline.
    public var due: Instant?

    public init(
        title: String, detail: String, label: Phrase, address: String, since: Instant, due: Instant? = nil
    ) {
        self.title = title
        self.detail = detail
        self.label = label
        self.address = address
        self.since = since
        self.due = due
    }
}

extension Limits {
    public static let inboxItemsMax = 50
}

extension Console {
    public func addRoutes(to doors: Doors, inboxes: [any InboxSource], database: any Database) {
        doors.staff(.openConsole).get("/console") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let items = try await database.read { town in
                try inboxes.flatMap { try $0.waiting(for: person, visit, in: town) }
            }
            return .page(inbox(items.sorted { ($0.due ?? $0.since) < ($1.due ?? $1.since) }, visit), visit)
        }
    }

    func inbox(_ items: [InboxItem], _ visit: Visit) -> Page {
        let language = visit.language
        let list: HTML =
            items.isEmpty
            ? """
            <div class="empty"><p>\(Phrase.nothingWaiting.in(language))</p>
            <p class="quiet">\(Phrase.inboxNote.in(language))</p></div>
            """
            : "<ol class=\"stack inbox\">\n\(items.prefix(Limits.inboxItemsMax).markup { row($0, visit) })</ol>"
        return page(ConsoleItem.inbox.name, list, at: .inbox, visit)
    }

    private func row(_ item: InboxItem, _ visit: Visit) -> HTML {
        let language = visit.language
        let age = Phrase.ago(item.since, now: visit.now).in(language)
        return """
            <li class="panel"><a class="inbox-link" href="\(item.address)">
            <span class="tag">\(item.label.in(language))</span> <strong>\(item.title)</strong>
            <span class="quiet">\(item.detail)</span> <span class="quiet">\(age)</span></a></li>

            """
    }
}
