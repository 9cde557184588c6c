import Kernel
import PassToken

extension Passes {
    /// Lines for `doctor`: whether passes can be issued, and how old the list of revocations is.
    public func health(now: Instant, in town: any Reading) throws -> [HealthLine] {
        [keyHealth(now), try listHealth(now, in: town)]
    }

    private func keyHealth(_ now: Instant) -> HealthLine {
        let authority = authority()
        guard let issuer = try? authority.issuer(at: now),
            let key = authority.all.first(where: { $0.use == .issue && $0.publicKey == issuer.publicKey })
        else {
            return HealthLine(name: "pass keys", value: "\(PassAuthorityFault.noKeyInUse)", isWell: false)
        }
        let until =
            key.times.upperBound == IssuerKey.always
            ? "" : ", until \(Instant(seconds: key.times.upperBound).rfc3339())"
        let hasNext = authority.all.contains {
            $0.use == .issue && $0.times.contains(key.times.upperBound) && $0.times.upperBound > key.times.upperBound
        }
        return HealthLine(
            name: "pass keys", value: "\(key.name) issues\(until)",
            isWell: key.times.upperBound == IssuerKey.always || hasNext)
    }

    private func listHealth(_ now: Instant, in town: any Reading) throws -> HealthLine {
        guard let newest = try revocations.newest(in: town) else {
            return HealthLine(name: "pass revocations", value: "no list yet")
        }
        let minutes = (now.seconds - newest.issuedAt.seconds) / 60
        let count = try revocations.serials(of: newest, in: town).count
        return HealthLine(
            name: "pass revocations",
            value: "version \(newest.version), \(count) revoked, signed \(minutes) minutes ago",
            isWell: minutes <= Limits.listOldMinutes)
    }
}

extension Limits {
    /// A list should be signed every hour while the house runs.
    static let listOldMinutes: Int64 = 120
}
