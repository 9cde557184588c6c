import Kernel
import Places
import Sealing
import Synchronization
import TestTown

import struct Confirmations.Confirmation

@testable import Confirmations

/// People with names, each with a phone; 阿明 and 阿强 share the network of a dormitory.
enum Person: String, CaseIterable {
    case 小林, 小周, 阿明, 阿强, 老陈

    var network: String {
        switch self {
        case .小林: "cb0071"
        case .小周: "c63364"
        case .阿明, .阿强: "c00002"
        case .老陈: "20010db80001"
        }
    }

    var sender: Sender { Sender(device: rawValue, network: network) }
    var witness: Witness {
        sender.witness(for: "answer") { bytes, field in field + String(decoding: bytes, as: UTF8.self) }
    }
}

/// A clock a test moves by hand.
final class MovingClock: Sendable {
    private let moment = Mutex(testMoment)
    var clock: Clock { Clock { self.moment.withLock { $0 } } }
    func pass(minutes: Int64 = 0, seconds: Int64 = 0) {
        moment.withLock { $0 = $0.adding(seconds: minutes * 60 + seconds) }
    }
}

let station = Town.place(1, "湖滨驿站", kind: .station)
let charger = Town.place(2, "湖滨换电柜", kind: .charger)
let shop = Town.place(3, "老面馆", kind: .merchant)

/// An answer as it stands in the history, so many minutes ago.
func said(_ answer: Confirmation.Answer, _ person: Person?, _ minutes: Int64, _ number: UInt64 = 0) -> Confirmation {
    let at = testMoment.adding(seconds: -60 * minutes)
    return Confirmation(
        id: ID(at: at, random: (0, number)), placeID: station.id, answer: answer, seenAt: at, receivedAt: at,
        key: "key-\(answer)-\(minutes)-\(number)", witness: person?.witness)
}

func truth(_ answers: [Confirmation], kind: PlaceKind = .station, at now: Instant = testMoment) -> PlaceTruth? {
    let tries = answers.filter(\.answer.isTry).sorted { $0.seenAt > $1.seenAt }.map(\.answer)
    return PlaceTruth.of(answers, tries: tries, kind: kind, now: now)
}

extension Confirmations {
    static func numbered() -> Confirmations {
        Confirmations(keys: keys(7), random: numberedRandom())
    }

    static func keys(_ byte: UInt8) -> KeyRing {
        guard let keys = try? KeyRing(first: Array(repeating: byte, count: 32)) else { fatalError("No keys.") }
        return keys
    }

    /// One tap in a transaction of its own.
    @discardableResult
    func tap(
        _ answer: Confirmation.Answer, by person: Person, at place: Place = station, key: String? = nil,
        secondsAgo: Int64 = 0, in town: Town
    ) async throws -> Confirmation {
        let new = NewConfirmation(
            placeID: place.id, kind: place.kind, answer: answer, key: key ?? "key-\(taps.next())",
            secondsAgo: secondsAgo)
        return try await town.database.write { try self.confirm(new, from: person.sender, in: $0) }
    }

    func truth(of place: Place, in town: Town) async throws -> PlaceTruth? {
        try await town.database.read { try self.store.truth(of: place.id, in: $0) }
    }
}

let taps = TapCounter()

final class TapCounter: Sendable {
    private let value = Mutex(10_000_000)
    func next() -> Int {
        value.withLock { value in
            value += 1
            return value
        }
    }
}
