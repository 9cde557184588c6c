import Kernel
import Places

/// How many suggestions one sender may send within a time: a network is shared by hundreds of phones.
struct SuggestionLimit: Sendable {
    enum Sender: Sendable {
        case device(String)
        case network(String)
        case account(ID<Account>)
    }

    var sender: Sender
    var suggestionsMax: Int
    var seconds: Int64

    static func all(_ witness: SuggestionWitness, _ account: ID<Account>?) -> [SuggestionLimit] {
        var limits = [
            SuggestionLimit(sender: .device(witness.device), suggestionsMax: 6, seconds: 600),
            SuggestionLimit(sender: .device(witness.device), suggestionsMax: 30, seconds: 86_400),
            SuggestionLimit(sender: .network(witness.network), suggestionsMax: 60, seconds: 600),
            SuggestionLimit(sender: .network(witness.network), suggestionsMax: 600, seconds: 86_400),
        ]
        if let account {
            limits.append(SuggestionLimit(sender: .account(account), suggestionsMax: 30, seconds: 86_400))
        }
        return limits
    }

    /// - Parameter moments: when this sender's last `suggestionsMax` suggestions came.
    func check(_ moments: [Instant], now: Instant) throws(Refusal) {
        let recent = moments.filter { $0 > now.adding(seconds: -seconds) }
        guard recent.count >= suggestionsMax, let oldest = recent.min() else { return }
        let wait = oldest.adding(seconds: seconds).milliseconds - now.milliseconds
        throw .tooMany(retryAfterSeconds: Int(max(1, (wait + 999) / 1000)))
    }
}

/// Who suggests, as the request told it.
struct SuggestionSender: Sendable {
    var device: String
    var network: String
    var account: ID<Account>?
}

extension PlaceEditing {
    /// Takes a suggestion down. The same key with the same content is answered as the first time.
    ///
    /// - Throws: `Refusal.conflict` for a key that came with other content, `Refusal.tooMany`.
    func suggest(_ new: NewSuggestion, from sender: SuggestionSender, in town: any Writing) throws -> Suggestion {
        if let known = try suggestions.suggestion(key: new.key, in: town) {
            guard known.place == new.place, known.subject == new.subject, known.text == new.text,
                known.value == new.value
            else { throw Refusal.conflict(what: .suggestionKeyTaken) }
            return known
        }
        let witness = SuggestionWitness(
            device: hash(sender.device, "suggestion-device"), network: hash(sender.network, "suggestion-network"))
        for limit in SuggestionLimit.all(witness, sender.account) {
            try limit.check(try suggestions.arrivals(of: limit, now: town.now, in: town), now: town.now)
        }
        let suggestion = Suggestion(
            id: town.newID(of: Suggestion.self), place: new.place, subject: new.subject, text: new.text,
            value: new.value, receivedAt: town.now, key: new.key, account: sender.account, witness: witness)
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

    private func hash(_ text: String, _ field: String) -> String {
        keys.blindIndex(Array(text.utf8), field: field).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
