import CPostgres

/// The names of a connection's prepared statements; the least recently used one goes when there are too many.
struct StatementCache {
    struct Key: Hashable {
        var text: String
        /// A statement is prepared for types: the same text with a null in another place is another statement.
        var types: [Oid]
    }

    private struct Entry {
        var name: String
        var lastUse: UInt64
    }

    private let countMax: Int
    private var entries: [Key: Entry] = [:]
    private var uses: UInt64 = 0
    private var lastName = 0

    init(countMax: Int) { self.countMax = countMax }

    mutating func name(of key: Key) -> String? {
        uses += 1
        entries[key]?.lastUse = uses
        return entries[key]?.name
    }

    /// Takes out the entry that must go before another is added.
    mutating func toEvict() -> String? {
        guard entries.count >= countMax, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else {
            return nil
        }
        entries[oldest.key] = nil
        return oldest.value.name
    }

    mutating func nextName() -> String {
        lastName += 1
        return "s\(lastName)"
    }

    mutating func add(_ key: Key, _ name: String) { entries[key] = Entry(name: name, lastUse: uses) }
}
