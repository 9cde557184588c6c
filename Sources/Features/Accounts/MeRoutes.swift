import Kernel

extension SignIn {
    func addMeRoutes(to doors: Doors) {
        doors.everyone.get("/me", tellsClient: true) { [self] visit in
            try visit.query.accept(only: ["lang"])
            let page = MePage(visit: visit, areaName: areaName)
            guard let person = try await accounts.person(of: visit),
                let profile = try await database.read({ [accounts] in try accounts.store.profile(person.id, in: $0) })
            else { return .own(page.stranger(), visit) }
            return .own(page.page(of: person, profile), visit)
        }
    }
}
