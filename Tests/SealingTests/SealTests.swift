import Hexadecimal
import Testing

@testable import Sealing

@Suite("Sealed fields")
struct SealTests {
    private let nonce: [UInt8] = Array(0..<12)
    private let phone = Array("13800138000".utf8)

    @Test("What was sealed is opened under its field and owner, whatever its length")
    func roundTrip() throws {
        let ring = try Keys.ring(2)
        for length in [0, 1, 15, 16, 17, 1_000] {
            let plain = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
            let sealed = try ring.seal(plain, field: "person.phone", owner: "42", nonce: nonce)
            #expect(sealed.count == length + KeyRing.sealedOverheadBytes)
            #expect(Array(sealed[..<16]) == [0, 0, 0, 2] + nonce)
            #expect(try ring.open(sealed, field: "person.phone", owner: "42") == plain)
        }
    }

    @Test("The form of a sealed value stays as it is: values of years ago must open")
    func golden() throws {
        let ring = try Keys.ring(1)
        let sealed = try ring.seal(phone, field: "person.phone", owner: "42", nonce: nonce)
        let index = ring.blindIndex(phone, field: "person.phone")
        let mac = ring.mac(phone, purpose: "link")
        #expect(sealed.hexadecimal == Golden.sealed)
        #expect(index.hexadecimal == Golden.index)
        #expect(mac.hexadecimal == Golden.mac)
    }

    /// Computed apart with Python's `cryptography` from the description alone.
    private enum Golden {
        static let sealed = "00000001000102030405060708090a0b9519a25995d9aee88a486cd147f59ebdda7d4f8bf67b71ff013432"
        static let index = "0d6d13b57756f372a41cd3228bbb41d7"
        static let mac = "b6088f08868eda211de5cb5be0a51ebdc94cc8e9c99b93b0e15265951d2ed800"
    }

    @Test("A value moved to another field or owner does not open, nor where both together read the same")
    func moved() throws {
        let ring = try Keys.ring(1)
        let sealed = try ring.seal(phone, field: "ab", owner: "c", nonce: nonce)
        for (field, owner) in [("ab", "d"), ("aa", "c"), ("a", "bc"), ("abc", ""), ("c", "ab"), ("", "abc")] {
            #expect(throws: SealFault.notAuthentic) { try ring.open(sealed, field: field, owner: owner) }
        }
    }

    @Test("One bit changed anywhere, or one byte less, and it does not open")
    func changed() throws {
        let ring = try Keys.ring(1)
        let sealed = try ring.seal(phone, field: "f", owner: "o", nonce: nonce)
        for bit in 0..<(sealed.count * 8) {
            var other = sealed
            other[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: SealFault.self) { try ring.open(other, field: "f", owner: "o") }
        }
        for length in 0..<sealed.count {
            let fault: SealFault = length < KeyRing.sealedOverheadBytes ? .tooShort : .notAuthentic
            #expect(throws: fault) { try ring.open(Array(sealed[..<length]), field: "f", owner: "o") }
        }
        #expect(throws: SealFault.notAuthentic) { try ring.open(sealed + [0], field: "f", owner: "o") }
    }

    @Test("While keys rotate, old values open and ask to be sealed anew; without their key they are told from forged")
    func rotation() throws {
        let old = try Keys.ring(1)
        let new = try old.adding(Keys.key(9))
        let sealed = try old.seal(phone, field: "f", owner: "o", nonce: nonce)
        #expect(try new.open(sealed, field: "f", owner: "o") == phone)
        #expect(try new.needsRotation(sealed))
        let again = try new.seal(phone, field: "f", owner: "o", nonce: nonce)
        #expect(try !new.needsRotation(again))
        #expect(try KeyRing.version(of: again) == 2)
        #expect(throws: SealFault.unknownVersion(2)) { try old.open(again, field: "f", owner: "o") }
        let relabelled = [0, 0, 0, 2] + sealed.dropFirst(4)
        #expect(throws: SealFault.notAuthentic) { try new.open(relabelled, field: "f", owner: "o") }
        #expect(throws: SealFault.tooShort) { try new.needsRotation([]) }
    }

    @Test("A nonce has twelve bytes", arguments: [0, 11, 13, 16])
    func nonces(count: Int) throws {
        let ring = try Keys.ring(1)
        #expect(throws: SealFault.nonce(count)) {
            try ring.seal(phone, field: "f", owner: "o", nonce: Array(repeating: 0, count: count))
        }
    }

    @Test("A fault tells nothing of what is inside")
    func silent() throws {
        let ring = try Keys.ring(1)
        let sealed = try ring.seal(phone, field: "f", owner: "o", nonce: nonce)
        do {
            _ = try ring.open(sealed, field: "f", owner: "other")
            Issue.record("opened")
        } catch {
            #expect(!"\(error) \(String(reflecting: error))".contains("138"))
        }
    }
}

@Suite("Codes of the key ring")
struct CodesTests {
    private let value = Array("13800138000".utf8)

    @Test("Equal values of a field have one blind index; other values, fields and keys have others")
    func blindIndex() throws {
        let ring = try Keys.ring(2)
        let index = ring.blindIndex(value, field: "ab")
        #expect(index.count == KeyRing.blindIndexBytes)
        #expect(index == ring.blindIndex(value, field: "ab"))
        #expect(index != ring.blindIndex(value, field: "a"))
        #expect(index != ring.blindIndex(value + [0], field: "ab"))
        #expect(ring.blindIndex(Array("bc".utf8), field: "a") != ring.blindIndex(Array("c".utf8), field: "ab"))
        #expect(index != (try Keys.ring(1)).blindIndex(value, field: "ab"))
    }

    @Test("While keys rotate, the codes of all versions are known, newest first")
    func versions() throws {
        let (old, new) = (try Keys.ring(1), try Keys.ring(2))
        #expect(
            new.blindIndexes(value, field: "f") == [new.blindIndex(value, field: "f")]
                + old.blindIndexes(value, field: "f"))
        #expect(new.macs(value, purpose: "p") == [new.mac(value, purpose: "p"), old.mac(value, purpose: "p")])
    }

    @Test("A code is right for its bytes, its purpose and a key of the ring only")
    func macs() throws {
        let (old, new) = (try Keys.ring(1), try Keys.ring(2))
        let mac = old.mac(value, purpose: "link")
        #expect(mac.count == KeyRing.macBytes)
        #expect(new.isMac(mac, of: value, purpose: "link"))
        #expect(!old.isMac(new.mac(value, purpose: "link"), of: value, purpose: "link"))
        #expect(!new.isMac(mac, of: value, purpose: "session"))
        #expect(!new.isMac(mac, of: value + [1], purpose: "link"))
        #expect(!new.isMac(Array(mac.dropLast()), of: value, purpose: "link"))
        #expect(!new.isMac([], of: value, purpose: "link"))
        #expect(Array(mac.prefix(16)) != old.blindIndex(value, field: "link"))
    }
}
