import Kernel

extension Accounts {
    /// Counts what somebody does.
    ///
    /// - Throws: `Refusal.tooMany` when it was too often; then it is not counted.
    func count(_ attempt: Attempt, in town: any Writing) throws {
        let limits = limits(of: attempt)
        for limit in limits {
            try limit.check(try attempts.moments(attempt.kind, limit, now: town.now, in: town), now: town.now)
        }
        if let sender = limits.first?.sender { try attempts.add(attempt.kind, by: sender, in: town) }
    }

    /// Whether it has not happened as often as it may, counting nothing.
    func isFree(_ attempt: Attempt, now: Instant, in town: any Reading) throws -> Bool {
        try limits(of: attempt).allSatisfy { limit in
            try attempts.moments(attempt.kind, limit, now: now, in: town).count < limit.timesMax
        }
    }

    private func limits(of attempt: Attempt) -> [RateLimit<[UInt8]>] {
        attempt.limits { keys.blindIndex(Array($0.utf8), field: "attempt") }
    }

    /// Begins a ceremony of somebody not yet known.
    func open(_ challenge: Challenge, _ visit: Visit, in town: any Writing) throws {
        try count(.ceremony(network: visit.client.network), in: town)
        // Now and then is enough to keep the bound, and does not make all ceremonies wait for each other.
        if challenge.id.utf8.first == UInt8(ascii: "A") {
            try means.dropCeremonies(but: Limits.openCeremoniesMax, in: town)
        }
        try means.add(challenge, in: town)
    }
}

extension Limits {
    /// Ceremonies under way of people not yet known; more than these push out the oldest.
    static let openCeremoniesMax = 5000
}
