import Base64URL
import Kernel
import PassToken

extension Certificates {
    public func addRoutes(to doors: Doors) {
        addOwnRoutes(to: doors)
        doors.everyone.get("/certificates/:id") { [self] visit in
            try visit.query.accept(only: ["lang"])
            let kept = try await certificate(of: visit)
            let pages = CertificatePages(visit: visit)
            guard let certificate = read(kept.signed) else {
                return .page(pages.removed(isRemoved: kept.signed.isEmpty), visit, status: 410)
            }
            return .page(pages.page(certificate, id: kept.id), visit)
        }
        doors.everyone.get("/certificates/:id/signed") { [self] visit in
            try visit.query.accept(only: ["lang"])
            let kept = try await certificate(of: visit)
            guard !kept.signed.isEmpty else { throw Refusal.notFound(what: .noSuchCertificate) }
            return Answer(
                type: "application/cose; cose-type=\"cose-sign1\"", body: kept.signed,
                headers: [
                    ("Cache-Control", "no-store"),
                    ("Content-Disposition", "attachment; filename=\"yongai-\(kept.id).cose\""),
                ])
        }
        doors.everyone.get("/api/v1/certificates/:id") { [self] visit in
            try visit.query.accept(only: ["lang"])
            let kept = try await certificate(of: visit)
            guard let certificate = read(kept.signed) else { throw Refusal.notFound(what: .noSuchCertificate) }
            return .json(CertificateJSON.certificate(certificate, kept))
        }
    }

    private func addOwnRoutes(to doors: Doors) {
        doors.people.get("/me/certificates") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let (open, kept) = try await database.read { [self] town in
                (
                    try waits(of: person.id, now: visit.now, in: town),
                    try store.certificates(of: person.id, in: town)
                )
            }
            let own = kept.compactMap { one in read(one.signed).map { (one.id, $0) } }
            return .page(CertificatePages(visit: visit).mine(open, own), visit)
        }
        doors.people.post("/me/certificates", bodyBytesMax: Limits.blockedBodyBytesMax) { [self] visit, person in
            let form = try visit.form()
            guard let arrival = ID<WaitArrival>(try form.value("arrival") ?? "") else {
                throw Refusal.notFound(what: .noSuchWait)
            }
            let id = try await database.write { [self] in try take(arrival, by: person, visit, in: $0) }
            return .seeOther("/certificates/\(id)")
        }
        doors.people.post("/me/certificates/:id/removal", bodyBytesMax: Limits.blockedBodyBytesMax) {
            [self] visit, person in
            let id = visit.parameter("id")
            try await database.write { [self] in try remove(id, by: person, visit, in: $0) }
            return .seeOther("/me/certificates")
        }
    }

    private func certificate(of visit: Visit) async throws -> KeptCertificate {
        let id = visit.parameter("id")
        guard Base64URL.decode(id)?.count == DelayCertificate.idBytes,
            let kept = try await database.read({ [store] in try store.certificate(id, in: $0) })
        else { throw Refusal.notFound(what: .noSuchCertificate) }
        return kept
    }
}

enum CertificateJSON {
    static func certificate(_ one: DelayCertificate, _ kept: KeptCertificate) -> JSON {
        [
            "id": .string(kept.id), "city": .string(one.issuer),
            "issuedAt": .string(Instant(seconds: one.issuedAt).rfc3339()), "place": .string(one.place),
            "gate": .string(one.gate), "arrivedAt": .string(Instant(seconds: one.arrivedAt).rfc3339()),
            "endedAt": .string(Instant(seconds: one.endedAt).rfc3339()), "minutes": JSON(one.minutes),
            "outcome": .string(one.outcome.name), "name": .string(one.maskedName),
            "signed": .string(Base64URL.encode(kept.signed)),
        ]
    }
}

extension DelayCertificate.Outcome {
    var name: String {
        switch self {
        case .letIn: "let-in"
        case .notLetIn: "not-let-in"
        case .reported: "reported"
        }
    }
}
