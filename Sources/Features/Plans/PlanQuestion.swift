import CompoundPlan
import Compounds
import Gates
import Kernel
import PlaceEditing

/// What somebody asks of a plan: where to, from which gate, on what.
struct PlanQuestion: Sendable {
    static let parameters = ["lang", "to", "gate", "told"] + VisitorChoice.parameters

    /// As it was typed, or a kind of spot; empty for the plan alone.
    var to: String
    /// The recorded gate somebody stands at.
    var gate: String?
    var choice: VisitorChoice

    init(_ visit: Visit, choice: VisitorChoice) throws(Refusal) {
        try visit.query.accept(only: Self.parameters)
        to = EditText.line(try visit.query.value("to") ?? "")
        guard to.unicodeScalars.count <= DoorAddress.charactersMax else {
            throw .parameter(name: "to", came: nil, accepted: .planToForm)
        }
        gate = try visit.query.value("gate").flatMap { ID<Gate>($0)?.description }
        self.choice = choice
    }

    var spot: PlanSpot.Kind? { PlanSpot.Kind(rawValue: to) }
    var address: DoorAddress? { to.isEmpty || spot != nil ? nil : DoorAddress(parsing: to) }

    /// What was typed without a room: it is nobody's business but the rider's, and stands in no address.
    var withoutRoom: String? {
        guard let address, !address.room.isEmpty || address.floor != nil else { return nil }
        return address.unit.isEmpty ? address.building : address.building + "-" + address.unit
    }
}

extension PlanBuilding {
    /// A door without a sign is every unit's.
    fileprivate var hasOneDoor: Bool { units.count == 1 && units[0].name.isEmpty }
}

/// A question answered on a plan.
struct PlanReply: Sendable {
    enum Found: Sendable {
        /// Nothing was asked.
        case nothing
        /// What was typed names no building.
        case notRead
        /// No building of the plan has this sign.
        case notThere(String)
        case door(PlanBuilding, PlanUnit?)
        case spot(PlanSpot.Kind)
    }

    var found: Found
    var answer: PlanAnswer?
    /// A unit was named that the building does not have.
    var lacksUnit = false
    var entrances: PlanEntrances

    init(_ question: PlanQuestion, on plan: Plan, round: GateRound) {
        let visitor = question.choice.visitor
        entrances = PlanEntrances(plan, round: round, for: visitor, only: question.gate)
        var target: PlanTarget?
        if let spot = question.spot {
            found = .spot(spot)
            target = .nearest(spot)
        } else if question.to.isEmpty {
            found = .nothing
        } else if let address = question.address {
            if let door = address.find(in: plan) {
                found = .door(door.building, door.unit)
                lacksUnit = door.unit == nil && !address.unit.isEmpty && !door.building.hasOneDoor
                target = door.unit.map { .unit($0.id) } ?? .building(door.building.id)
            } else {
                found = .notThere(address.building)
            }
        } else {
            found = .notRead
        }
        answer = target.map {
            PlanNetwork(plan).route(to: $0, with: visitor.vehicle.onPlan, by: entrances.entrances)
        }
    }

    var route: PlanRoute? {
        if case .route(let route)? = answer { route } else { nil }
    }
}
