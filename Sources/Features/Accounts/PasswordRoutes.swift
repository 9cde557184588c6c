import Kernel

extension SignIn {
    func addPasswordRoutes(to doors: Doors) {
        doors.people.get("/me/password") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            try person.mustHaveSignedIn()
            let (stored, right) = try await database.read { [accounts] town in
                (
                    try accounts.passwords.password(of: person.id, in: town),
                    try accounts.rightToMeans(of: person, now: visit.now, in: town)
                )
            }
            return .own(PasswordPages(visit: visit).form(stored, right), visit)
        }
        doors.people.post("/me/password/drafts", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit, person in
            try await draft(visit, person)
        }
        doors.people.post("/me/password/confirmations", bodyBytesMax: Limits.signInBodyBytesMax) {
            [self] visit, person in
            let form = try visit.form()
            try form.accept(only: ["draft", "code"])
            let (draft, digits) = (try form.value("draft") ?? "", Digits.plain(try form.value("code") ?? ""))
            let outcome = try await database.write { [accounts] town in
                try accounts.confirmPassword(draft: draft, digits: digits, by: person, visit, in: town)
            }
            let pages = PasswordPages(visit: visit)
            switch outcome {
            case .set: return .seeOther("/me/password")
            case .wrong(let draft): return .own(pages.app(draft, person, fault: .appCodeWrong), visit, status: 403)
            case .over: return .own(pages.form(nil, .given, fault: .draftIsOver), visit, status: 403)
            }
        }
        doors.people.post("/me/password/removals", bodyBytesMax: Limits.signInBodyBytesMax) { [self] visit, person in
            try visit.form().accept(only: [])
            try await database.write { [accounts] town in
                try accounts.removePassword(by: person, visit, in: town)
            }
            return .seeOther("/me/password")
        }
    }

    private func draft(_ visit: Visit, _ person: Person) async throws -> Answer {
        let form = try visit.form()
        try form.accept(only: ["password", "repeated"])
        let password = try form.value("password") ?? ""
        let phone = try await database.read { [accounts] town in
            try accounts.checkMeans(of: person, visit, in: town)
            return try accounts.store.sealedPhone(of: person.id, in: town)
        }
        let number = try phone.map { try accounts.openText($0, .phone, of: person.id) } ?? ""
        let city = visit.site.cityName
        let own = [
            person.name, city.chinese, city.english, String(number.drop { $0 == "+" }), String(number.suffix(11)),
            String(number.suffix(8)),
        ]
        let isSame = try form.value("repeated") == password
        if let fault = PasswordRule.fault(password, own: own) ?? (isSame ? nil : .passwordsDiffer) {
            return .own(PasswordPages(visit: visit).form(nil, .given, fault: fault), visit, status: 400)
        }
        let hash = try await hashing.hash(password)
        let secret = accounts.randomBytes(20)
        let draft = try await database.write { [accounts] town in
            try accounts.draftPassword(hash: hash, secret: secret, by: person, visit, in: town)
        }
        return .own(PasswordPages(visit: visit).app(draft, person), visit)
    }
}
