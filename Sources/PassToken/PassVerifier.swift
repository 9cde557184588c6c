import CBOR

/// Where a pass is shown.
public struct PassGate: Sendable, Hashable {
    /// 1…16 bytes.
    public var id: [UInt8]
    public var compound: String
    /// What the gate gave this phone to sign, where it gives anything; 1…16 bytes.
    public var nonce: [UInt8]?

    public init(id: [UInt8], compound: String, nonce: [UInt8]? = nil) {
        self.id = id
        self.compound = compound
        self.nonce = nonce
    }
}

/// A pass found good.
public struct Pass: Sendable, Hashable {
    public let credential: PassCredential
    /// With the serial, what tells one showing from another. Not the token's bytes: a signature of ECDSA has a twin.
    public let step: UInt64
    /// Whether the phone scanned this gate's code.
    public let hasGate: Bool
}

/// A pass found good and what the gate's policy answers; or why it is refused.
public enum PassVerdict<Answer: Sendable>: Sendable {
    case genuine(Pass, Answer)
    case refused(PassRefusal)
}

extension PassVerdict: Equatable where Answer: Equatable {}

/// Tells good passes from others with what it holds, and nothing else: no network, no clock.
public struct PassVerifier: Sendable {
    /// More than the longest pass within all bounds has.
    public static let textLettersMax = 900
    static let claimsBytesMax = 600
    /// How far the clocks of issuer and verifier may differ.
    public static let clockToleranceSeconds: Int64 = 60

    public var keys: PassKeys
    public var revocations: RevocationList

    public init(keys: PassKeys, revocations: RevocationList) {
        self.keys = keys
        self.revocations = revocations
    }

    /// All checks, in the order of `PassFault`.
    /// - Parameter policy: asked last, of a pass that is good.
    public func verify<Answer>(
        _ text: String, at gate: PassGate, now: Int64, policy: (Pass) -> Answer
    ) -> PassVerdict<Answer> {
        do {
            return try verify(PassForm(reading: text), gate, now, policy)
        } catch {
            return .refused(PassRefusal(error))
        }
    }

    /// The same of a pass's bytes, without prefix and letters.
    public func verify<Answer>(
        bytes: [UInt8], at gate: PassGate, now: Int64, policy: (Pass) -> Answer
    ) -> PassVerdict<Answer> {
        do {
            guard Base45.letterCount(ofBytes: bytes.count) <= Self.textLettersMax else { throw PassFault.size }
            return try verify(PassForm(decoding: bytes), gate, now, policy)
        } catch {
            return .refused(PassRefusal(error as? PassFault ?? .form))
        }
    }

    private func verify<Answer>(
        _ form: PassForm, _ gate: PassGate, _ now: Int64, _ policy: (Pass) -> Answer
    ) throws(PassFault) -> PassVerdict<Answer> {
        let message = COSESign1(decoding: form.moment.credential, strict: true)
        let (claims, issuerKey) = try keys.opened(message, bytesMax: Self.claimsBytesMax)
        guard let credential = PassCredential(claims: claims) else { throw .claims }
        try keys.check(issuerKey, issuer: credential.issuer, issuedAt: credential.issuedAt)
        let moment = form.moment
        let checked = Result { () throws(PassRefusal) in
            try checkValidity(credential, now)
            guard credential.phoneKey.isValid(form.signature, of: moment.message) else {
                throw PassRefusal(.phoneSignature, credential: credential)
            }
            try checkStep(moment.step, credential, now)
            if let fault = placeFault(moment, credential, gate) { throw PassRefusal(fault, credential: credential) }
        }
        if case .failure(let refusal) = checked { return .refused(refusal) }
        let pass = Pass(credential: credential, step: moment.step, hasGate: moment.gate != nil)
        return .genuine(pass, policy(pass))
    }

    private func checkValidity(_ credential: PassCredential, _ now: Int64) throws(PassRefusal) {
        // Both within the years of the calendar, so that no difference overflows.
        let now = min(max(now, 0), PassCredential.secondsMax)
        if credential.issuedAt - now > Self.clockToleranceSeconds {
            throw PassRefusal(.notYetValid, seconds: credential.issuedAt - now, credential: credential)
        }
        if now >= credential.expiresAt {
            throw PassRefusal(.expired, seconds: now - credential.expiresAt, credential: credential)
        }
    }

    /// A step to come cannot have been copied from a screen, nor can one from before the credential was: those are
    /// clocks. Any other old step may be a picture.
    private func checkStep(_ step: UInt64, _ credential: PassCredential, _ now: Int64) throws(PassRefusal) {
        let difference = Int64(step) - Int64(PassStep.at(min(now, PassCredential.secondsMax)))
        guard abs(difference) > PassStep.tolerance else { return }
        let end = Int64(step + 1) * PassStep.seconds
        let fault: PassFault =
            if difference > 0 {
                .clockAhead
            } else if end + Self.clockToleranceSeconds < credential.issuedAt {
                .clockBehind
            } else {
                .stepTooOld
            }
        throw PassRefusal(fault, seconds: abs(difference) * PassStep.seconds, credential: credential)
    }

    private func placeFault(_ moment: PassMoment, _ credential: PassCredential, _ gate: PassGate) -> PassFault? {
        if let scanned = moment.gate, scanned != gate.id { return .otherGate }
        if moment.nonce != gate.nonce { return moment.nonce == nil ? .nonceMissing : .nonceWrong }
        if let audience = credential.audience, audience != gate.compound { return .otherCompound }
        return revocations.contains(credential.serial) ? .revoked : nil
    }
}
