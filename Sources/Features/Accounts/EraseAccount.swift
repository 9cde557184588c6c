import Audit
import Kernel

extension Accounts {
    /// Erases an account at its owner's wish (PIPL, article 47).
    ///
    /// - Returns: what stays, and why.
    /// - Throws: `Refusal.conflict` for the only administrator: nobody could make another.
    func erase(
        _ account: ID<Account>, _ visit: Visit, others: [any PersonalData], in town: any Writing
    ) throws -> [KeptData] {
        let administrators = try people.holders(of: .administrator, now: town.now, in: town)
        guard administrators != [account] else { throw Refusal.conflict(what: .onlyAdministrator) }
        return try erase(account, by: account, origin: visit.client.network, others: others, in: town)
    }

    func erase(
        _ account: ID<Account>, by actor: ID<Account>?, origin: String, others: [any PersonalData],
        in town: any Writing
    ) throws -> [KeptData] {
        var kept = [
            KeptData(what: .auditStays, why: .auditWhy), KeptData(what: .consentsStay, why: .consentsWhy),
        ]
        for other in others { kept += try other.erase(account, in: town) }
        let sealed = try store.sealedPhone(of: account, in: town)
        let phone = try sealed.flatMap { PhoneNumber(try openText($0, .phone, of: account)) }
        try rights.erase(account, phoneIndexes: phone.map(phoneIndexes) ?? [], in: town)
        try audit.record(
            AuditEntry(
                actor: actor, action: "erase-account", subjectKind: "account", subject: account.description,
                about: account, origin: origin),
            in: town)
        return kept
    }
}

extension Phrase {
    static let onlyAdministrator = Phrase(
        "您是唯一的系统管理员，请先授予另一位管理员。", "You are the only administrator: make another one first.")
    static let auditStays = Phrase(
        "操作记录（只有编号和网络段，没有姓名和手机号）", "The log of what was done (identifiers and networks, no name or number)")
    static let auditWhy = Phrase("法律要求保存网络日志，用来查清责任。", "The law asks for logs, so that deeds can be traced.")
    static let consentsStay = Phrase("您给过和撤回过哪些授权", "Which consents you gave and withdrew")
    static let consentsWhy = Phrase("用来证明处理资料得到过同意。", "To show that your data were handled with consent.")
}
