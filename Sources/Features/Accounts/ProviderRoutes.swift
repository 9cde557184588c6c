import Kernel

/// Ties a journey to the browser it began in: what another browser comes back with signs nobody in here.
private enum JourneyCookie {
    static let name = "journey"

    static func header(_ state: String, isSecure: Bool) -> (String, String) {
        Cookies.header(name, state, secondsMax: Limits.journeyMinutesMax * 60, isSecure: isSecure)
    }
}

extension SignIn {
    func addProviderRoutes(to doors: Doors) {
        doors.everyone.get("/sign-in/provider", tellsClient: true) { [self] visit in
            try visit.query.accept(only: ["lang", "next"])
            let next = Destination(try visit.query.value("next"))
            return try await begin(next: next, linking: nil, visit)
        }
        doors.everyone.get("/sign-in/provider/answer", tellsClient: true) { [self] visit in
            try await comeBack(visit)
        }
        doors.people.get("/me/identities") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            try person.mustHaveSignedIn()
            let (linked, right) = try await database.read { [accounts] town in
                (
                    try accounts.identities.linked(to: person.id, in: town),
                    try accounts.rightToMeans(of: person, now: visit.now, in: town)
                )
            }
            return .own(ProviderPages(visit: visit, name: provider?.name).list(linked, right), visit)
        }
        doors.people.post("/me/identities/additions", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit, person in
            try person.mustHaveSignedIn()
            try visit.form().accept(only: [])
            return try await begin(next: Destination("/me/identities"), linking: person, visit)
        }
        doors.people.post("/me/identities/removals", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit, person in
            let form = try visit.form()
            try form.accept(only: ["issuer"])
            let issuer = try form.value("issuer") ?? ""
            try await database.write { [accounts] town in
                try accounts.unlink(issuer: issuer, by: person, visit, in: town)
            }
            return .seeOther("/me/identities")
        }
    }

    private func back(_ visit: Visit) -> String { visit.origin + "/sign-in/provider/answer" }

    private func begin(next: Destination, linking person: Person?, _ visit: Visit) async throws -> Answer {
        guard let provider else {
            return .own(ProviderPages(visit: visit, name: nil).said(.noProvider), visit)
        }
        let journey = try await database.write(.relaxed) { [accounts] town in
            try accounts.beginJourney(next: next, linking: person, visit, in: town)
        }
        do throws(ProviderFault) {
            let address = try await provider.address(for: journey, back: back(visit))
            // A form may lead to this site only, so the last step to another is a link for who links an identity.
            var answer =
                person == nil
                ? Answer.seeOther(address)
                : Answer.own(ProviderPages(visit: visit, name: provider.name).onward(address), visit)
            answer.headers.append(JourneyCookie.header(journey.state, isSecure: visit.isSecure))
            return answer
        } catch {
            return .own(ProviderPages(visit: visit, name: provider.name).said(.providerSilent), visit, status: 503)
        }
    }

    private func comeBack(_ visit: Visit) async throws -> Answer {
        let pages = ProviderPages(visit: visit, name: provider?.name)
        guard let provider, let state = visit.query.last("state"), !state.isEmpty,
            visit.cookies.own(JourneyCookie.name) == state,
            let (journey, next, linking) = try await database.write({ [accounts] town in
                try accounts.endJourney(state: state, in: town)
            })
        else { return .own(pages.said(.journeyLost), visit, status: 403) }
        guard let code = visit.query.last("code") else {
            return .own(pages.said(.providerRefused), visit, status: 403)
        }
        let subject: String
        do throws(ProviderFault) {
            subject = try await provider.subject(code: code, of: journey, back: back(visit), now: visit.now)
        } catch {
            let words: Phrase = error == .unreachable ? .providerSilent : .providerRefused
            return .own(pages.said(words), visit, status: error == .unreachable ? 503 : 403)
        }
        return try await arrive(issuer: provider.issuer, subject: subject, next, linking, visit)
    }

    private func arrive(
        issuer: String, subject: String, _ next: Destination, _ linking: ID<Account>?, _ visit: Visit
    ) async throws -> Answer {
        let person = linking == nil ? nil : try await accounts.person(of: visit)
        guard linking == person?.id else { throw Refusal.signInNeeded(next: "/me/identities") }
        let secret = accounts.newSecret()
        let outcome = try await database.write { [accounts] town in
            guard let person else {
                return try accounts.enter(issuer: issuer, subject: subject, visit, secret: secret, in: town)
            }
            return try accounts.link(issuer: issuer, subject: subject, by: person, visit, in: town)
        }
        var answer = answer(outcome, next, visit)
        answer.headers.append(JourneyCookie.header("", isSecure: visit.isSecure))
        return answer
    }

    private func answer(_ outcome: ProviderOutcome, _ next: Destination, _ visit: Visit) -> Answer {
        let pages = ProviderPages(visit: visit, name: provider?.name)
        switch outcome {
        case .signedIn(let session): return .entering(session, next, visit)
        case .linked: return .seeOther(next.path)
        case .unknown: return .own(pages.said(.identityUnknown, link: true), visit, status: 403)
        case .blocked: return .own(pages.said(.accountBlocked), visit, status: 403)
        case .taken: return .own(pages.said(.identityTaken), visit, status: 409)
        }
    }
}
