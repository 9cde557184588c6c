import Console
import Kernel
import Places

extension Plans: InboxSource {
    public func waiting(for person: Person, _ visit: Visit, in town: any Reading) throws -> [InboxItem] {
        let areas = person.areas(for: .editPlan)
        let waiting = try remarks.waiting(
            own: person.places(for: .editPlan), areas: areas, seesNowhere: areas.contains(city), in: town)
        return waiting.map { one in
            InboxItem(
                title: one.name, detail: Phrase.remarksWaiting(one.count).in(visit.language), label: .remarkLabel,
                address: "/console/places/\(one.place)/plan#remarks", since: one.since)
        }
    }
}

extension Phrase {
    static let remarkLabel = Phrase("平面图反馈", "Word on a plan")

    static func remarksWaiting(_ count: Int) -> Phrase {
        Phrase("\(count) 条待处理", count == 1 ? "1 waits" : "\(count) wait")
    }
}
