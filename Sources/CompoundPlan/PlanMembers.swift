import Foundation

/// The members of one object of a plan, each asked for by its name.
struct PlanMembers {
    private let container: KeyedDecodingContainer<Key>

    struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(_ decoder: any Decoder, knowing known: [String]) throws {
        container = try decoder.container(keyedBy: Key.self)
        let strange = container.allKeys.map(\.stringValue).filter { !known.contains($0) }
        if let first = strange.min() { throw fault(first, .unknownMember) }
    }

    func fault(_ name: String, _ reason: PlanFault.Reason) -> PlanFault {
        PlanFault(path: planPath(container.codingPath + [Key(stringValue: name)]), reason: reason)
    }

    func has(_ name: String) -> Bool { container.contains(Key(stringValue: name)) }

    private func value<Value: Decodable>(_ name: String) throws -> Value {
        do {
            return try container.decode(Value.self, forKey: Key(stringValue: name))
        } catch let error where !(error is DecodingError) && !(error is PlanFault) {
            // Of a number that is not whole the decoder tells without a place.
            throw fault(name, .otherType)
        }
    }

    func number(_ name: String, within range: ClosedRange<Int>?) throws -> Int {
        let number: Int = try value(name)
        if let range, !range.contains(number) { throw fault(name, .outside(range)) }
        return number
    }

    func truth(_ name: String) throws -> Bool? { has(name) ? try value(name) : nil }

    func list<Part: Decodable>(_ name: String, of: Part.Type, max: Int) throws -> [Part] {
        guard has(name) else { return [] }
        // Counted first: nothing is made of a list that is too long.
        let parts = try container.nestedUnkeyedContainer(forKey: Key(stringValue: name))
        if let count = parts.count, count > max { throw fault(name, .outside(0...max)) }
        return try value(name)
    }

    func points(_ name: String, within range: ClosedRange<Int>) throws -> [PlanPoint] {
        let numbers: [Int] = try value(name)
        guard numbers.count.isMultiple(of: 2) else { throw fault(name, .halfPoint) }
        guard range.contains(numbers.count / 2) else { throw fault(name, .outside(range)) }
        let reach = PlanLimits.reach
        guard numbers.allSatisfy(reach.contains) else { throw fault(name, .outside(reach)) }
        return stride(from: 0, to: numbers.count, by: 2).map { PlanPoint(numbers[$0], numbers[$0 + 1]) }
    }

    func point(_ name: String) throws -> PlanPoint { try points(name, within: 1...1)[0] }

    func word<Word: RawRepresentable<String>>(_ name: String, of: Word.Type) throws -> Word {
        guard let word = Word(rawValue: try value(name)) else { throw fault(name, .unknownWord) }
        return word
    }

    func words<Word: RawRepresentable<String>>(_ name: String, of: Word.Type) throws -> [Word] {
        guard has(name) else { return [] }
        let texts: [String] = try value(name)
        let words = texts.compactMap(Word.init(rawValue:))
        guard words.count == texts.count else { throw fault(name, .unknownWord) }
        return words
    }

    func id() throws -> String {
        let id: String = try value("id")
        let isIdentifier =
            (1...PlanLimits.idCharactersMax).contains(id.utf8.count)
            && id.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
        guard isIdentifier else { throw fault("id", .notIdentifier) }
        return id
    }

    /// Empty when it is left out.
    func name(_ name: String) throws -> String {
        guard has(name) else { return "" }
        let text: String = try value(name)
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let isSeen = trimmed.unicodeScalars.allSatisfy { !Self.unseen.contains($0.properties.generalCategory) }
        guard isSeen, trimmed.unicodeScalars.count <= PlanLimits.nameCharactersMax else {
            throw fault(name, .notName)
        }
        return trimmed
    }

    private static let unseen: Set<Unicode.GeneralCategory> = [
        .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
    ]

    /// A recorded gate's identifier, in small letters; nil when it is left out.
    func gate() throws -> String? {
        guard has("gate") else { return nil }
        guard let gate = UUID(uuidString: try value("gate")) else { throw fault("gate", .notGate) }
        return gate.uuidString.lowercased()
    }
}

extension PlanLimits {
    /// Where a point may lie, in decimetres: off the sheet too, where its check says so (`PlanCheck`).
    public static let reach = -30_000...60_000
}
