import CompoundPlan
import Compounds
import Kernel

/// Plans as the editor is told of them.
struct PlanJSON {
    let visit: Visit

    /// A version with the gates there are; number 0 and no plan where nothing was drawn yet.
    func version(_ version: PlanVersion?, latest: Int, gates: [Gate]) -> JSON {
        [
            "number": JSON(version?.number ?? 0), "latest": JSON(latest), "plan": plan(version),
            "gates": .array(gates.map(gate)), "made_at": JSON(version?.madeAt.rfc3339()),
            "note": .string(version?.note ?? ""),
        ]
    }

    func saved(_ version: PlanVersion, sent base: Int, gates: [Gate]) -> JSON {
        let isMerged = base != version.number - 1
        var members: [(String, JSON)] = [("number", JSON(version.number)), ("merged", .bool(isMerged))]
        if isMerged { members.append(("plan", plan(version))) }
        members.append(("warnings", .array(version.plan.map { findings($0, gates: gates) } ?? [])))
        return .object(members)
    }

    /// What its manager should look at, in words.
    private func findings(_ plan: Plan, gates: [Gate]) -> [JSON] {
        let names = PlanNames(plan, gates: gates)
        return plan.findings.prefix(Limits.planFindingsMax).map { one in
            [
                "kind": .string(one.kind.rawValue), "parts": .array(one.parts.map(JSON.string)),
                "fault": .bool(one.kind.isFault), "words": .string(names.words(one).in(visit.language)),
            ]
        }
    }

    /// RFC 9457, with what holds now.
    func conflicts(_ conflicts: [PlanConflict], latest: PlanVersion) -> Answer {
        problem(
            409, .planConflictTitle, .planConflict,
            [("conflicts", .array(conflicts.map(conflict))), ("number", JSON(latest.number)), ("plan", plan(latest))])
    }

    /// RFC 9457: where in the plan something is wrong.
    func fault(_ fault: PlanFault) -> Answer {
        let place = fault.path.isEmpty ? "" : fault.path + ": "
        let words = Phrase(place + fault.reason.words.chinese, place + fault.reason.words.english)
        return problem(400, .planFaultTitle, words, [("path", .string(fault.path))])
    }

    private func conflict(_ one: PlanConflict) -> JSON {
        [
            "part": .string(one.part), "mine": .string(one.mine.rawValue), "theirs": .string(one.theirs.rawValue),
        ]
    }

    private func problem(_ status: Int, _ title: Phrase, _ detail: Phrase, _ more: [(String, JSON)]) -> Answer {
        let language = visit.language
        let body = JSON.object(
            [
                ("type", "about:blank"), ("title", .string(title.in(language))), ("status", JSON(status)),
                ("detail", .string(detail.in(language))), ("requestId", .string(visit.requestID)),
            ] + more)
        return .json(body, type: "application/problem+json", status: status)
    }

    private func plan(_ version: PlanVersion?) -> JSON {
        version.map { .prepared(Array($0.content.utf8)) } ?? .null
    }

    private func gate(_ gate: Gate) -> JSON {
        ["id": .string(gate.id.description), "name": .string(gate.name), "admits": .string(gate.admits.rawValue)]
    }
}
