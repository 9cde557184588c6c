extension OneTimePassword {
    /// The secret in Base32 without padding, for who types it into the app. This is the secret itself.
    public var secretText: String { Base32.encode(secret.withUnsafeBytes(Array.init), isPadded: false) }

    /// What the QR code for an authenticator app holds (Key Uri Format): `otpauth://totp/ISSUER:ACCOUNT?secret=…`.
    /// It holds the secret itself.
    /// - Parameters:
    ///   - issuer: the house. A colon separates the two, so colons in either are left out.
    ///   - account: by what the person knows the account, such as its name.
    public func uri(issuer: String, account: String) -> String {
        let issuer = Self.percentEncoded(issuer)
        return "otpauth://totp/\(issuer):\(Self.percentEncoded(account))?secret=\(secretText)&issuer=\(issuer)"
            + "&algorithm=\(hash.rawValue)&digits=\(digits)&period=\(stepSeconds)"
    }

    /// Everything but the unreserved characters of RFC 3986, section 2.3, as `%XX` of its UTF-8.
    private static func percentEncoded(_ text: String) -> String {
        text.utf8.filter { $0 != UInt8(ascii: ":") }.map { byte in
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: String(Unicode.Scalar(byte))
            default:
                "%" + String(byte >> 4, radix: 16, uppercase: true) + String(byte & 15, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
