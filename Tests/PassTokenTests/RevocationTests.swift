import CBOR
import Crypto
import Testing

@testable import PassToken

@Suite("Revocations")
struct RevocationTests {
    private func list(_ serials: [UInt32], version: UInt64 = 1, floor: UInt32 = 0) -> RevocationList {
        RevocationList(issuer: Sample.city, issuedAt: Sample.now, version: version, floor: floor, serials: serials)
    }

    @Test("Re-issuing revokes the old pass: at a gate without a network too, once it has the delta")
    func reissued() throws {
        let old = try Sample.holder { $0.serial = 900 }
        let newPhone = Sample.key("new phone")
        let fresh = PassHolder(
            credential: try Sample.issuer.sign(Sample.credential(serial: 901, phone: newPhone)), key: newPhone)
        let first = list([17, 44])
        var verifier = PassVerifier(keys: Sample.keys, revocations: first)
        #expect(verifier.word(try old.text(at: Sample.now)) == "genuine")
        let signed = try Sample.issuer.sign(RevocationDelta(from: first, to: list([17, 44, 900], version: 2)))
        verifier.revocations = try RevocationDelta(reading: signed, keys: Sample.keys).applied(to: first)
        #expect(verifier.word(try old.text(at: Sample.now)) == "revoked")
        #expect(verifier.word(try fresh.text(at: Sample.now)) == "genuine")
        #expect(verifier.refusal(try old.text(at: Sample.now))?.credential?.serial == 900)
    }

    @Test("A list is read back as it was, whatever is in it")
    func readBack() throws {
        var random = Seeded(state: 11)
        for round in 0..<300 {
            let count = Int.random(in: 0...60, using: &random)
            let top = UInt32(1) << UInt32.random(in: 1...31, using: &random)
            let floor = round.isMultiple(of: 3) ? UInt32.random(in: 0...top, using: &random) : 0
            var serials = (0..<count).map { _ in UInt32.random(in: 0...(round == 0 ? .max : top), using: &random) }
            if round.isMultiple(of: 5) { serials += [.max, floor, 0] }
            let one = list(serials, version: UInt64(round), floor: floor)
            let read = try RevocationList(reading: try Sample.issuer.sign(one), keys: Sample.keys)
            #expect(read == one)
            for serial in serials { #expect(read.contains(serial)) }
            for _ in 0..<20 {
                let serial = UInt32.random(in: 0...top, using: &random)
                #expect(read.contains(serial) == (serial < floor || serials.contains(serial)))
            }
        }
    }

    @Test("A hundred thousand are no more than 300 kB, wherever they lie")
    func size() throws {
        var random = Seeded(state: 3)
        let spread = (0..<100_000).map { _ in UInt32.random(in: 0 ... .max, using: &random) }
        let dense = (0..<100_000).map { UInt32($0) * 3 + 4_000_000 }
        // Half side by side, half as far away as can be: the worst for a code by gaps.
        let split = (0..<50_000).map { UInt32($0) } + (0..<50_000).map { UInt32.max - UInt32($0) * 85_000 }
        for serials in [spread, dense, split] {
            let one = list(serials)
            let signed = try Sample.issuer.sign(one)
            print("\(one.serials.count) revocations in \(signed.count) bytes")
            #expect(signed.count <= 300_000)
            #expect(try RevocationList(reading: signed, keys: Sample.keys) == one)
        }
    }

    @Test("A delta fits the version it was made for, and what comes out is what the city has")
    func deltas() throws {
        let first = list([5, 9, 40_000], version: 3)
        let second = list([5, 9, 300, 40_000, 50_000], version: 4, floor: 7)
        let delta = RevocationDelta(from: first, to: second)
        #expect(delta.added == [300, 50_000])
        #expect(try delta.applied(to: first) == second)
        let read = try RevocationDelta(reading: try Sample.issuer.sign(delta), keys: Sample.keys)
        #expect(read == delta)
        #expect(throws: RevocationDelta.Fault.base) { try delta.applied(to: second) }
        #expect(throws: RevocationDelta.Fault.base) { try delta.applied(to: list([5, 9, 40_000], version: 2)) }
        #expect(throws: RevocationDelta.Fault.base) { try delta.applied(to: list([5, 9], version: 3, floor: 8)) }
        #expect(throws: RevocationDelta.Fault.digest) { try delta.applied(to: list([5, 9, 41_000], version: 3)) }
        #expect(throws: RevocationDelta.Fault.base) {
            try RevocationDelta(from: second, to: first).applied(to: second)
        }
    }

    @Test("A list is not believed unless a trusted key has signed it, and is no credential, nor one a list")
    func signatures() throws {
        let forger = PassIssuer(name: Sample.city, key: Sample.key("forger"))
        let forged = try forger.sign(list([1]))
        #expect(throws: PassFault.issuerKeyUnknown) { try RevocationList(reading: forged, keys: Sample.keys) }
        let good = try Sample.issuer.sign(list([1]))
        for bit in 0..<(good.count * 8) {
            var other = good
            other[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: PassFault.self) { try RevocationList(reading: other, keys: Sample.keys) }
        }
        for length in good.indices {
            #expect(throws: PassFault.self) { try RevocationList(reading: Array(good[..<length]), keys: Sample.keys) }
        }
        #expect(throws: PassFault.claims) { try RevocationDelta(reading: good, keys: Sample.keys) }
        #expect(throws: PassFault.claims) {
            try RevocationList(reading: try Sample.holder().credential, keys: Sample.keys)
        }
        #expect(Sample.verifier.word(try Sample.text(credential: good)) == "claims")
    }

    @Test("The same serials are the same bytes, and only those bytes are read")
    func canonical() throws {
        let coded = RiceCoded([3, 9, 1_000], floor: 2)
        #expect(coded.numbers(floor: 2, countMax: 3) == [3, 9, 1_000])
        #expect(coded.numbers(floor: 2, countMax: 2) == nil)
        #expect(RiceCoded(count: 3, width: 0, bytes: coded.bytes).numbers(floor: 2, countMax: 9) == nil)
        #expect(RiceCoded(count: 3, width: 8, bytes: coded.bytes + [0]).numbers(floor: 2, countMax: 9) == nil)
        #expect(RiceCoded(count: -1, width: 8, bytes: [0]).numbers(floor: 0, countMax: 9) == nil)
        #expect(
            RiceCoded(count: 1, width: 31, bytes: Array(repeating: 255, count: 9)).numbers(floor: 0, countMax: 9) == nil
        )
        #expect(
            RiceCoded(count: 1, width: 64, bytes: Array(repeating: 0, count: 9)).numbers(floor: 0, countMax: 9) == nil)
        // The same number in wider bits.
        #expect(RiceCoded([0], floor: 0) == RiceCoded(count: 1, width: 0, bytes: [0]))
        #expect(RiceCoded(count: 1, width: 1, bytes: [0]).numbers(floor: 0, countMax: 9) == nil)
        #expect(list([3, 9, 9, 3]).serials == [3, 9])
        #expect(try Sample.issuer.sign(list([3])).count == Sample.issuer.sign(list([3])).count)
        #expect(list([9, 3]).digest == list([3, 9]).digest)
    }
}
