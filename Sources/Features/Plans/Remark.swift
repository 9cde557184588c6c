import Audit
import CompoundPlan
import Kernel
import PlaceEditing
import Places

/// What a form of a plan's page tells.
struct NewRemark: Sendable, Equatable {
    var place: ID<Place>
    var part: String
    var kind: PlanRemark.Kind
    var words: String
    var key: String

    init(place: ID<Place>, part: String, kind: PlanRemark.Kind, words: String = "", key: String) {
        (self.place, self.part, self.kind, self.words, self.key) = (place, part, kind, words, key)
    }

    /// - Parameter key: where the page brought none.
    init(_ form: Query, place: ID<Place>, key: String) throws(Refusal) {
        try form.accept(only: ["part", "kind", "words", "key", "to"])
        self.place = place
        part = try form.value("part") ?? ""
        guard let kind = try form.value("kind").flatMap(PlanRemark.Kind.init(rawValue:)) else {
            let list = PlanRemark.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .parameter(
                name: "kind", came: try form.value("kind"), accepted: Phrase("可用：\(list)。", "Accepted: \(list)."))
        }
        self.kind = kind
        words = EditText.line(try form.value("words") ?? "")
        guard words.unicodeScalars.count <= Limits.remarkWordsCharactersMax else {
            throw .parameter(name: "words", came: nil, accepted: .remarkWordsForm)
        }
        self.key = try form.value("key") ?? key
        guard PlanBody.isKey(self.key, Limits.remarkKeyCharacters) else {
            throw .parameter(name: "key", came: nil, accepted: .remarkKeyForm)
        }
    }
}

extension Plans {
    /// Takes down what a rider says. The same key with the same content is answered as the first time. That the whole
    /// plan is right makes it verified now.
    ///
    /// - Throws: `Refusal.conflict` for a key that came with other content, `.tooMany`.
    @discardableResult
    func remark(
        _ new: NewRemark, from sender: Sender, by account: ID<Account>?, in town: any Writing
    ) throws -> PlanRemark {
        if let known = try remarks.remark(key: new.key, in: town) {
            guard known.place == new.place, known.part == new.part, known.kind == new.kind, known.words == new.words
            else { throw Refusal.conflict(what: .remarkKeyTaken) }
            return known
        }
        guard var head = try store.head(of: new.place, in: town),
            let plan = try store.version(head.number, of: new.place, in: town)?.plan
        else { throw Refusal.notFound(what: .noPlanYet) }
        let names = PlanNames(plan, gates: try compounds.gates(of: new.place, in: town))
        guard new.part.isEmpty || names[new.part] != nil else {
            throw Refusal.parameter(name: "part", came: new.part, accepted: .noSuchPart)
        }
        let witness = sender.witness(for: "plan-remark") { keys.blindText($0, field: $1) }
        for limit in Remarker.limits(witness) {
            try limit.check(try remarks.moments(of: limit, now: town.now, in: town), now: town.now)
        }
        let name = String((names[new.part]?.chinese ?? "").unicodeScalars.prefix(Limits.remarkNameCharactersMax))
        let remark = PlanRemark(
            id: town.newID(of: PlanRemark.self), place: new.place, number: head.number, part: new.part,
            partName: name, kind: new.kind, words: new.words, madeAt: town.now, account: account, witness: witness,
            state: new.kind == .right ? .kept : .waiting)
        try remarks.add(remark, key: new.key, in: town)
        if new.kind == .right, new.part.isEmpty {
            head.verifiedAt = town.now
            try store.save([head], in: town)
        }
        return remark
    }

    /// Closes what waits. Declining needs a reason.
    func decide(
        _ id: ID<PlanRemark>, isDone: Bool, reason: String, by editor: PlanEditor, in town: any Writing
    ) throws -> PlanRemark {
        guard let remark = try remarks.remark(id, in: town) else { throw Refusal.notFound(what: .noPlanOfYours) }
        let land = try land(remark.place, for: .editPlan, by: editor.person, in: town)
        guard isDone || !reason.isEmpty else {
            throw Refusal.parameter(name: "reason", came: nil, accepted: .remarkReasonNeeded)
        }
        let state: PlanRemark.State = isDone ? .done : .declined
        guard try remarks.decide(id, state, by: editor.person.id, reason: reason, in: town) else {
            throw Refusal.conflict(what: .remarkDecided)
        }
        try note(
            land, [("remark", .string(id.description)), ("state", .string(state.rawValue))], editor, in: town)
        return remark
    }

    /// Blanks the hashes of devices and networks behind words that are too old to count.
    ///
    /// - Returns: how many were blanked.
    @discardableResult
    public func forgetWitnesses(in town: any Writing) throws -> Int {
        try remarks.forgetWitnesses(before: town.now.adding(seconds: -Limits.remarkCountsSeconds), in: town)
    }
}

extension Phrase {
    static let remarkWordsForm = Phrase(
        "最多 \(Limits.remarkWordsCharactersMax) 个字。", "At most \(Limits.remarkWordsCharactersMax) characters.")
    static let remarkKeyForm = Phrase(
        "请填 8 到 64 个字母、数字、- 或 _，每次提交都不同。", "Give 8 to 64 letters, digits, - or _, new for each remark.")
    static let remarkKeyTaken = Phrase("这次提交的编号已经用过，内容不同。", "This key was used before with other content.")
    static let noSuchPart = Phrase("平面图上没有这一处。", "There is no such part of the plan.")
    static let remarkReasonNeeded = Phrase("请写明原因。", "Say why.")
    static let remarkDecided = Phrase("这条反馈已经处理过了。", "This was dealt with already.")
}
