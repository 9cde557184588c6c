/// A door for somebody the house knows: its handlers are handed the person, who is never missing.
public struct PersonDoor {
    public typealias Handler = @Sendable (Visit, Person) async throws -> Answer
    let name: String
    let doors: Doors
    /// nil lets in everybody who has signed in.
    let action: Action?

    public func get(_ path: String, _ handler: @escaping Handler) {
        var rule = BodyRule.none
        rule.tellsClient = true
        let route = RouteRule(body: rule, isPersonal: true)
        doors.add(.get, path, door: door, rule: route, admitted(isChange: false, handler))
    }

    /// A change sent by a page of this site, or by a program with a token.
    public func post(_ path: String, bodyBytesMax: Int = Limits.bodyBytesMax, _ handler: @escaping Handler) {
        let rule = BodyRule(bytesMax: bodyBytesMax, isFromPages: true, isInPersonsName: true, tellsClient: true)
        let route = RouteRule(body: rule, isPersonal: true)
        doors.add(.post, path, door: door, rule: route, admitted(isChange: true, handler))
    }

    private var door: Door { Door(name: name, doors: doors) { _, _ in true } }

    /// To somebody whose roles do not hold the action anywhere, there is nothing at this address.
    private func admitted(isChange: Bool, _ handler: @escaping Handler) -> Door.Handler {
        let recognising = doors.recognising
        let action = action
        return { visit in
            let next = isChange ? nil : visit.address
            guard let person = try await recognising?.person(of: visit) else { throw Refusal.signInNeeded(next: next) }
            // A token was given for actions, and one's own pages are none of them.
            guard action != nil || person.actions == nil else { throw Refusal.notAllowed(what: .notByToken) }
            if let action, !person.may(action) {
                guard !person.mayAwake(action) else { throw Refusal.strongSignInNeeded(next: next) }
                try await recognising?.refused(action, to: person, visit)
                throw Refusal.notFound(what: .nothingHere)
            }
            var visit = visit
            visit.person = person
            do {
                return try await handler(visit, person)
            } catch let refusal as Refusal {
                if let action, refusal.isOfRights { try await recognising?.refused(action, to: person, visit) }
                throw refusal
            }
        }
    }
}

extension Doors {
    /// Everybody who has signed in: one's own data.
    public var people: PersonDoor { PersonDoor(name: "people", doors: self, action: nil) }

    /// Whoever holds the action somewhere; whether it holds for what is asked for, the route decides by
    /// `Person.may(_:on:)`.
    public func staff(_ action: Action) -> PersonDoor {
        PersonDoor(name: "staff:" + action.rawValue, doors: self, action: action)
    }
}

extension Person {
    /// Whether a stronger sign-in would let this person do it.
    func mayAwake(_ action: Action) -> Bool {
        actions == nil && sleeping.contains { Permissions.reach(of: $0.role, action) != .nowhere }
    }
}

extension Phrase {
    public static let notByToken = Phrase("这项操作要本人登录后进行。", "Only the person may do this, signed in.")
    static let nothingHere = Phrase("这个地址没有内容。", "There is nothing at this address.")
}
