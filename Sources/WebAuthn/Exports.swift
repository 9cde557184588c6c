/// Whoever speaks WebAuthn writes bytes this way.
@_exported import Base64URL
