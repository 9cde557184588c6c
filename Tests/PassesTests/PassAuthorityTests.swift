import Crypto
import Kernel
import PassToken
import TestTown
import Testing

@testable import Passes

@Suite("The city's keys of passes")
struct PassAuthorityTests {
    private func key(_ number: UInt8) throws -> P256.Signing.PrivateKey {
        try P256.Signing.PrivateKey(rawRepresentation: Array(repeating: number, count: 32))
    }

    private func first() throws -> PassAuthority {
        try PassAuthority.first(city: "9901", now: testMoment, issue: key(1), gate: key(2))
    }

    private func later(_ seconds: Int64) -> Instant { testMoment.adding(seconds: seconds) }

    @Test("The text of the file reads back, and no description tells a key")
    func written() throws {
        let authority = try first()
        let text = authority.written()
        let again = try PassAuthority(city: "9901", reading: "# a note\n\n" + text)
        #expect(again.written() == text)
        let secret = String(text.split(separator: "\n")[0].split(separator: " ")[3])
        var shown = ""
        dump(authority, to: &shown)
        for tongue in ["\(authority)", String(reflecting: authority), "\(authority.all)", shown] {
            #expect(!tongue.contains(secret) && tongue.contains(authority.all[0].name))
        }
    }

    @Test(
        "A file that cannot be used is told by line and reason",
        arguments: [
            ("", PassAuthorityFault.noIssueKey),
            ("issue 0 1 AQ", .line(1)),
            ("# x\nkeep 0 1 AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE", .line(2)),
            ("issue 5 1 AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE", .line(1)),
            ("issue 0 1 AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE", .gateKeys(0)),
            (
                "issue 0 1 AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\n"
                    + "gate 0 1 AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE", .line(2)
            ),
        ])
    func broken(_ text: String, _ fault: PassAuthorityFault) {
        #expect(throws: fault) { try PassAuthority(city: "9901", reading: text) }
        #expect(!fault.description.contains("AQEB"))
    }

    @Test("A new key begins after its lead; until then the old one signs, and verifiers know both")
    func rotation() throws {
        let old = try first()
        let new = try old.rotated(now: testMoment, leadHours: 48, to: key(3))
        let start = 48 * 3600
        #expect(new.keys.all.count == 2)
        #expect(try new.issuer(at: testMoment).publicKey == old.issuer(at: testMoment).publicKey)
        #expect(try new.issuer(at: later(Int64(start) - 1)).publicKey == old.issuer(at: testMoment).publicKey)
        #expect(try new.issuer(at: later(Int64(start))).publicKey == PassPublicKey(key(3).publicKey))
        #expect(new.gatePublicKey == old.gatePublicKey)
        #expect(throws: PassAuthorityFault.waiting(from: later(Int64(start)))) {
            try new.rotated(now: testMoment, leadHours: 1, to: key(4))
        }
    }

    @Test("A key is taken out once its last certificate is kept no more, and not before")
    func retiring() throws {
        let new = try first().rotated(now: testMoment, leadHours: 0, to: key(3))
        let last = DelayCertificate.keptSeconds
        #expect(new.retired(now: later(last)).isEmpty)
        #expect(try new.retiring(now: later(last)).keys.all.count == 2)
        let left = try new.retiring(now: later(last + 1))
        #expect(left.keys.all.map(\.key) == [PassPublicKey(try key(3).publicKey)])
        #expect(left.gatePublicKey == new.gatePublicKey)
    }

    @Test("Before its first second and after its last a key signs nothing")
    func outOfUse() throws {
        let text =
            "issue 100 200 AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\n"
            + "gate 0 200 AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI"
        let authority = try PassAuthority(city: "9901", reading: text)
        for second in [Int64(99), 201] {
            #expect(throws: PassAuthorityFault.noKeyInUse) { try authority.issuer(at: Instant(seconds: second)) }
        }
        #expect(throws: Never.self) { try authority.issuer(at: Instant(seconds: 200)) }
    }
}
