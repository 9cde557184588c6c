import Kernel

extension SignIn {
    func addCodeRoutes(to doors: Doors) {
        doors.everyone.get("/sign-in", tellsClient: true) { [self] visit in
            try visit.query.accept(only: ["lang", "next", "fresh"])
            let next = Destination(try visit.query.value("next"))
            // Whoever has just signed in is let through, unless another sign-in is what is wanted.
            let since = visit.now.adding(seconds: -Limits.freshMinutesMax * 60)
            if try visit.query.value("fresh") == nil, let person = try await accounts.person(of: visit),
                person.signedInAt > since
            {
                return .seeOther(next.path)
            }
            return .own(SignInPages(visit: visit, next: next).phone(codes.way), visit)
        }
        doors.everyone.post("/sign-in/codes", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit in
            let form = try PhoneForm(visit)
            let pages = SignInPages(visit: visit, next: form.next)
            guard codes.way != .none else { return .own(pages.phone(.none), visit, status: 503) }
            guard let phone = form.phone else {
                return .own(pages.phone(codes.way, typed: form.typed, fault: .notANumber), visit, status: 400)
            }
            return try await send(to: phone, pages, visit)
        }
        doors.everyone.post("/sign-in/sessions", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit in
            let form = try CodeForm(visit)
            let secret = accounts.newSecret()
            let outcome = try await database.write { [accounts] town in
                try accounts.enterCode(form.entry, visit, secret: secret, in: town)
            }
            return answer(outcome, form, visit)
        }
        doors.everyone.post("/sign-in/accounts", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit in
            try await register(try RegistrationForm(visit), visit)
        }
        doors.everyone.post("/sign-in/agreements", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit in
            try await agree(try FirstAgreement(visit), visit)
        }
        doors.everyone.get("/terms") { visit in .page(Terms.page(visit), visit) }
    }

    private func send(to phone: PhoneNumber, _ pages: SignInPages, _ visit: Visit) async throws -> Answer {
        switch try await sendCode(to: phone, visit) {
        case .onItsWay(let id, let shown, let fault): .own(pages.code(id, phone, shown: shown, fault: fault), visit)
        case .notSent(let fault): .own(pages.phone(codes.way, fault: fault), visit, status: 503)
        }
    }

    private func answer(_ outcome: CodeOutcome, _ form: CodeForm, _ visit: Visit) -> Answer {
        let pages = SignInPages(visit: visit, next: form.next)
        let phone = form.entry.phone
        switch outcome {
        case .signedIn(let session): return .entering(session, form.next, visit)
        case .unknown(let roster):
            let ticket = accounts.ticket(for: phone, now: visit.now)
            let new = RegistrationForm(phone: phone, ticket: ticket, roster: roster, next: form.next)
            return .own(pages.register(new, roster: roster), visit)
        case .waitsForTerms:
            let ticket = accounts.ticket(for: phone, now: visit.now)
            return .own(pages.agree(FirstAgreement(phone: phone, ticket: ticket, next: form.next)), visit)
        case .blocked: return .own(pages.blocked(), visit, status: 403)
        case .wrong(let left) where left > 0:
            return .own(pages.code(form.entry.id, phone, fault: .codeWrong(left)), visit, status: 403)
        case .wrong, .over: return .own(pages.over(phone), visit, status: 403)
        }
    }

    private func register(_ form: RegistrationForm, _ visit: Visit) async throws -> Answer {
        let pages = SignInPages(visit: visit, next: form.next)
        guard accounts.isTicket(form.ticket, for: form.phone, now: visit.now) else {
            return .own(pages.phone(codes.way, fault: .ticketIsOver), visit, status: 403)
        }
        guard let new = form.registration else {
            return .own(pages.register(form, fault: form.fault), visit, status: 400)
        }
        let secret = accounts.newSecret()
        let session = try await database.write { [accounts] town in
            try accounts.register(new, visit, secret: secret, in: town)
        }
        return .entering(session, form.next, visit)
    }
}

extension Limits {
    static let signInBodyBytesMax = 8192
}
