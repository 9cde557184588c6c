/// The first check of a pass that failed. The checks are made in the order they stand here.
public enum PassFault: String, Error, Sendable, Equatable, CaseIterable {
    /// No pass: some other code.
    case prefix
    /// A pass of a version this verifier does not know.
    case version
    /// Longer than any pass.
    case size
    /// Letters that are no Base45.
    case letters
    /// Not the five items of a pass in deterministic CBOR.
    case form
    /// The credential inside is no COSE_Sign1 with ES256 and a key's name.
    case credentialForm
    /// Signed by a key that is not among the trusted ones.
    case issuerKeyUnknown
    /// The city did not sign this.
    case issuerSignature
    /// The city signed it, but these are not the claims of a credential.
    case claims
    /// Of another city.
    case issuer
    /// Issued when the key was not in use for issuing.
    case issuerKeyOutOfUse
    /// Issued later than now, by more than clocks differ.
    case notYetValid
    case expired
    /// The phone whose key stands in the credential did not sign this: copied.
    case phoneSignature
    /// An older step than the one before: a picture or a film of the code.
    case stepTooOld
    /// A step before the credential was issued: the phone's clock is behind.
    case clockBehind
    /// A step to come: the phone's clock is ahead, or the verifier's behind.
    case clockAhead
    /// Made for another gate.
    case otherGate
    /// The gate gave a nonce, and there is none.
    case nonceMissing
    /// A nonce that this gate did not give.
    case nonceWrong
    /// Good at another compound only.
    case otherCompound
    case revoked
}

/// Why a pass is refused, and what is known of it.
public struct PassRefusal: Error, Sendable, Equatable {
    public let fault: PassFault
    /// By how many seconds, where the fault is one of time: since it expired, until it is valid, between the step and
    /// the clock.
    public let seconds: Int64?
    /// What the city signed, where that much is certain.
    public let credential: PassCredential?

    init(_ fault: PassFault, seconds: Int64? = nil, credential: PassCredential? = nil) {
        self.fault = fault
        self.seconds = seconds
        self.credential = credential
    }
}
