import Testing

@testable import OneTimePassword

@Suite("One-time passwords")
struct OneTimePasswordTests {
    private static let digits = Array("1234567890".utf8)
    private static func secret(_ count: Int) -> [UInt8] { (0..<count).map { digits[$0 % 10] } }

    @Test("HOTP gives the codes of RFC 4226, appendix D")
    func counters() throws {
        let password = try OneTimePassword(secret: Self.secret(20))
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        #expect((0..<10).map { password.code(counter: $0) } == codes)
    }

    @Test(
        "TOTP gives the codes of RFC 6238, appendix B",
        arguments: [
            (59, "94287082", "46119246", "90693936"), (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"), (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"), (20_000_000_000, "65353130", "77737706", "47863826"),
        ])
    func times(seconds: Int64, sha1: String, sha256: String, sha512: String) throws {
        for (hash, bytes, code) in [
            (OneTimePassword.Hash.sha1, 20, sha1), (.sha256, 32, sha256), (.sha512, 64, sha512),
        ] {
            let password = try OneTimePassword(secret: Self.secret(bytes), hash: hash, digits: 8)
            #expect(password.code(atSeconds: seconds) == code)
            for digits in [6, 7] {
                let shorter = try OneTimePassword(secret: Self.secret(bytes), hash: hash, digits: digits)
                #expect(shorter.code(atSeconds: seconds) == code.suffix(digits))
            }
        }
    }

    @Test("A code is good in its step and one beside it, and is not good again")
    func window() throws {
        let password = try OneTimePassword(secret: Self.secret(20))
        let code = password.code(atSeconds: 3_000)
        func step(at seconds: Int64, last: Int64?, window: Int64 = 1) -> Int64? {
            password.verifiedStep(code, atSeconds: seconds, lastUsedStep: last, window: window)
        }
        #expect(step(at: 2_969, last: nil) == nil)
        for seconds: Int64 in [2_970, 3_000, 3_029, 3_059] { #expect(step(at: seconds, last: nil) == 100) }
        #expect(step(at: 3_060, last: nil) == nil)
        #expect(step(at: 3_000, last: 99) == 100)
        #expect(step(at: 3_000, last: 100) == nil)
        #expect(step(at: 3_000, last: 101) == nil)
        #expect(step(at: 2_999, last: nil, window: 0) == nil)
        #expect(step(at: 2_999, last: nil, window: -5) == nil)
        #expect(step(at: 3_060, last: nil, window: 2) == 100)
        #expect(step(at: 10, last: nil, window: .max) == nil)
    }

    @Test("At the beginning of time only steps that exist are tried")
    func beginning() throws {
        let password = try OneTimePassword(secret: Self.secret(20))
        let first = password.code(counter: 0)
        #expect(password.verifiedStep(first, atSeconds: 0, lastUsedStep: nil) == 0)
        #expect(password.verifiedStep(first, atSeconds: -1, lastUsedStep: nil) == 0)
        #expect(password.verifiedStep(first, atSeconds: 0, lastUsedStep: 0) == nil)
        #expect(password.step(atSeconds: .min) == 0)
        _ = password.verifiedStep(first, atSeconds: .max, lastUsedStep: nil)
    }

    @Test("A code is taken as it is typed", arguments: ["755224", " 755 224 ", "７５５２２４", "755　224"])
    func typed(code: String) throws {
        let password = try OneTimePassword(secret: Self.secret(20))
        #expect(password.verifiedStep(code, atSeconds: 0, lastUsedStep: nil) == 0)
    }

    @Test(
        "What is no code is refused",
        arguments: ["", "75522", "7552240", "0755224", "75522x", "-55224", "755225", "755.224", "٧٥٥٢٢٤"])
    func wrong(code: String) throws {
        let password = try OneTimePassword(secret: Self.secret(20))
        #expect(password.verifiedStep(code, atSeconds: 0, lastUsedStep: nil) == nil)
        let long = String(repeating: "7", count: 1_000_000)
        #expect(password.verifiedStep(long, atSeconds: 0, lastUsedStep: nil) == nil)
    }

    @Test("Secrets that are too short, and codes no app shows, are refused")
    func bounds() {
        #expect(throws: OneTimePasswordFault.secretLength(15)) { try OneTimePassword(secret: Self.secret(15)) }
        #expect(throws: OneTimePasswordFault.secretLength(129)) { try OneTimePassword(secret: Self.secret(129)) }
        for digits in [5, 9] {
            #expect(throws: OneTimePasswordFault.digits(digits)) {
                try OneTimePassword(secret: Self.secret(20), digits: digits)
            }
        }
        #expect(throws: OneTimePasswordFault.step(0)) {
            try OneTimePassword(secret: Self.secret(20), stepSeconds: 0)
        }
    }

    @Test("The address for the app names house and account and holds the secret")
    func uri() throws {
        let password = try OneTimePassword(secret: Self.secret(20))
        let uri = password.uri(issuer: "甬爱 码", account: "li:hua@ning bo")
        #expect(
            uri == "otpauth://totp/%E7%94%AC%E7%88%B1%20%E7%A0%81:lihua%40ning%20bo"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E7%94%AC%E7%88%B1%20%E7%A0%81"
                + "&algorithm=SHA1&digits=6&period=30")
        #expect(Base32.decode(password.secretText) == Self.secret(20))
    }

    @Test("No description, mirror or dump tells the secret")
    func unprinted() throws {
        let password = try OneTimePassword(secret: Array(repeating: 0xAB, count: 20))
        var dumped = ""
        dump([password], to: &dumped)
        for text in [dumped, "\(password)", String(reflecting: password), String(reflecting: [password])] {
            for trace in ["abab", "171", "VOV", "bytes", "Symmetric"] { #expect(!text.contains(trace)) }
        }
    }
}

@Suite("Base32")
struct Base32Tests {
    @Test(
        "Texts are those of RFC 4648, section 10",
        arguments: [
            ("", ""), ("f", "MY======"), ("fo", "MZXQ===="), ("foo", "MZXW6==="), ("foob", "MZXW6YQ="),
            ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI======"),
        ])
    func vectors(plain: String, text: String) {
        let bytes = Array(plain.utf8)
        let bare = String(text.prefix { $0 != "=" })
        #expect(Base32.encode(bytes) == text)
        #expect(Base32.encode(bytes, isPadded: false) == bare)
        for spelling in [text, bare, text.lowercased()] { #expect(Base32.decode(spelling) == bytes) }
    }

    @Test("Every byte in every place comes back")
    func roundTrip() {
        for count in 1..<12 {
            for byte in UInt8.min...UInt8.max {
                let bytes = (0..<count).map { $0 == count / 2 ? byte : UInt8(truncatingIfNeeded: $0 * 31) }
                #expect(Base32.decode(Base32.encode(bytes)) == bytes)
            }
        }
    }

    @Test(
        "What is no Base32 is refused",
        arguments: [
            "M", "MZX", "MZXW6Y", "MY=====", "MY=======", "=", "========", "MY==M===", "M1", "M8", "M0", "MZ", "M ",
            "水水", "MZXW6YTB========", "MZ======",
        ])
    func refused(text: String) { #expect(Base32.decode(text) == nil) }
}
