import Kernel
import Places

/// Whose suggestions a limit counts.
enum Suggester: Sendable {
    case device(String)
    case network(String)
    case account(ID<Account>)

    /// A network is shared by hundreds of phones.
    static func limits(_ witness: Witness, _ account: ID<Account>?) -> [RateLimit<Suggester>] {
        var limits = [
            RateLimit(Suggester.device(witness.device), 6, in: 600),
            RateLimit(Suggester.device(witness.device), 30, in: 86_400),
            RateLimit(Suggester.network(witness.network), 60, in: 600),
            RateLimit(Suggester.network(witness.network), 600, in: 86_400),
        ]
        if let account { limits.append(RateLimit(.account(account), 30, in: 86_400)) }
        return limits
    }
}

extension PlaceEditing {
    /// Takes a suggestion down. The same key with the same content is answered as the first time.
    ///
    /// - Throws: `Refusal.conflict` for a key that came with other content, `Refusal.tooMany`.
    func suggest(
        _ new: NewSuggestion, from sender: Sender, by account: ID<Account>?, in town: any Writing
    ) throws -> Suggestion {
        if let known = try suggestions.suggestion(key: new.key, in: town) {
            guard known.place == new.place, known.subject == new.subject, known.text == new.text,
                known.value == new.value
            else { throw Refusal.conflict(what: .suggestionKeyTaken) }
            return known
        }
        let witness = sender.witness(for: "suggestion") { keys.blindText($0, field: $1) }
        for limit in Suggester.limits(witness, account) {
            try limit.check(try suggestions.arrivals(of: limit, now: town.now, in: town), now: town.now)
        }
        let suggestion = Suggestion(
            id: town.newID(of: Suggestion.self), place: new.place, subject: new.subject, text: new.text,
            value: new.value, receivedAt: town.now, key: new.key, account: account, witness: witness)
        try suggestions.add(suggestion, in: town)
        return suggestion
    }

    /// Blanks the hashes of devices and networks behind suggestions that are too old to count.
    ///
    /// - Returns: how many were blanked.
    @discardableResult
    public func forgetWitnesses(in town: any Writing) throws -> Int {
        try suggestions.forgetWitnesses(
            before: town.now.adding(seconds: -Limits.suggestionWitnessHoursMax * 3600), in: town)
    }
}
