import Accounts
import Kernel
import Places

/// Which of two values stays when entries are merged.
enum MergeChoice: String, Sendable {
    case here, there, both
}

/// Two entries that are one, and what of the second the first takes over.
struct Merger: Sendable {
    static let fields: [PlaceField] = [.name, .nameEn, .address, .phone, .hours, .facilities, .point]
    /// The entry that stays, and the version of it that was seen.
    var kept: ID<Place>
    var keptVersion: Int64
    /// The entry the other stands for afterwards.
    var merged: ID<Place>
    var mergedVersion: Int64
    var choices: [PlaceField: MergeChoice] = [:]

    init(_ form: Query, kept: ID<Place>) throws(Refusal) {
        try form.accept(only: ["with", "version", "with-version", "reason"] + Self.fields.map(\.rawValue))
        let with = try form.value("with")
        guard let merged = with.flatMap({ ID<Place>($0) }) else {
            throw .parameter(name: "with", came: with, accepted: .anIdentifier)
        }
        self.kept = kept
        self.merged = merged
        keptVersion = try Self.version(form, "version")
        mergedVersion = try Self.version(form, "with-version")
        for field in Self.fields {
            guard let text = try form.value(field.rawValue) else { continue }
            guard let choice = MergeChoice(rawValue: text), choice != .both || field == .facilities else {
                throw .parameter(
                    name: field.rawValue, came: text,
                    accepted: Phrase("可用：here、there。", "Accepted: here, there."))
            }
            choices[field] = choice
        }
    }

    private static func version(_ form: Query, _ name: String) throws(Refusal) -> Int64 {
        let text = try form.value(name)
        guard let version = text.flatMap({ Int64($0) }) else {
            throw .parameter(name: name, came: text, accepted: .anIdentifier)
        }
        return version
    }

    /// Takes over what was chosen of the other.
    func apply(_ other: PlaceRecord, to record: inout PlaceRecord, order: [String]) {
        let facts = other.facts
        for (field, choice) in choices where choice != .here {
            if choice == .both {
                let all = Set(record.place.facilities + other.place.facilities)
                record.place.facilities = order.filter(all.contains) + all.subtracting(order).sorted()
            } else {
                record.set(field, facts[field] ?? "")
            }
            // Where it lies and in which area belong together.
            if field == .point { record.set(.area, facts[.area] ?? "") }
        }
        record.photo = record.photo ?? other.photo
        let verified = [record.place.verifiedAt, other.place.verifiedAt].compactMap { $0 }
        record.place.verifiedAt = verified.max()
    }
}

extension PlaceEditing {
    /// Both entries of a merger, where this person may merge them.
    func mergeable(
        _ kept: ID<Place>, _ merged: ID<Place>, by person: Person, in town: any Reading
    ) throws -> (kept: PlaceRecord, merged: PlaceRecord) {
        guard kept != merged, let first = try store.record(kept, in: town),
            let second = try store.record(merged, in: town), person.may(.mergePlaces, on: target(first.place)),
            person.may(.mergePlaces, on: target(second.place))
        else { throw Refusal.notFound(what: .noPlaceOfYours) }
        guard first.place.kind == second.place.kind else { throw Refusal.conflict(what: .otherKinds) }
        guard first.archivedAt == nil, second.archivedAt == nil else { throw Refusal.conflict(what: .notStanding) }
        // What a feed keeps telling would otherwise come to stand on an entry nobody sees.
        guard !second.place.source.hasPrefix(Self.feedPrefix) || first.place.source.hasPrefix(Self.feedPrefix) else {
            throw Refusal.conflict(what: .keepTheFeeds)
        }
        return (first, second)
    }

    static let feedPrefix = "feed-"

    /// Makes one entry of two: values as chosen, what belongs to the second moved to the first, and the first stands
    /// for the second from then on.
    func merge(_ merger: Merger, by editor: Editor, in town: any Writing) throws {
        let (kept, merged) = try mergeable(merger.kept, merger.merged, by: editor.person, in: town)
        guard kept.version == merger.keptVersion, merged.version == merger.mergedVersion else {
            throw Refusal.conflict(what: .lookAgain)
        }
        let order = places.vocabulary.facilities.map(\.code)
        let change = try change(merger.kept, seen: merger.keptVersion, .merge, by: editor, in: town) { record in
            merger.apply(merged, to: &record, order: order)
        }
        var moved: [String: [String]] = [:]
        for feature in belongings {
            let rows = try feature.moveBelongings(from: merger.merged, to: merger.kept, in: town)
            if !rows.isEmpty { moved[feature.belongings] = rows }
        }
        if let change { moved[Self.changeKey] = [change.id.description] }
        let now = town.now
        try self.change(merger.merged, seen: merger.mergedVersion, .merge, by: editor, in: town, moved: moved) {
            record in
            record.mergedInto = merger.kept
            record.archivedAt = now
        }
    }

    /// The change of the entry that stays, among what a merger has moved.
    private static let changeKey = "change"

    /// After a merger was undone: everything goes back, and so do the values the other had taken over.
    func returnBelongings(of past: PlaceChange, by editor: Editor, in town: any Writing) throws {
        guard let kept = past.after[.merged].flatMap({ ID<Place>($0) }), !past.moved.isEmpty else { return }
        for feature in belongings {
            guard let rows = past.moved[feature.belongings] else { continue }
            try feature.returnBelongings(rows, from: kept, to: past.place, in: town)
        }
        guard let id = past.moved[Self.changeKey]?.first.flatMap({ ID<PlaceChange>($0) }),
            let change = try store.change(id, in: town), let record = try store.record(kept, in: town),
            try !store.isUndone(id, in: town), change.overtaken(by: record).isEmpty
        else { return }
        try undo(id, of: kept, by: editor, in: town)
    }
}

/// Roles for a place go with it.
struct PlaceRoles: PlaceBelongings {
    let accounts: Accounts
    let belongings = "roles"

    func moveBelongings(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws -> [String] {
        try accounts.moveGrants(from: old.description, to: new.description, in: town)
    }

    func returnBelongings(_ moved: [String], from new: ID<Place>, to old: ID<Place>, in town: any Writing) throws {
        try accounts.moveGrantsBack(moved, from: new.description, to: old.description, in: town)
    }
}

extension Phrase {
    static let otherKinds = Phrase("两个地点的类型不同，不能合并。", "The two places are of different kinds.")
    static let notStanding = Phrase(
        "其中一个已永久关闭或已合并。", "One of them is closed for good or merged already.")
    static let keepTheFeeds = Phrase(
        "另一个来自运营方的数据源，请反过来合并，保留它。", "The other comes from an operator's feed: merge the other way, keeping it.")
    static let lookAgain = Phrase(
        "有人刚刚改过其中一个，请重新核对后再合并。", "Somebody has just changed one of them. Look again, then merge.")
}
