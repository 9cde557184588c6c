/// The first check of a registration or assertion that failed. The checks stand here in the order they are made.
public enum WebAuthnFault: String, Error, Sendable, Equatable, CaseIterable {
    /// No JSON of a browser's answer (only from `init(reading:)`).
    case response
    /// The client data are no JSON with type, challenge and origin.
    case clientData
    /// Made for the other ceremony.
    case type
    /// Not the challenge that was given, or one shorter than 16 bytes was given.
    case challenge
    /// Made on a page of another origin.
    case origin
    /// Made in a frame within a page of another origin.
    case crossOrigin
    /// The assertion is of another credential.
    case credential
    /// The assertion names another user.
    case userHandle
    /// The attestation object is no CBOR map with format, statement and authenticator data.
    case attestationObject
    /// The authenticator data are too short, too long, or lack the credential.
    case authenticatorData
    /// Made for another relying party.
    case relyingParty
    /// Nobody touched the authenticator.
    case userPresence
    /// Nobody showed it a finger, face or PIN, though that is required.
    case userVerification
    /// Backed up though it cannot be, or what can be backed up has changed since registration.
    case backupState
    /// The credential's id is empty, longer than 1023 bytes, or not that of the answer.
    case credentialID
    /// Neither ES256 nor EdDSA.
    case algorithm
    /// No point of the curve, or no COSE key of its algorithm.
    case publicKey
    case signature
    /// The counter did not grow: perhaps a copy of the authenticator.
    case signCount
}
