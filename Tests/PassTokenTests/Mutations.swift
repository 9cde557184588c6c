import CBOR
import Foundation
import Testing

@testable import PassToken

/// Good inputs with bytes changed, left out, doubled, and put in from one another.
struct Mutations {
    private var random: Seeded
    private let seeds: [[UInt8]]
    private let list: [UInt8]
    private let delta: [UInt8]

    init(seed: UInt64) throws {
        random = Seeded(state: seed)
        let holder = try Sample.holder()
        let first = RevocationList(
            issuer: Sample.city, issuedAt: Sample.now, version: 1, floor: 5, serials: [9, 70, 300, 65_000, 70_000])
        let second = RevocationList(
            issuer: Sample.city, issuedAt: Sample.now, version: 2, floor: 8, serials: [9, 70, 300, 400, 65_000, 70_000])
        list = try Sample.issuer.sign(first)
        delta = try Sample.issuer.sign(RevocationDelta(from: first, to: second))
        seeds = [
            try PassForm(reading: try holder.text(at: Sample.now)).bytes,
            try PassForm(reading: try holder.text(at: Sample.now, gate: Sample.gateID, nonce: [1, 2])).bytes,
            holder.credential, list, delta,
        ]
    }

    func run(seconds: Double) throws -> Int {
        var copy = self
        let end = Date().addingTimeInterval(seconds)
        var count = 0
        while Date() < end {
            try copy.once()
            count += 1
        }
        return count
    }

    func run(count: Int) throws -> Int {
        var copy = self
        for _ in 0..<count { try copy.once() }
        return count
    }

    private mutating func once() throws {
        var input = seeds[Int.random(in: 0..<seeds.count, using: &random)]
        let original = input
        for _ in 0...Int.random(in: 0..<4, using: &random) { mutate(&input) }
        guard input != original else { return }
        let verifier = Sample.verifier
        let verdict = verifier.verify(bytes: input, at: Sample.gate, now: Sample.now) { _ in true }
        let isSeed = seeds.contains(input)
        #expect(verdict.word != "genuine" || isSeed)
        // The same as a credential in a true phone's hand, with the issuer's signature made good half of the time.
        if Bool.random(using: &random), let payload = COSESign1(decoding: input, strict: false)?.payload {
            let signed = try COSESign1.signed(payload, by: Sample.issuerKey).encoded
            _ = verifier.word(try Sample.text(credential: signed))
            _ = try? RevocationList(reading: signed, keys: Sample.keys)
            _ = try? RevocationDelta(reading: signed, keys: Sample.keys)
        }
        if !isSeed {
            #expect((try? RevocationList(reading: input, keys: Sample.keys)) == nil)
            #expect((try? RevocationDelta(reading: input, keys: Sample.keys)) == nil)
        }
        _ = verifier.word(PassForm.prefix + String(decoding: input, as: UTF8.self))
        let item = try? CBOR(decoding: input, strict: true)
        #expect(item == nil || item?.encoded == input)
    }

    private mutating func mutate(_ input: inout [UInt8]) {
        guard !input.isEmpty else { return }
        let place = Int.random(in: 0..<input.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: input[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: input[place] = UInt8.random(in: 0...255, using: &random)
        case 2: input.removeSubrange(place..<min(input.count, place + Int.random(in: 1...8, using: &random)))
        case 3: input.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 4:
            let other = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            let from = Int.random(in: 0..<other.count, using: &random)
            let piece = other[from..<min(other.count, from + Int.random(in: 1...40, using: &random))]
            input.replaceSubrange(place..<min(input.count, place + piece.count), with: piece)
        default: input.insert(contentsOf: input[place..<min(input.count, place + 16)], at: place)
        }
    }
}
