import CompoundPlan
import Compounds
import Kernel
import Places

extension Plans {
    /// Puts made-up plans, marked as such, where a demonstration's compounds have none.
    public func layDemonstration(_ plans: [DemonstrationPlan], in town: any Writing) throws {
        try store.add(plans.map { ($0.version, nil) }, in: town)
        try store.save(plans.map(\.head), in: town)
    }
}

/// The plan of one compound of a demonstration: nearly all have one, some were verified lately, some long ago, some
/// never.
public struct DemonstrationPlan: Sendable {
    let version: PlanVersion
    let head: PlanHead

    /// - Parameter gates: all of the city's.
    public static func all(_ places: [ID<Place>], gates: [Gate], now: Instant) async -> [DemonstrationPlan] {
        let own = Dictionary(grouping: gates, by: \.placeID)
        return await withTaskGroup(of: (Int, DemonstrationPlan?).self) { group in
            for (number, place) in places.enumerated() {
                group.addTask { (number, DemonstrationPlan(place, gates: own[place] ?? [], now: now)) }
            }
            var drawn: [DemonstrationPlan?] = Array(repeating: nil, count: places.count)
            for await (number, plan) in group { drawn[number] = plan }
            return drawn.compactMap { $0 }
        }
    }

    private static let day: Int64 = 86_400

    /// nil for the few that have none.
    init?(_ place: ID<Place>, gates: [Gate], now: Instant) {
        let seed = place.seed
        // Digits of one number, so that each is drawn apart from the others.
        let (odds, age) = (Int(seed >> 8 % 100), Int64(seed >> 16 % 1000))
        guard odds >= 7 else { return nil }
        let kinds = PlanTemplate.Kind.allCases
        let plan = PlanTemplate(
            kinds[Int(seed >> 32 % UInt64(kinds.count))], seed: seed,
            gates: gates.map { TemplateGate(id: $0.id.description, name: $0.name) }
        ).plan
        let verified: Int64?
        switch odds {
        case 7..<20: verified = nil
        case 20..<40: verified = (100 + age * 3 / 10) * Self.day
        default: verified = age * 85 / 1000 * Self.day + age * 60
        }
        version = PlanVersion(
            place: place, number: 1, base: 0, content: plan.text, note: "",
            madeAt: now.adding(seconds: -420 * Self.day), madeBy: nil)
        head = PlanHead(
            place: place, number: 1, counts: PlanCounts(plan, findings: []),
            verifiedAt: verified.map { now.adding(seconds: -$0) }, isTemplate: true)
    }
}
