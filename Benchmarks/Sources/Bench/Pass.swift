import Crypto
import Foundation
import PassToken

/// How many passes one thread verifies, beside `openssl speed`: a pass has two signatures, so half of OpenSSL's rate is
/// what it would do with nothing else. In turns, in processor time.
func pass() throws {
    let now: Int64 = 1_795_392_007
    let issuer = PassIssuer(name: "bench.yongai", key: P256.Signing.PrivateKey())
    let list = RevocationList(
        issuer: issuer.name, issuedAt: now, version: 1, floor: 0, serials: (0..<100_000).map { $0 * 7 })
    let verifier = PassVerifier(
        keys: PassKeys(issuer: issuer.name, [IssuerKey(issuer.publicKey)]), revocations: list)
    let texts = try (0..<2_000).map { number in
        let key = P256.Signing.PrivateKey()
        let credential = PassCredential(
            issuer: issuer.name, subject: "pseudonym-\(number)", issuedAt: now - 60, expiresAt: now + 86_400,
            serial: UInt32(number * 7 + 1), trade: .foodDelivery, maskedName: "欧阳＊明", team: "美团海曙鼓楼一站",
            phoneKey: PassPublicKey(key.publicKey))
        return try PassHolder(credential: try issuer.sign(credential), key: key).text(at: now)
    }
    let gate = PassGate(id: [1], compound: "c")
    var (ours, theirs, ratios): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<5 {
        let start = threadSeconds()
        var good = 0
        for text in texts {
            if case .genuine = verifier.verify(text, at: gate, now: now, policy: { _ in true }) { good += 1 }
        }
        let rate = Double(texts.count) / (threadSeconds() - start)
        guard good == texts.count else { fatalError("only \(good) passes were good") }
        let other = try opensslVerifyRate()
        ours.append(rate)
        theirs.append(other)
        ratios.append(rate / (other / 2))
    }
    print("passes verified a second     \(column(median(ours)))")
    print("OpenSSL, P-256 verified      \(column(median(theirs)))")
    print("of half of OpenSSL's rate    \(column(median(ratios) * 100, decimals: 1)) %   (wanted: 50 or more)")
    try revocations(issuer, now)
}

/// Size, reading and asking of lists: serials side by side, as they are in life, and anywhere.
private func revocations(_ issuer: PassIssuer, _ now: Int64) throws {
    let keys = PassKeys(issuer: issuer.name, [IssuerKey(issuer.publicKey)])
    for (name, step) in [("one in seven of recent ones", UInt32(7)), ("anywhere", 42_000)] {
        let list = RevocationList(
            issuer: issuer.name, issuedAt: now, version: 1, floor: 0,
            serials: (0..<100_000).map { UInt32($0) * step + UInt32($0 % 5) })
        let signed = try issuer.sign(list)
        let begun = threadSeconds()
        let read = try RevocationList(reading: signed, keys: keys)
        let reading = threadSeconds() - begun
        var hits = 0
        let start = threadSeconds()
        for number in 0..<2_000_000 {
            // Knuth's multiplier scatters them over all of 32 bits.
            if read.contains(UInt32(truncatingIfNeeded: number &* 2_654_435_761)) { hits += 1 }
        }
        let asking = (threadSeconds() - start) / 2_000_000
        let (milliseconds, nanoseconds) =
            (column(reading * 1e3, decimals: 1, width: 0), column(asking * 1e9, decimals: 0, width: 0))
        print("100,000 revocations, \(name): \(signed.count) bytes (wanted: 300,000 or less)")
        print("  read in \(milliseconds) ms, asked in \(nanoseconds) ns (wanted: 1,000 or less; \(hits) hits)")
    }
}

/// Verifications of ECDSA on P-256 a second of processor time, as `openssl speed` counts them.
private func opensslVerifyRate() throws -> Double {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // Its alarm clock would not ring: a child begins with the signals blocked that are blocked here.
    process.arguments = ["--default-signal=ALRM", "openssl", "speed", "-seconds", "1", "ecdsap256"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let line = text.split(separator: "\n").last { $0.contains("nistp256") }
    guard let rate = line?.split(separator: " ").last.flatMap({ Double($0) }) else {
        fatalError("openssl speed says: \(text)")
    }
    return rate
}
