/// Two changes of one plan put together, part by part.
public struct PlanMerge: Sendable, Hashable {
    /// What both want, when they do not contradict one another; new parts of mine may have other identifiers in it.
    public var plan: Plan
    /// Where they do; nothing may be saved then.
    public var conflicts: [PlanConflict]
    /// Identifiers of new parts and doors of mine that theirs had taken for something else: the old one and the new.
    public var renamed: [String: String]
}

/// One part that two managers changed in two ways.
public struct PlanConflict: Sendable, Hashable {
    public enum Change: String, Sendable { case changed, deleted }

    /// The part's identifier; empty for the sheet itself (its size and north).
    public var part: String
    public var mine: Change
    public var theirs: Change

    public init(part: String, mine: Change, theirs: Change) {
        self.part = part
        self.mine = mine
        self.theirs = theirs
    }
}

extension PlanMerge {
    /// `base` is what both began with, `theirs` what was saved meanwhile. The order is that of `theirs`, with what is
    /// new in `mine` behind it.
    ///
    /// A building and its doors are one part. A junction that is moved moves all paths through it, so that a conflict
    /// may name several.
    public init(base: Plan, mine: Plan, theirs: Plan) {
        var merging = PlanMerging()
        var plan = theirs
        let sheet = merging.merge(
            "", PlanSheet(base), PlanSheet(mine), PlanSheet(theirs))
        if let sheet { (plan.size, plan.north) = (sheet.size, sheet.north) }
        plan.paths = merging.merge(base.paths, mine.paths, theirs.paths)
        plan.buildings = merging.merge(base.buildings, mine.buildings, theirs.buildings)
        plan.gates = merging.merge(base.gates, mine.gates, theirs.gates)
        plan.spots = merging.merge(base.spots, mine.spots, theirs.spots)
        plan.grounds = merging.merge(base.grounds, mine.grounds, theirs.grounds)
        merging.rename(&plan, besides: theirs, and: base.identifiers)
        self.init(plan: plan, conflicts: merging.conflicts, renamed: merging.renamed)
    }
}

private struct PlanSheet: Hashable {
    var size: PlanPoint
    var north: Int

    init(_ plan: Plan) {
        size = plan.size
        north = plan.north
    }
}

private protocol PlanPart: Hashable {
    var id: String { get set }
}

extension PlanPath: PlanPart {}
extension PlanBuilding: PlanPart {}
extension PlanGate: PlanPart {}
extension PlanSpot: PlanPart {}
extension PlanGround: PlanPart {}

private struct PlanMerging {
    var conflicts: [PlanConflict] = []
    var renamed: [String: String] = [:]
    /// What both want of one part; nil when it is gone.
    mutating func merge<Part: Hashable>(_ id: String, _ base: Part?, _ mine: Part?, _ theirs: Part?) -> Part? {
        if mine == theirs || mine == base { return theirs }
        if theirs == base { return mine }
        conflicts.append(
            PlanConflict(
                part: id, mine: mine == nil ? .deleted : .changed, theirs: theirs == nil ? .deleted : .changed))
        return theirs
    }

    mutating func merge<Part: PlanPart>(_ base: [Part], _ mine: [Part], _ theirs: [Part]) -> [Part] {
        let before = Dictionary(base.map { ($0.id, $0) }) { first, _ in first }
        let ours = Dictionary(mine.map { ($0.id, $0) }) { first, _ in first }
        let others = Dictionary(theirs.map { ($0.id, $0) }) { first, _ in first }
        var merged = theirs.compactMap { part -> Part? in
            // New in theirs; what mine calls the same is another part, and comes below.
            guard let base = before[part.id] else { return part }
            return merge(part.id, base, ours[part.id], part)
        }
        for part in mine where others[part.id] != part {
            if let base = before[part.id] {
                guard others[part.id] == nil else { continue }
                if let kept = merge(part.id, base, part, nil) { merged.append(kept) }
            } else {
                merged.append(part)
            }
        }
        return merged
    }

    /// Gives what is new in mine other identifiers where theirs uses them already.
    mutating func rename(_ plan: inout Plan, besides theirs: Plan, and known: Set<String>) {
        var kept: Set<String> = []
        var theirPlaces: Set<String> = []
        var copy = theirs
        copy.eachIdentifier { place, _ in theirPlaces.insert(place) }
        var seen: Set<String> = []
        plan.eachIdentifier { place, id in
            if theirPlaces.contains(place), seen.insert(place).inserted { kept.insert(id) }
        }
        var all = plan.identifiers.union(known).union(theirs.identifiers)
        seen = []
        plan.eachIdentifier { place, id in
            if theirPlaces.contains(place), seen.insert(place).inserted { return }
            guard !kept.insert(id).inserted else { return }
            let fresh = Self.fresh(like: id, besides: all)
            renamed[id] = fresh
            all.insert(fresh)
            kept.insert(fresh)
            id = fresh
        }
    }

    /// `p12` becomes `p13`, or the first behind it that nobody has.
    private static func fresh(like id: String, besides used: Set<String>) -> String {
        let digits = id.reversed().prefix { $0.isNumber }.count
        let stem = String(id.dropLast(digits).prefix(4))
        var number = Int(id.suffix(min(digits, 7))) ?? 0
        while true {
            number += 1
            let fresh = stem + String(number)
            if !used.contains(fresh) { return fresh }
        }
    }
}

extension Plan {
    /// All identifiers, each with words that tell apart a path, a building, a door of one building, and so on.
    fileprivate mutating func eachIdentifier(_ body: (String, inout String) -> Void) {
        for index in paths.indices { body("path \(paths[index].id)", &paths[index].id) }
        for index in buildings.indices {
            let building = buildings[index].id
            body("building \(building)", &buildings[index].id)
            for door in buildings[index].units.indices {
                let unit = buildings[index].units[door].id
                body("door \(building) \(unit)", &buildings[index].units[door].id)
            }
        }
        for index in gates.indices { body("gate \(gates[index].id)", &gates[index].id) }
        for index in spots.indices { body("spot \(spots[index].id)", &spots[index].id) }
        for index in grounds.indices { body("ground \(grounds[index].id)", &grounds[index].id) }
    }

    /// Of all parts and doors.
    public var identifiers: Set<String> {
        var all = Set(paths.map(\.id) + buildings.map(\.id) + gates.map(\.id) + spots.map(\.id) + grounds.map(\.id))
        for building in buildings { all.formUnion(building.units.map(\.id)) }
        return all
    }
}
