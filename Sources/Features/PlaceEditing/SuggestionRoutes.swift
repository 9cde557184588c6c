import Accounts
import Kernel
import Places

extension PlaceEditing {
    func addSuggestionRoutes(to doors: Doors, database: any Database) {
        let bytes = Limits.suggestionBodyBytesMax
        doors.everyone.post("/places/:id/suggestions", bodyBytesMax: bytes) { [self] visit in
            let place = try suggested(visit)
            let form = try visit.form()
            let new = try NewSuggestion(form, place: place.id, key: DeviceCookie.make(random()))
            let isPart = try form.value("part") != nil
            let (_, device) = try await take(new, visit, database)
            let answer: Answer =
                isPart
                ? .fragment(SuggestionSection.section(place, visit, isTold: true))
                : .seeOther("/places/\(place.id)?told=1#suggest")
            return keeping(device, visit, answer)
        }
        doors.everyone.post("/api/v1/places/:id/suggestions", bodyBytesMax: bytes) { [self] visit in
            try visit.query.accept(only: ["lang"])
            let new = try SuggestionBody(visit).suggestion(of: try suggested(visit).id)
            let (suggestion, device) = try await take(new, visit, database)
            return keeping(device, visit, .json(json(suggestion, visit), status: 201))
        }
        doors.staff(.decideSuggestion).post("/console/suggestions/:id") { [self] visit, person in
            let form = try visit.form()
            try form.accept(only: ["decision", "reason"])
            guard let id = ID<Suggestion>(visit.parameter("id")) else {
                throw Refusal.notFound(what: .noSuchSuggestion)
            }
            let decision = try form.value("decision")
            guard decision == "accept" || decision == "decline" else {
                throw Refusal.parameter(name: "decision", came: decision, accepted: .acceptOrDecline)
            }
            let editor = try editor(person, visit, form)
            let place = try await database.write { town in
                try self.decide(id, isAccepted: decision == "accept", by: editor, in: town)
            }
            return .seeOther("/console/places/\(place)?saved=1#suggestions")
        }
    }

    private func suggested(_ visit: Visit) throws(Refusal) -> Place {
        guard let id = ID<Place>(visit.parameter("id")), let place = places.index.place(id) else {
            throw .notFound(what: .noPlaceHere)
        }
        return place
    }

    private func take(
        _ new: NewSuggestion, _ visit: Visit, _ database: any Database
    ) async throws -> (Suggestion, device: String) {
        let device = DeviceCookie.read(visit) ?? DeviceCookie.make(random())
        let account = try await accounts.person(of: visit)?.id
        let sender = Sender(device: device, network: visit.client.network)
        return (try await database.write { try self.suggest(new, from: sender, by: account, in: $0) }, device)
    }

    /// The device's cookie lasts as long as it counts.
    private func keeping(_ device: String, _ visit: Visit, _ answer: Answer) -> Answer {
        var answer = answer
        answer.headers.append(
            DeviceCookie.header(
                device, secondsMax: Limits.suggestionWitnessHoursMax * 3600, isSecure: visit.isSecure))
        return answer
    }

    private func json(_ one: Suggestion, _ visit: Visit) -> JSON {
        [
            "placeId": .string(one.place.description), "subject": .string(one.subject.rawValue),
            "text": .string(one.text), "value": .string(one.value), "key": .string(one.key),
            "receivedAt": .string(one.receivedAt.rfc3339(utcOffsetSeconds: visit.site.utcOffsetSeconds)),
        ]
    }
}

extension PlaceEditing: PersonalData {
    public var name: String { "suggestions" }

    public func exported(of account: ID<Account>, in town: any Reading) throws -> JSON {
        .array(
            try suggestions.suggestions(of: account, in: town).map { one in
                [
                    "placeId": .string(one.place.description), "subject": .string(one.subject.rawValue),
                    "text": .string(one.text), "value": .string(one.value),
                    "receivedAt": .string(one.receivedAt.rfc3339()), "state": .string(one.state.rawValue),
                    "reason": .string(one.reason),
                ]
            })
    }

    /// What was said about a place stays, by nobody.
    public func erase(_ account: ID<Account>, in town: any Writing) throws -> [KeptData] {
        _ = try suggestions.forget(account, in: town)
        return []
    }
}

extension Phrase {
    static let noPlaceHere = Phrase("没有这个地点，可能已经移除。", "There is no such place; it may have been removed.")
    static let acceptOrDecline = Phrase("可用：accept、decline。", "Accepted: accept, decline.")
}
