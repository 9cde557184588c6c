import Kernel
import Places

extension Confirmations {
    public func addRoutes(to doors: Doors, places: Places, database: any Database) {
        let bytes = Limits.confirmationBodyBytesMax
        doors.everyone.post("/places/:id/confirmations", bodyBytesMax: bytes) { [self] visit in
            let place = try place(visit, in: places)
            let form = try TapForm(try visit.form(), place: place, key: newKey())
            let (_, sender) = try await take(form.confirmation, visit, database)
            return try await shown(place, form.isPart, visit, sender, database)
        }
        doors.everyone.post("/places/:id/withdrawals", bodyBytesMax: bytes) { [self] visit in
            let place = try place(visit, in: places)
            let isPart = try TapForm.part(try visit.form())
            let (_, sender) = try await takeBack(place, visit, database)
            return try await shown(place, isPart, visit, sender, database)
        }
        doors.everyone.post("/api/v1/places/:id/confirmations", bodyBytesMax: bytes) { [self] visit in
            try visit.query.accept(only: ["lang"])
            let new = try ConfirmationBody(visit).confirmation(of: try place(visit, in: places))
            let (confirmation, sender) = try await take(new, visit, database)
            return keeping(sender, visit, .json(ConfirmationJSON.confirmation(confirmation, visit), status: 201))
        }
        doors.everyone.post("/api/v1/places/:id/withdrawals", bodyBytesMax: bytes) { [self] visit in
            try visit.query.accept(only: ["lang"])
            let (confirmation, sender) = try await takeBack(try place(visit, in: places), visit, database)
            return keeping(sender, visit, .json(ConfirmationJSON.confirmation(confirmation, visit), status: 201))
        }
    }

    private func place(_ visit: Visit, in places: Places) throws(Refusal) -> Place {
        guard let id = ID<Place>(visit.parameter("id")), let place = places.index.place(id), !place.kind.answers.isEmpty
        else { throw .notFound(what: .nothingToConfirm) }
        return place
    }

    private func newKey() -> String { DeviceCookie.make(random()) }

    private func sender(_ visit: Visit) -> Sender {
        Sender(device: DeviceCookie.read(visit) ?? DeviceCookie.make(random()), network: visit.client.network)
    }

    private func take(
        _ new: NewConfirmation, _ visit: Visit, _ database: any Database
    ) async throws -> (Confirmation, Sender) {
        let sender = sender(visit)
        return (try await database.write { try self.confirm(new, from: sender, in: $0) }, sender)
    }

    private func takeBack(
        _ place: Place, _ visit: Visit, _ database: any Database
    ) async throws -> (Confirmation, Sender) {
        let sender = sender(visit)
        let taken = try await database.write { try self.withdraw(from: place.id, place.kind, by: sender, in: $0) }
        return (taken, sender)
    }

    /// The place's page again, or the part of it that has changed.
    private func shown(
        _ place: Place, _ isPart: Bool, _ visit: Visit, _ sender: Sender, _ database: any Database
    ) async throws -> Answer {
        guard isPart else { return keeping(sender, visit, .seeOther("/places/\(place.id)#truth")) }
        let section = try await database.read { try self.section(of: place, for: visit, sender, in: $0) }
        return keeping(sender, visit, .fragment(section))
    }

    /// The device's cookie lasts as long as its answers can count.
    private func keeping(_ sender: Sender, _ visit: Visit, _ answer: Answer) -> Answer {
        var answer = answer
        answer.headers.append(
            DeviceCookie.header(
                sender.device, secondsMax: Limits.witnessHoursMax * 3600, isSecure: visit.isSecure))
        return answer
    }
}
