import Accounts
import Base64URL
import Gates
import Kernel
import PassToken

/// The number somebody new types in, with what the pass is to say.
struct GuestForm {
    let typed: String
    let surname: String
    let trade: Trade?

    var phone: PhoneNumber? { PhoneNumber(typed) }

    init() { (typed, surname, trade) = ("", "", nil) }

    init(_ visit: Visit) throws(Refusal) {
        let form = try visit.form()
        try form.accept(only: ["phone", "name", "trade"])
        typed = String((try form.value("phone") ?? "").prefix(40))
        surname = String((try form.value("name") ?? "").prefix(Limits.surnameCharactersMax))
        trade = try form.value("trade").flatMap(Trade.init(rawValue:))
    }
}

/// What the phone sends once its owner has the code.
private struct GuestBody: Decodable {
    let gate: String
    let id: String
    let phone: String
    let code: String
    let public_key: String
    let proof: String
    let step: UInt64
    let trade: String
    let name: String?

    func request(city: String, now: Instant) throws(Refusal) -> GuestRequest {
        guard let entry = CodeEntry(id: id, phone: phone, code: code) else {
            throw .parameter(name: "id", came: nil, accepted: .fromGuestPage)
        }
        guard let trade = Trade(rawValue: trade) else {
            throw .parameter(name: "trade", came: trade, accepted: .guestTrades)
        }
        return GuestRequest(
            gateCode: gate, entry: entry,
            key: try ShownKey(public_key, proof: proof, step: step, city: city, occasion: id, now: now), trade: trade,
            surname: String((name ?? "").prefix(Limits.surnameCharactersMax)))
    }
}

extension Passes {
    public func addGuestRoutes(to doors: Doors, signIn: SignIn) {
        addGuestPages(to: doors, signIn: signIn)
        let bytes = Limits.deviceBodyBytesMax
        doors.everyone.post("/api/v1/guest-passes", bodyBytesMax: bytes) { [self] visit in
            try visit.query.accept(only: ["lang"])
            let body: GuestBody = try visit.decoded("{gate, id, phone, code, public_key, proof, step, trade, name}")
            let request = try body.request(city: authority().city, now: visit.now)
            let subject = randomBytes(Limits.passSubjectBytes)
            let outcome = try await database.write { [self] town in
                try issueGuest(request, subject: subject, visit, in: town)
            }
            return try answer(outcome, visit)
        }
        let path = "/api/v1/guest-passes/:serial/revocations"
        doors.staff(.checkPass).post(path, bodyBytesMax: bytes) { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            guard let serial = UInt32(visit.parameter("serial")) else {
                throw Refusal.notFound(what: .noSuchGuestPass)
            }
            let body: EndBody = try visit.decoded("{reason}")
            guard (1...Limits.endReasonCharactersMax).contains(body.reason.count) else {
                throw Refusal.parameter(name: "reason", came: nil, accepted: .endReason)
            }
            try await database.write { [self] town in
                try endGuest(serial, because: body.reason, by: person, visit, in: town)
            }
            return .json(["revoked": .integer(Int64(serial))])
        }
    }

    private func addGuestPages(to doors: Doors, signIn: SignIn) {
        doors.everyone.get("/g/:code/guest") { [self] visit in
            try visit.query.accept(only: ["lang"])
            guard let pages = try await guestPages(visit) else { return Self.toGate(visit) }
            return .own(pages.ask(signIn.codeWay, GuestForm()), visit)
        }
        doors.everyone.post("/g/:code/guest/codes", bodyBytesMax: Limits.deviceBodyBytesMax) { [self] visit in
            let form = try GuestForm(visit)
            guard let pages = try await guestPages(visit) else { return Self.toGate(visit) }
            let way = signIn.codeWay
            guard way != .none, pages.perDay > 0 else { return .own(pages.ask(way, form), visit, status: 503) }
            guard let phone = form.phone else {
                return .own(pages.ask(way, form, fault: .notANumber), visit, status: 400)
            }
            guard form.trade != nil else {
                return .own(pages.ask(way, form, fault: .guestTrades), visit, status: 400)
            }
            switch try await signIn.sendCode(to: phone, visit) {
            case .notSent(let fault): return .own(pages.ask(way, form, fault: fault), visit, status: 503)
            case .onItsWay(let id, let shown, let fault):
                return .own(pages.code(id.description, phone, form, shown: shown, fault: fault), visit)
            }
        }
    }

    /// nil where the gate's code is not good: its own page says so.
    private func guestPages(_ visit: Visit) async throws -> GuestPages? {
        let code = visit.parameter("code")
        let city = authority().city
        return try await database.read { [self] town in
            guard case .good(let gate, _) = try gates.scanned(code, in: town),
                let land = try compounds.land(of: gate.placeID, in: town)
            else { return nil }
            return GuestPages(
                visit: visit, code: code, gateName: gate.name, placeName: land.name, city: city,
                perDay: try settings.value(.guestPassesPerDay, in: town))
        }
    }

    private static func toGate(_ visit: Visit) -> Answer {
        .seeOther("/g/" + AddressText.encode(visit.parameter("code")))
    }

    private func answer(_ outcome: GuestOutcome, _ visit: Visit) throws -> Answer {
        switch outcome {
        case .wrong(let left): throw Refusal.notAllowed(what: .codeWrong(left))
        case .over: throw Refusal.notAllowed(what: .codeIsOver)
        case .blocked: throw Refusal.notAllowed(what: .accountBlocked)
        case .quotaUsed(let perDay, let seconds): return quotaUsed(perDay, seconds, visit)
        case .issued(let credential, let pass, let hasAccount):
            let signed = try authority().issuer(at: visit.now).sign(credential)
            return .json(
                [
                    "credential": .string(Base64URL.encode(signed)), "issued_at": .integer(credential.issuedAt),
                    "expires_at": .integer(credential.expiresAt), "serial": .integer(Int64(credential.serial)),
                    "subject": .string(credential.subject), "city": .string(credential.issuer),
                    "name": .string(credential.maskedName),
                    "trade": .string(credential.trade.trade.rawValue), "team": .null,
                    "place": ["id": .string(pass.place.description), "name": .string(pass.placeName)],
                    "has_account": .bool(hasAccount), "now": .number(Double(visit.now.milliseconds) / 1000),
                ], status: 201)
        }
    }

    private func quotaUsed(_ perDay: Int, _ seconds: Int, _ visit: Visit) -> Answer {
        var answer = Answer.json(
            [
                "type": "about:blank", "title": .string(Phrase.guestQuota.in(visit.language)), "status": 429,
                "detail": .string(Phrase.guestQuotaUsed(perDay).in(visit.language)),
                "requestId": .string(visit.requestID),
            ], type: "application/problem+json", status: 429)
        answer.headers.append(("Retry-After", String(seconds)))
        return answer
    }
}

private struct EndBody: Decodable {
    let reason: String
}

extension Limits {
    static let surnameCharactersMax = 20
    static let endReasonCharactersMax = 200
}

extension Phrase {
    static let fromGuestPage = Phrase("请在申请页面上操作。", "Use the page that asks for a guest pass.")
    static let guestTrades = Phrase("请选择行业。", "Please choose your trade.")
    static let endReason = Phrase("请写明原因，200 字以内。", "Say why, in at most 200 characters.")
    static let guestQuota = Phrase("今天的次数用完了", "No more for today")
    static func guestQuotaUsed(_ perDay: Int) -> Phrase {
        Phrase(
            "一个手机号 24 小时内可以领 \(perDay) 次临时通行码。注册后就有自己的通行码，不限次数。",
            "A number gets \(perDay) guest passes in 24 hours. Register for a pass of your own without a limit.")
    }
}
