import CBOR
import Crypto
import Foundation

@testable import PassToken

/// What libFuzzer calls with each input. Its first byte says what the rest is taken for. Nothing of it may crash, and
/// what is not one of our own passes may not be genuine.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let kind = input.first else { return 0 }
    Rig.shared.run(kind, Array(input.dropFirst()))
    return 0
}

private struct Rig: Sendable {
    static let shared = Rig()

    let key: P256.Signing.PrivateKey
    let verifier: PassVerifier
    let gate = PassGate(id: Array(0x10...0x1F), compound: "c")
    let now: Int64 = 1_795_392_007

    init() {
        guard let key = try? P256.Signing.PrivateKey(rawRepresentation: SHA256.hash(data: Array("issuer 1".utf8)))
        else { fatalError("no key") }
        self.key = key
        let keys = PassKeys(issuer: "yunshan.yongai", [IssuerKey(PassPublicKey(key.publicKey))])
        verifier = PassVerifier(keys: keys, revocations: .none(issuer: keys.issuer))
    }

    func run(_ kind: UInt8, _ input: [UInt8]) {
        switch kind % 5 {
        case 0: _ = verifier.verify(bytes: input, at: gate, now: now) { _ in true }
        case 1: _ = verifier.verify(String(decoding: input, as: UTF8.self), at: gate, now: now) { _ in true }
        case 2: signed(input)
        case 3:
            guard let item = try? CBOR(decoding: input, strict: true) else { return }
            precondition(item.encoded == input)
        default:
            guard let bytes = Base45.decode(input) else { return }
            precondition(Array(Base45.encode(bytes).utf8) == input)
        }
    }

    /// Claims of any kind, with a good signature around them: what lies behind the signatures is reached too.
    private func signed(_ claims: [UInt8]) {
        guard let message = try? COSESign1.signed(claims, by: key).encoded else { return }
        let moment = PassMoment(credential: message, step: PassStep.at(now), gate: nil, nonce: nil)
        let form = PassForm(moment: moment, signature: Array(repeating: 1, count: 64))
        guard case .refused(let refusal) = verifier.verify(form.text, at: gate, now: now, policy: { _ in true }) else {
            preconditionFailure("a pass without its phone's signature is genuine")
        }
        if let credential = refusal.credential {
            precondition(credential.claims.encoded == claims)
        }
        if let list = try? RevocationList(reading: message, keys: verifier.keys) {
            precondition(list.claims.encoded == claims)
            precondition(list.serials.allSatisfy { list.contains($0) })
        }
        if let delta = try? RevocationDelta(reading: message, keys: verifier.keys) {
            precondition(delta.claims.encoded == claims)
            _ = try? delta.applied(to: verifier.revocations)
        }
    }
}
