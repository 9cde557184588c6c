import Audit
import Kernel

/// What a rider answers whom staff have registered in person, at the first sign-in of their own.
struct FirstAgreement: Sendable {
    let phone: PhoneNumber
    let ticket: String
    /// The terms, and what else was agreed to: each by itself.
    let given: Set<ConsentPurpose>
    /// Rather not: what staff wrote down goes.
    let isDeclined: Bool
    let next: Destination

    init(_ visit: Visit) throws(Refusal) {
        let form = try visit.form()
        try form.accept(only: ["phone", "ticket", "next", "decline"] + ConsentPurpose.askedAtFirst.map(\.rawValue))
        guard let phone = try form.value("phone").flatMap({ PhoneNumber($0) }) else {
            throw .parameter(name: "phone", came: nil, accepted: .aNumber)
        }
        self.phone = phone
        ticket = try form.value("ticket") ?? ""
        isDeclined = try form.value("decline") == "yes"
        var given: Set<ConsentPurpose> = []
        for purpose in ConsentPurpose.askedAtFirst where try form.value(purpose.rawValue) == "yes" {
            given.insert(purpose)
        }
        self.given = given
        next = Destination(try form.value("next"))
    }

    init(phone: PhoneNumber, ticket: String, next: Destination) {
        (self.phone, self.ticket, self.next) = (phone, ticket, next)
        given = []
        isDeclined = false
    }
}

extension ConsentPurpose {
    /// The photo is asked for where it is uploaded.
    static let askedAtFirst: [ConsentPurpose] = [.terms, .location, .identity]
}

extension Accounts {
    /// Whether somebody must agree to the terms before anything else: a rider whom staff have written down, or one who
    /// agreed to an older wording.
    func mustAgree(_ profile: Profile, in town: any Reading) throws -> Bool {
        try profile.trade != nil && !consents.standing(of: profile.id, in: town).contains { $0.purpose == .terms }
    }

    /// Takes the consents and opens the session that waited for them. The ticket opens nothing twice: whoever has
    /// agreed signs in with a code.
    func agree(
        _ agreement: FirstAgreement, _ visit: Visit, secret: Secret, in town: any Writing
    ) throws -> NewSession {
        let profile = try waiting(agreement.phone, in: town)
        for purpose in ConsentPurpose.askedAtFirst where agreement.given.contains(purpose) {
            try give(purpose, by: profile.id, visit, in: town)
        }
        return try openSession(for: profile.id, proof: .code, visit, secret: secret, in: town)
    }

    /// Erases what staff have written down of somebody who never agreed to it.
    func decline(_ agreement: FirstAgreement, _ visit: Visit, in town: any Writing) throws -> [KeptData] {
        let profile = try waiting(agreement.phone, in: town)
        // Whoever agreed once has more here than what staff wrote down: that goes under "My data".
        guard try !consents.all(of: profile.id, in: town).contains(where: { $0.purpose == .terms }) else {
            throw Refusal.conflict(what: .termsByErasing)
        }
        return try erase(profile.id, visit, others: [], in: town)
    }

    private func waiting(_ phone: PhoneNumber, in town: any Reading) throws -> Profile {
        guard let profile = try store.profile(phoneIndexes: phoneIndexes(phone), in: town), profile.status == .active,
            try mustAgree(profile, in: town)
        else { throw Refusal.conflict(what: .nothingToAgree) }
        return profile
    }
}

extension SignIn {
    func agree(_ agreement: FirstAgreement, _ visit: Visit) async throws -> Answer {
        let pages = SignInPages(visit: visit, next: agreement.next)
        guard accounts.isTicket(agreement.ticket, for: agreement.phone, now: visit.now) else {
            return .own(pages.phone(codes.way, fault: .ticketIsOver), visit, status: 403)
        }
        if agreement.isDeclined {
            let kept = try await database.write { [accounts] in try accounts.decline(agreement, visit, in: $0) }
            return .own(RightsPages(visit).erased(kept), visit)
        }
        guard agreement.given.contains(.terms) else {
            return .own(pages.agree(agreement, fault: .agreeToGoOn), visit, status: 400)
        }
        let secret = accounts.newSecret()
        let session = try await database.write { [accounts] town in
            try accounts.agree(agreement, visit, secret: secret, in: town)
        }
        return .entering(session, agreement.next, visit)
    }
}

extension SignInPages {
    /// The terms whole, and each consent by itself: only the terms are needed.
    func agree(_ agreement: FirstAgreement, fault: Phrase? = nil) -> Page {
        let language = visit.language
        let ticks = ConsentPurpose.askedAtFirst.markup { purpose in
            let isNeeded = purpose == .terms
            let name = isNeeded ? purpose.name : Phrase.optional(purpose.name)
            return """
                <label class="tick consent"><input type="checkbox" name="\(purpose.rawValue)" value="yes"\
                \(isNeeded ? " required" : HTML.empty)\(agreement.given.contains(purpose) ? " checked" : HTML.empty)>
                <span><strong>\(name.in(language))</strong><br>\(purpose.wording.in(language))</span></label>

                """
        }
        let hidden: HTML = """
            <input type="hidden" name="phone" value="\(agreement.phone.text)">
            <input type="hidden" name="ticket" value="\(agreement.ticket)">
            """
        return page(
            .beforeYouBegin,
            """
            <p class="lead">\(Phrase.registeredForYou.in(language))</p>
            \(warning(fault))
            <form class="stack" method="post" action="/sign-in/agreements">
            \(ticks)\(hidden)
            \(next.field)
            <p><a class="link" href="/terms" target="_blank">\(Phrase.readTerms.in(language))</a></p>
            <button class="button primary wide" type="submit">\(Phrase.agreeAndEnter.in(language))</button>
            </form>
            <details class="account-more"><summary>\(Phrase.ratherNot.in(language))</summary>
            <form method="post" action="/sign-in/agreements">\(hidden)
            <p class="quiet">\(Phrase.ratherNotNote.in(language))</p>
            <button class="button wide" type="submit" name="decline" value="yes">\
            \(Phrase.declineAndErase.in(language))</button></form></details>
            """)
    }
}

extension Phrase {
    static let beforeYouBegin = Phrase("开始之前", "Before you begin")
    static let registeredForYou = Phrase(
        "社区工作人员已为您登记。开始使用前，请您本人看一看并确认。",
        "Community staff have registered you. Before you begin, please read this and agree yourself.")
    static let agreeAndEnter = Phrase("同意并进入", "Agree and go on")
    static let agreeToGoOn = Phrase("同意服务条款后才能使用账号。", "Please agree to the terms to use your account.")
    static let readTerms = Phrase("看完整条款与隐私说明", "Read the terms and privacy in full")
    static let ratherNot = Phrase("我不同意", "I would rather not")
    static let ratherNotNote = Phrase(
        "登记时写下的手机号、称呼和行业会立刻删除。查地点不用账号。",
        "The phone, name and trade written down of you go at once. Finding places needs no account.")
    static let declineAndErase = Phrase("不同意，删除我的登记", "Do not agree, delete what was written down")
    static let nothingToAgree = Phrase("没有需要确认的内容，请直接登录。", "There is nothing to agree to; please sign in.")

    static func optional(_ name: Phrase) -> Phrase { Phrase(name.chinese + "（选填）", name.english + " (optional)") }
}
