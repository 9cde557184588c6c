import Kernel

/// The ways in, with what they need of the outside world, and the pages of one's own that follow from them.
public struct SignIn: Sendable {
    let accounts: Accounts
    let codes: any CodeSending
    let hashing: any PasswordHashing
    let provider: (any IdentityProviding)?
    let areaName: @Sendable (String) -> Phrase?

    /// - Parameters:
    ///   - codes: how one-time codes come to phones.
    ///   - hashing: makes the hashes of passwords.
    ///   - provider: the city's identity provider; nil without one.
    ///   - areaName: the name of an area by its code.
    public init(
        accounts: Accounts, codes: any CodeSending, hashing: any PasswordHashing,
        provider: (any IdentityProviding)? = nil, areaName: @escaping @Sendable (String) -> Phrase?
    ) {
        self.accounts = accounts
        self.codes = codes
        self.hashing = hashing
        self.provider = provider
        self.areaName = areaName
    }

    var database: any Database { accounts.database }

    public func addRoutes(to doors: Doors) {
        addCodeRoutes(to: doors)
        addStrongRoutes(to: doors)
        addPasskeyRoutes(to: doors)
        addPasswordRoutes(to: doors)
        addProviderRoutes(to: doors)
        addMeRoutes(to: doors)
        addSessionRoutes(to: doors)
        addTokenRoutes(to: doors)
    }
}

/// Where somebody is sent after signing in: a page of this site, whatever the address says.
struct Destination: Sendable {
    let path: String
    static let fallback = "/me"

    /// One slash and then printable ASCII: two slashes, or a slash and a backslash, lead to another host.
    init(_ given: String?) {
        let bytes = Array((given ?? "").utf8)
        let isOwn =
            bytes.first == UInt8(ascii: "/") && (bytes.count == 1 || bytes[1] != UInt8(ascii: "/"))
            && bytes.count <= Limits.parameterBytesMax
            && bytes.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
        path = isOwn ? given ?? Self.fallback : Self.fallback
    }

    /// `?next=…` for a link; empty for the usual way.
    var query: String { path == Self.fallback ? "" : "?next=" + AddressText.encode(path) }

    var field: HTML { "<input type=\"hidden\" name=\"next\" value=\"\(path)\">" }
}

extension Answer {
    /// A page about a person: kept by nobody on the way.
    public static func own(_ page: Page, _ visit: Visit, status: Int = 200) -> Answer {
        var answer = Answer.page(page, visit, status: status)
        answer.headers.removeAll { $0.0 == "Cache-Control" }
        answer.headers.append(("Cache-Control", "no-store"))
        return answer
    }

    /// On to a page with a new session.
    static func entering(_ session: NewSession, _ next: Destination, _ visit: Visit) -> Answer {
        var answer = Answer.seeOther(next.path)
        answer.headers.append(session.cookie(isSecure: visit.isSecure))
        return answer
    }
}

extension Person {
    /// A program with a token changes nothing about how its owner signs in.
    public func mustHaveSignedIn() throws(Refusal) {
        guard proof != .token else { throw .notAllowed(what: .notByToken) }
    }
}
