import Kernel

extension SignIn {
    func addStrongRoutes(to doors: Doors) {
        doors.everyone.get("/sign-in/strong", tellsClient: true) { [self] visit in
            try visit.query.accept(only: ["lang", "next"])
            let person = try await accounts.person(of: visit)
            return .own(strongPages(visit, try visit.query.value("next")).page(person), visit)
        }
        doors.everyone.post("/sign-in/passwords", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit in
            let form = try visit.form()
            try form.accept(only: ["phone", "password", "code", "next"])
            let entry = PasswordEntry(
                phone: PhoneNumber(try form.value("phone") ?? ""), password: try form.value("password") ?? "",
                digits: Digits.plain(try form.value("code") ?? ""))
            let next = try form.value("next")
            guard let session = try await enter(entry, visit) else {
                return .own(strongPages(visit, next).page(nil, fault: .passwordRefused), visit, status: 403)
            }
            return .entering(session, Destination(next), visit)
        }
    }

    func strongPages(_ visit: Visit, _ next: String?) -> StrongPages {
        StrongPages(
            visit: visit, next: Destination(next), provider: provider?.name, hasPasskeys: party(visit) != nil)
    }

    /// The slow part is done between two transactions, for a number without an account too.
    private func enter(_ entry: PasswordEntry, _ visit: Visit) async throws -> NewSession? {
        let stored = try await database.write(.relaxed) { [accounts] town in
            try accounts.count(.password(network: visit.client.network), in: town)
            return try accounts.storedPassword(entry, in: town)
        }
        let isRight = try await hashing.isRight(entry.password, for: stored?.hash ?? Accounts.nobodysHash)
        let secret = accounts.newSecret()
        return try await database.write { [accounts] town in
            try accounts.enterPassword(
                entry, isRight: isRight, against: stored, visit, secret: secret, in: town)
        }
    }
}

extension Phrase {
    static let passwordRefused = Phrase(
        "手机号、密码或动态码不对。试错几次后要等一会儿才能再试。",
        "Number, password or app code is not right. After a few failures there is a wait before the next try.")
}
