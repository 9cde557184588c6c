import Crypto
import Hexadecimal
import Kernel

/// A sign-in that lasts: what a browser is known by until it is signed out or its time is over.
public struct Session: Sendable, Equatable {
    public var id: ID<Session>
    public var account: ID<Account>
    public var proof: Person.Proof
    public var createdAt: Instant
    public var seenAt: Instant
    public var expiresAt: Instant
    /// `Chrome · Android`: so that its owner knows it in the list.
    public var device: String
}

/// What a browser or a program holds to be known by: 256 random bits, of which the database keeps only the hash.
struct Secret: Sendable {
    let text: String

    /// - Parameter bytes: 32 random bytes.
    init(prefix: String, _ bytes: [UInt8]) {
        text = prefix + bytes.hexadecimal
    }

    /// Nil for what is not of this form: it is not looked up.
    init?(prefix: String, reading text: String) {
        guard text.utf8.count == prefix.utf8.count + 64, text.hasPrefix(prefix),
            text.utf8.dropFirst(prefix.utf8.count).allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.text = text
    }

    var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}

/// The cookie of a session.
enum SessionCookie {
    static let name = "session"

    static func header(_ secret: Secret?, secondsMax: Int64, isSecure: Bool) -> (String, String) {
        Cookies.header(name, secret?.text ?? "", secondsMax: secondsMax, isSecure: isSecure)
    }
}

extension Limits {
    /// A rider's phone stays signed in for a season, as long as it is used.
    static let codeSessionDaysMax: Int64 = 90
    static let codeSessionIdleDaysMax: Int64 = 30
    /// Staff sign in once a shift.
    static let strongSessionHoursMax: Int64 = 12
    static let strongSessionIdleHoursMax: Int64 = 2
    static let sessionsMax = 20
    /// Being seen is written down at most so often.
    static let seenMinutes: Int64 = 10
}
