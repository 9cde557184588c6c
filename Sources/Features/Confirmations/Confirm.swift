import Kernel
import Places

/// What somebody tells: the content of one tap.
public struct NewConfirmation: Sendable, Equatable {
    public var placeID: ID<Place>
    public var kind: PlaceKind
    public var answer: Confirmation.Answer
    public var key: String
    /// How long ago it was seen: a phone without a network tells later.
    public var secondsAgo: Int64

    public init(placeID: ID<Place>, kind: PlaceKind, answer: Confirmation.Answer, key: String, secondsAgo: Int64 = 0) {
        self.placeID = placeID
        self.kind = kind
        self.answer = answer
        self.key = key
        self.secondsAgo = secondsAgo
    }
}

extension Confirmations {
    /// Takes an answer down. The same key with the same content is answered as the first time.
    ///
    /// - Throws: `Refusal.conflict` for a key that came with other content, `Refusal.tooMany`.
    public func confirm(
        _ new: NewConfirmation, from sender: Sender, in town: any Writing
    ) throws -> Confirmation {
        if let known = try store.confirmation(key: new.key, in: town) {
            guard known.placeID == new.placeID, known.answer == new.answer else {
                throw Refusal.conflict(what: .keyTaken)
            }
            return known
        }
        let witness = witness(sender)
        for limit in Answerer.limits {
            try limit.check(try store.arrivals(of: witness, limit, now: town.now, in: town), now: town.now)
        }
        let seenAt = town.now.adding(seconds: -new.secondsAgo)
        let confirmation = Confirmation(
            id: town.newID(of: Confirmation.self), placeID: new.placeID, answer: new.answer, seenAt: seenAt,
            receivedAt: town.now, key: new.key,
            replaces: try store.earlier(of: witness.device, new, seenAt: seenAt, in: town), witness: witness)
        try store.add([confirmation], in: town)
        try settle(new.placeID, new.kind, in: town)
        return confirmation
    }

    /// Takes back this device's newest answer about a place, a few moments after it was given. Twice is as once.
    ///
    /// - Returns: the answer taken back.
    /// - Throws: `Refusal.notFound` when there is none, or it is too late.
    public func withdraw(
        from placeID: ID<Place>, _ kind: PlaceKind, by sender: Sender, in town: any Writing
    ) throws -> Confirmation {
        let witness = witness(sender)
        let since = town.now.adding(seconds: -Limits.withdrawSecondsMax)
        guard let newest = try store.newest(of: witness.device, about: placeID, since: since, in: town) else {
            throw Refusal.notFound(what: .nothingToWithdraw)
        }
        try store.withdraw(newest.id, in: town)
        try settle(placeID, kind, in: town)
        return newest
    }

    /// Works out anew what the answers about a place say together.
    func settle(_ placeID: ID<Place>, _ kind: PlaceKind, in town: any Writing) throws {
        let since = town.now.adding(seconds: -Limits.answersDaysMax * 86_400)
        let answers = try store.standing(about: placeID, since: since, in: town)
        let tries = try store.tries(at: placeID, since: since, in: town)
        try store.save(PlaceTruth.of(answers, tries: tries, kind: kind, now: town.now), of: placeID, in: town)
        try town.announce(ConfirmationStore.changed)
    }
}
