import Accounts
import Kernel
import OneTimePassword
import PassToken
import Base64URL

extension Passes {
    public func addRoutes(to doors: Doors) {
        addKeyRoutes(to: doors)
        addRevocationRoutes(to: doors)
        addDeviceRoutes(to: doors)
        addOwnRoutes(to: doors)
        addVerifyRoutes(to: doors)
        addSyncRoutes(to: doors)
        addGatePhotoRoutes(to: doors)
        addArrivalRoutes(to: doors)
        addLookRoutes(to: doors)
        addFlagRoutes(to: doors)
    }

    private func addDeviceRoutes(to doors: Doors) {
        let bytes = Limits.deviceBodyBytesMax
        doors.people.get("/api/v1/me/pass") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            return .json(try await database.read { [self] town in try own(person, visit, in: town) })
        }
        doors.people.post("/api/v1/me/pass/device", bodyBytesMax: bytes) { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let body = try DeviceBody(visit)
            let key = try shownKey(body, visit, person)
            let draw = draw()
            let registration = try await database.write { [self] town in
                try register(
                    key, named: body.deviceName, isReplacing: body.replace ?? false, draw, by: person, visit, in: town)
            }
            switch registration {
            case .heldBy(let device): return held(device, visit)
            case .issued(let pass): return try answer(pass, visit, status: 201)
            }
        }
        doors.people.post("/api/v1/me/pass/credentials", bodyBytesMax: bytes) { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let key = try shownKey(try DeviceBody(visit), visit, person)
            let pass = try await database.write { [self] town in try renew(key, by: person, in: town) }
            guard let pass else { throw Refusal.notFound(what: .passElsewhere) }
            return try answer(pass, visit, status: 201)
        }
        doors.people.post("/api/v1/me/pass/revocations", bodyBytesMax: bytes) { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let count = try await database.write { [self] town in try giveUp(by: person, visit, in: town) }
            return .json(["revoked": JSON(count)])
        }
    }

    /// Who is signed in, as far as a pass needs it, and which phone holds the pass.
    private func own(_ person: Person, _ visit: Visit, in town: any Reading) throws -> JSON {
        let profile = try accounts.profile(of: person.id, in: town)
        let device = try store.device(of: person.id, in: town)
        return [
            "account": .string(person.id.description), "city": .string(authority().city),
            "name": .string(MaskedName.of(profile?.name ?? "")), "trade": JSON(profile?.trade?.rawValue),
            "team": JSON(profile.flatMap(PassTeam.of)), "device": device.map { own($0, visit) } ?? .null,
            "now": .number(Double(visit.now.milliseconds) / 1000),
        ]
    }

    /// With its key, so that a phone sees whether it is the one.
    private func own(_ device: PassDevice, _ visit: Visit) -> JSON {
        let since = device.registeredAt.rfc3339(utcOffsetSeconds: visit.site.utcOffsetSeconds)
        return [
            "name": .string(device.name), "since": .string(since),
            "public_key": .string(Base64URL.encode(device.publicKey)),
        ]
    }

    private func json(_ device: PassDevice, _ visit: Visit) -> JSON {
        let since = device.registeredAt.rfc3339(utcOffsetSeconds: visit.site.utcOffsetSeconds)
        return ["name": .string(device.name), "since": .string(since)]
    }

    private func shownKey(_ body: DeviceBody, _ visit: Visit, _ person: Person) throws -> ShownKey {
        try ShownKey(
            body.publicKey, proof: body.proof, step: body.step, city: authority().city,
            occasion: person.id.description, now: visit.now)
    }

    /// The credential, signed; all that the page needs to show a code without a network.
    private func answer(_ pass: IssuedPass, _ visit: Visit, status: Int) throws -> Answer {
        let credential = pass.credential
        let signed = try authority().issuer(at: Instant(seconds: credential.issuedAt)).sign(credential)
        var members: [(String, JSON)] = [
            ("credential", .string(Base64URL.encode(signed))), ("issued_at", .integer(credential.issuedAt)),
            ("expires_at", .integer(credential.expiresAt)), ("serial", .integer(Int64(credential.serial))),
            ("subject", .string(credential.subject)), ("city", .string(credential.issuer)),
            ("name", .string(credential.maskedName)), ("trade", .string(credential.trade.trade.rawValue)),
            ("team", JSON(credential.team)), ("now", .number(Double(visit.now.milliseconds) / 1000)),
        ]
        if let secret = pass.codeSecret {
            members.append(("code_secret", .string(Base32.encode(secret, isPadded: false))))
        }
        return .json(.object(members), status: status)
    }

    /// 409, and which phone it is: the page asks whether to move the pass.
    private func held(_ device: PassDevice, _ visit: Visit) -> Answer {
        .json(
            [
                "type": "about:blank", "title": .string(Phrase.passHeld.in(visit.language)), "status": 409,
                "detail": .string(Phrase.passHeldDetail.in(visit.language)), "requestId": .string(visit.requestID),
                "device": json(device, visit),
            ], type: "application/problem+json", status: 409)
    }

    private func addOwnRoutes(to doors: Doors) {
        doors.people.get("/me/pass/lost") { [self] visit, person in
            try visit.query.accept(only: ["lang", "done"])
            let device = try await database.read { [store] in try store.device(of: person.id, in: $0) }
            let isDone = try visit.query.value("done") != nil
            return .page(PassPages(visit: visit).lost(device, isDone: isDone), visit)
        }
        doors.people.post("/me/pass/lost", bodyBytesMax: Limits.deviceBodyBytesMax) { [self] visit, person in
            _ = try await database.write { [self] town in try giveUp(by: person, visit, in: town) }
            return .seeOther("/me/pass/lost?done=1")
        }
    }
}

extension Phrase {
    static let passElsewhere = Phrase("通行码已在另一部手机上使用，或已经停用。", "The pass is on another phone now, or was ended.")
    static let passHeld = Phrase("通行码在另一部手机上", "Another phone holds the pass")
    static let passHeldDetail = Phrase(
        "一个人只有一个通行码。换到这部手机后，原来的手机不能再用。",
        "Everybody has one pass. If you move it to this phone, the other one can no longer be used.")
}
