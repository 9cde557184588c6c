import Kernel

/// A form about a person: its fields, read once and checked.
struct PersonForm: Sendable {
    private let fields: Query

    /// - Parameter names: the fields it may have.
    init(_ visit: Visit, _ names: [String], valueBytesMax: Int = Limits.parameterBytesMax) throws(Refusal) {
        fields = try visit.form(valueBytesMax: valueBytesMax)
        try fields.accept(only: names)
    }

    /// Without white space around it; empty when it is not there.
    func text(_ name: String) -> String {
        let text = fields.last(name) ?? ""
        let kept = text.drop(while: \.isWhitespace)
        return String(kept.reversed().drop(while: \.isWhitespace).reversed())
    }

    func needed(_ name: String, charactersMax: Int = 200) throws(Refusal) -> String {
        let text = text(name)
        guard !text.isEmpty, text.count <= charactersMax else {
            throw .parameter(
                name: name, came: text.isEmpty ? nil : text,
                accepted: Phrase("请填写，不超过 \(charactersMax) 字。", "Fill it in, at most \(charactersMax) characters."))
        }
        return text
    }

    func optional(_ name: String, charactersMax: Int) throws(Refusal) -> String {
        text(name).isEmpty ? "" : try needed(name, charactersMax: charactersMax)
    }

    /// The number itself is never repeated in what is refused.
    func phone() throws(Refusal) -> PhoneNumber {
        guard let phone = PhoneNumber(text("phone")) else {
            throw .parameter(name: "phone", came: nil, accepted: .phoneForm)
        }
        return phone
    }

    func trade() throws(Refusal) -> Trade {
        guard let trade = Trade(rawValue: text("trade")) else {
            throw .parameter(name: "trade", came: text("trade"), accepted: .chooseTrade)
        }
        return trade
    }

    func rider() throws(Refusal) -> RiderInPerson {
        RiderInPerson(
            phone: try phone(), name: try needed("name", charactersMax: Limits.personNameCharactersMax),
            trade: try trade(), team: try optional("team", charactersMax: Limits.teamCharactersMax),
            area: try needed("area"))
    }

    /// A role to be given; its end is a day, whose last moment counts.
    func grant(to account: ID<Account>, _ visit: Visit) throws(Refusal) -> NewGrant {
        guard let role = Role(rawValue: text("role")) else {
            throw .parameter(name: "role", came: text("role"), accepted: .chooseRole)
        }
        var until: Instant?
        if !text("until").isEmpty {
            guard let day = Instant(rfc3339: text("until") + "T00:00:00Z") else {
                throw .parameter(name: "until", came: text("until"), accepted: .endDay)
            }
            until = day.adding(seconds: 86_400 - visit.site.utcOffsetSeconds)
        }
        let place = text("place")
        return NewGrant(
            account: account, role: role, area: text("area"), place: place.isEmpty ? nil : place, expiresAt: until,
            reason: try optional("reason", charactersMax: 200))
    }
}

extension Phrase {
    static let phoneForm = Phrase("请填写 11 位手机号。", "Give a mobile number of 11 digits.")
    static let chooseTrade = Phrase("请选择行业。", "Choose a trade.")
    static let chooseRole = Phrase("请选择角色。", "Choose a role.")
    static let endDay = Phrase("到期日写作 2026-12-31。", "Write the last day as 2026-12-31.")
}
