import CompoundPlan
import Gates
import Kernel
import Places

extension Plans {
    func addPublicRoutes(to doors: Doors, places: Places, database: any Database) {
        doors.everyone.get("/places/:id/plan") { [self] visit in
            let (place, moved) = try place(visit, in: places)
            if let moved { return moved }
            let choice = try VisitorChoice(visit)
            let question = try PlanQuestion(visit, choice: choice)
            if let to = question.withoutRoom { return .seeOther(Self.address(place, to: to, visit)) }
            let facts = try await database.read { try self.facts(place, question, visit, in: $0) }
            var answer = Answer.page(
                facts.map { PlanPage(facts: $0, visit: visit).page() } ?? none(place, visit), visit)
            if choice.isChosen { answer.headers.append(choice.header(visit)) }
            return answer
        }
        doors.everyone.get("/places/:id/plan.svg") { [self] visit in
            try visit.query.accept(only: ["lang", "v"])
            let (place, _) = try place(visit, in: places)
            let drawn = try await database.read { try self.drawn(place, in: $0) }
            let picture = PlanPicture(plan: drawn.plan, names: drawn.names, language: visit.language)
            let title = place.name(in: visit.language) + " · " + Phrase.planTitle.in(visit.language)
            var answer = Answer.text(picture.file(title: title).text, type: "image/svg+xml")
            answer.headers = answer.headers.filter { $0.0 != "Cache-Control" } + [("Cache-Control", "no-cache")]
            return answer
        }
        doors.everyone.get("/places/:id/plan.geojson") { [self] visit in
            try visit.query.accept(only: ["lang"])
            let (place, _) = try place(visit, in: places)
            let plan = try await database.read { try self.drawn(place, in: $0).plan }
            return .text(plan.geoJSON, type: "application/geo+json")
        }
        doors.everyone.get("/api/v1/places/:id/plan") { [self] visit in
            try visit.query.accept(only: ["lang"])
            let (place, _) = try place(visit, in: places)
            return .json(try await database.read { try self.json(place, visit, in: $0) })
        }
        doors.everyone.post("/places/:id/plan/remarks", bodyBytesMax: Limits.remarkBodyBytesMax) { [self] visit in
            let (place, _) = try place(visit, in: places)
            let form = try visit.form()
            let new = try NewRemark(form, place: place.id, key: DeviceCookie.make(random()))
            let device = DeviceCookie.read(visit) ?? DeviceCookie.make(random())
            let account = try await accounts.person(of: visit)?.id
            let sender = Sender(device: device, network: visit.client.network)
            try await database.write { _ = try self.remark(new, from: sender, by: account, in: $0) }
            let to = (try form.value("to") ?? "").isEmpty ? "" : "&to=" + AddressText.encode(try form.value("to") ?? "")
            var answer = Answer.seeOther("/places/\(place.id)/plan?told=1\(to)#remarks")
            answer.headers.append(
                DeviceCookie.header(device, secondsMax: Limits.remarkCountsSeconds, isSecure: visit.isSecure))
            return answer
        }
    }

    /// The compound named in the address, and where it is found since it was merged into another.
    private func place(_ visit: Visit, in places: Places) throws(Refusal) -> (Place, moved: Answer?) {
        guard let id = ID<Place>(visit.parameter("id")), let place = places.index.place(id), place.kind == .compound
        else { throw .notFound(what: .noCompoundHere) }
        return (place, id == place.id ? nil : .movedPermanently("/places/\(place.id)/plan"))
    }

    private static func address(_ place: Place, to: String, _ visit: Visit) -> String {
        let others = visit.query.items.filter { $0.name != "to" && $0.name != "lang" }
        let items = ([("to", to)] + others.map { ($0.name, $0.value) }).map {
            AddressText.encode($0.0) + "=" + AddressText.encode($0.1)
        }
        return "/places/\(place.id)/plan?" + items.joined(separator: "&")
    }

    /// nil where there is no plan.
    private func facts(
        _ place: Place, _ question: PlanQuestion, _ visit: Visit, in town: any Reading
    ) throws -> PlanFacts? {
        guard let head = try store.head(of: place.id, in: town),
            let version = try store.version(head.number, of: place.id, in: town), let plan = version.plan,
            let round = try gates.round(of: place.id, at: visit.now, in: town)
        else { return nil }
        return PlanFacts(
            place: place, head: head, version: version, plan: plan, round: round, question: question,
            reply: PlanReply(question, on: plan, round: round),
            remarks: PlanRemarks(all: try remarks.remarks(of: place.id, in: town), now: visit.now),
            key: DeviceCookie.make(random()))
    }

    private func drawn(_ place: Place, in town: any Reading) throws -> (plan: Plan, names: PlanNames) {
        guard let plan = try store.latest(of: place.id, in: town)?.plan else {
            throw Refusal.notFound(what: .noPlanYet)
        }
        return (plan, PlanNames(plan, gates: try compounds.gates(of: place.id, in: town)))
    }

    private func json(_ place: Place, _ visit: Visit, in town: any Reading) throws -> JSON {
        guard let head = try store.head(of: place.id, in: town),
            let version = try store.version(head.number, of: place.id, in: town),
            let kit = try gates.kit(of: place.id, at: visit.now, trust: .init(keys: []), in: town)
        else { throw Refusal.notFound(what: .noPlanYet) }
        let said = PlanRemarks(all: try remarks.remarks(of: place.id, in: town), now: visit.now)
        let names = try version.plan.map { PlanNames($0, gates: try compounds.gates(of: place.id, in: town)) }
        guard let names else { throw Refusal.notFound(what: .noPlanYet) }
        return [
            "place": ["id": .string(place.id.description), "name": .string(place.name(in: visit.language))],
            "number": JSON(version.number), "made_at": .string(version.madeAt.rfc3339()),
            "verified_at": JSON(head.verifiedAt?.rfc3339()), "template": .bool(head.isTemplate),
            "plan": .prepared(Array(version.content.utf8)), "policies": kit.open,
            "warnings": .array(
                said.warnings.map { one in
                    [
                        "part": .string(one.part),
                        "name": .string((names[one.part] ?? Phrase(one.partName, one.partName)).in(visit.language)),
                        "kind": .string(one.kind.rawValue),
                        "words": .string(one.kind.words.in(visit.language)),
                        "newest": .string(one.newest.rfc3339()),
                    ]
                }),
        ]
    }

    private func none(_ place: Place, _ visit: Visit) -> Page {
        let language = visit.language
        let title = Phrase(place.name + " · 平面图", place.name(in: .english) + " · plan").in(language)
        return Page(
            title: title,
            main: """
                <article class="plan-page">
                <p class="back"><a href="/places/\(place.id)">\(visit.icon("back"))\(place.name(in: language))</a></p>
                <h1>\(title)</h1>
                <div class="empty"><p>\(Phrase.planNone.in(language))</p>
                <p class="quiet">\(Phrase.planNoneMore.in(language))</p>
                <p><a class="button primary" href="/places/\(place.id)#gates">\(Phrase.planToCompound.in(language))</a>\
                </p></div>
                </article>
                """, styles: ["plan"])
    }
}

extension Phrase {
    static let noCompoundHere = Phrase("没有这个小区，可能已经移除。", "There is no such compound; it may have been removed.")
}
