import Dice
import Confirmations
import Kernel
import Places

/// What made-up people have said of the made-up city: most places nothing, some that they are open, a few that they
/// are shut, and of one charger in six how often it worked.
struct DemonstrationVoices {
    private let seed: UInt64
    private let now: Instant
    private(set) var confirmations: [Confirmation] = []
    private static let epochKind: UInt64 = 40

    init(seed: UInt64, places: [Place], now: Instant) {
        self.seed = seed
        self.now = now
        for (number, place) in places.enumerated() where !place.kind.answers.isEmpty {
            var dice = Dice(seed: seed, kind: Self.epochKind, number: number)
            speak(of: place, &dice)
        }
    }

    private mutating func speak(of place: Place, _ dice: inout Dice) {
        switch place.kind {
        case .charger:
            guard dice.happens(0.16) else { return }
            let reliability = dice.pick([0.95, 0.95, 0.9, 0.8, 0.5])
            let tries = dice.within(4...20)
            for number in 0..<tries {
                let minutes = number == 0 ? dice.within(2...300) : dice.within(300...60_000)
                say(dice.happens(reliability) ? .worked : .broken, of: place, minutesAgo: minutes, &dice)
            }
            if dice.happens(0.05) { both(.broken, of: place, &dice) }
        default:
            guard dice.happens(place.kind == .station ? 0.55 : 0.12) else { return }
            if dice.happens(0.03) { return both(.closed, of: place, &dice) }
            let answer: Confirmation.Answer = place.kind == .station && dice.happens(0.15) ? .full : .open
            say(answer, of: place, minutesAgo: dice.within(1...(answer == .full ? 40 : 400)), &dice)
        }
    }

    /// Two people on two networks.
    private mutating func both(_ answer: Confirmation.Answer, of place: Place, _ dice: inout Dice) {
        for _ in 0..<2 { say(answer, of: place, minutesAgo: dice.within(5...60), &dice) }
    }

    private mutating func say(
        _ answer: Confirmation.Answer, of place: Place, minutesAgo: Int, _ dice: inout Dice
    ) {
        let at = now.adding(seconds: -60 * Int64(minutesAgo))
        let (first, second) = (dice.next(), dice.next())
        let id = ID<Confirmation>(at: at, random: (first, second))
        let isForgotten = minutesAgo > 48 * 60
        let witness = Witness(
            device: ID<Confirmation>(high: first, low: second).hexadecimal,
            network: ID<Confirmation>(high: second, low: first).hexadecimal)
        confirmations.append(
            Confirmation(
                id: id, placeID: place.id, answer: answer, seenAt: at, receivedAt: at,
                key: "demonstration-\(confirmations.count + 1)", witness: isForgotten ? nil : witness))
    }
}

extension ID {
    /// 32 hexadecimal digits.
    fileprivate var hexadecimal: String { description.filter { $0 != "-" } }
}
