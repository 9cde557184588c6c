import Kernel

/// The number somebody wants to sign in by.
struct PhoneForm {
    /// nil for what is no number.
    let phone: PhoneNumber?
    let typed: String
    let next: Destination

    init(_ visit: Visit) throws(Refusal) {
        let form = try visit.form()
        try form.accept(only: ["phone", "next"])
        typed = String((try form.value("phone") ?? "").prefix(40))
        phone = PhoneNumber(typed)
        next = Destination(try form.value("next"))
    }
}

/// The code somebody has been sent.
struct CodeForm {
    let entry: CodeEntry
    let next: Destination

    init(_ visit: Visit) throws(Refusal) {
        let form = try visit.form()
        try form.accept(only: ["id", "phone", "code", "next"])
        let came = try form.value("phone")
        guard let phone = came.flatMap({ PhoneNumber($0) }) else {
            throw .parameter(name: "phone", came: nil, accepted: .aNumber)
        }
        guard let id = try form.value("id").flatMap({ ID<SignInCode>($0) }) else {
            throw .parameter(name: "id", came: nil, accepted: .fromThePage)
        }
        entry = CodeEntry(id: id, phone: phone, digits: Digits.plain(try form.value("code") ?? ""))
        next = Destination(try form.value("next"))
    }
}

/// Digits as people type them: full-width ones are taken, spaces and hyphens between them forgiven.
enum Digits {
    static func plain(_ typed: String) -> String {
        var digits = ""
        for scalar in typed.unicodeScalars.prefix(40) {
            switch scalar.value {
            case 48...57: digits.unicodeScalars.append(scalar)
            case 0xFF10...0xFF19: digits.append(String(scalar.value - 0xFF10))
            default: continue
            }
        }
        return digits
    }
}

/// What somebody new tells of themselves.
struct RegistrationForm {
    let phone: PhoneNumber
    let ticket: String
    let name: String
    let trade: Trade?
    let platform: String
    let hasAgreed: Bool
    let next: Destination

    init(_ visit: Visit) throws(Refusal) {
        let form = try visit.form()
        try form.accept(only: ["phone", "ticket", "name", "trade", "platform", "terms", "next"])
        guard let phone = try form.value("phone").flatMap({ PhoneNumber($0) }) else {
            throw .parameter(name: "phone", came: nil, accepted: .aNumber)
        }
        self.phone = phone
        ticket = try form.value("ticket") ?? ""
        name = Self.tidy(try form.value("name"))
        trade = try form.value("trade").flatMap(Trade.init(rawValue:))
        platform = Self.tidy(try form.value("platform"))
        hasAgreed = try form.value("terms") == "yes"
        next = Destination(try form.value("next"))
    }

    init(phone: PhoneNumber, ticket: String, roster: RosterEntry?, next: Destination) {
        self.phone = phone
        self.ticket = ticket
        name = ""
        trade = roster?.trade
        platform = roster?.platform ?? ""
        hasAgreed = false
        self.next = next
    }

    /// Without blanks around, and without what cannot be seen.
    private static func tidy(_ text: String?) -> String {
        let words = (text ?? "").split(whereSeparator: \.isWhitespace).map { word in
            String(String.UnicodeScalarView(word.unicodeScalars.filter(isShown)))
        }
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    /// What is wrong with it, to be said above the form; nil when it can be taken.
    var fault: Phrase? {
        if name.isEmpty { return .nameMissing }
        if name.count > Limits.personNameCharactersMax { return .nameTooLong }
        if trade == nil { return .tradeMissing }
        if platform.count > Limits.teamCharactersMax { return .platformTooLong }
        return hasAgreed ? nil : .termsNeeded
    }

    var registration: Registration? {
        guard fault == nil, let trade else { return nil }
        return Registration(phone: phone, name: name, trade: trade, platform: platform)
    }
}

extension Phrase {
    static let aNumber = Phrase("请填写手机号。", "Give a phone number.")
    static let fromThePage = Phrase("请在登录页面上操作。", "Use the sign-in page.")
    static let nameMissing = Phrase("请填写称呼。", "Please tell us what to call you.")
    static let nameTooLong = Phrase(
        "称呼不能超过 \(Limits.personNameCharactersMax) 个字。",
        "A name has at most \(Limits.personNameCharactersMax) characters.")
    static let tradeMissing = Phrase("请选择行业。", "Please choose your trade.")
    static let platformTooLong = Phrase(
        "平台或站点不能超过 \(Limits.teamCharactersMax) 个字。",
        "A platform or team has at most \(Limits.teamCharactersMax) characters.")
    static let termsNeeded = Phrase("同意条款后才能注册。", "Please agree to the terms to register.")
}
