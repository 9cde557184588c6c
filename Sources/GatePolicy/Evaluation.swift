import Geo
import OpeningHours

/// What a visitor at a gate of a compound is told: the first of these that is so.
///
/// 1. This gate lets the visitor in with the vehicle.
/// 2. This gate lets the visitor in on foot. The nearest gate that takes the vehicle is named beside it.
/// 3. Another gate lets the visitor in with the vehicle, else on foot: the nearest, of two as near the first listed.
/// 4. Some gate will: the earliest; at the same time this one before others, and with the vehicle before on foot.
/// 5. Refused, and why.
public func evaluate(at id: String, of gates: [PolicyGate], visitor: Visitor, _ moment: GateMoment) -> GateVerdict {
    guard let here = gates.first(where: { $0.id == id }) else { return .refused(.unknownGate) }
    let others = gates.filter { $0.id != id }
    if let terms = here.policy.terms(for: visitor, moment) { return .comeIn(terms) }
    let onFoot = Visitor(trade: visitor.trade, vehicle: .foot)
    let isDriving = visitor.vehicle != .foot
    let vehicleGate = nearest(to: here, among: others, visitor, moment, isOnFoot: false)
    if isDriving, var terms = here.policy.terms(for: onFoot, moment) {
        terms.parking = here.policy.parkingNames(for: visitor.vehicle, moment)
        return .comeInOnFoot(terms, vehicleGate: vehicleGate)
    }
    if let vehicleGate { return .useAnotherGate(vehicleGate) }
    if isDriving, let gate = nearest(to: here, among: others, onFoot, moment, isOnFoot: true) {
        return .useAnotherGate(gate)
    }
    let visitors = isDriving ? [visitor, onFoot] : [visitor]
    if let opening = earliest([here] + others, visitors, moment) { return .notNow(opening) }
    return .refused(reason([here] + others, visitors))
}

/// Why a visitor is refused whom no gate will let in; it is the same at any moment.
public func refusal(of visitor: Visitor, at gates: [PolicyGate]) -> GateVerdict.Reason {
    let onFoot = Visitor(trade: visitor.trade, vehicle: .foot)
    return reason(gates, visitor.vehicle == .foot ? [visitor] : [visitor, onFoot])
}

private func nearest(
    to here: PolicyGate, among others: [PolicyGate], _ visitor: Visitor, _ moment: GateMoment, isOnFoot: Bool
) -> GateVerdict.Direction? {
    let open = others.filter { $0.policy.terms(for: visitor, moment) != nil }.map { gate in
        let distance = here.point.flatMap { from in gate.point.map { from.distanceMetres(to: $0) } }
        return GateVerdict.Direction(gate: gate.id, metres: distance.map { Int($0.rounded()) }, isOnFoot: isOnFoot)
    }
    return open.min { $0.metres ?? .max < $1.metres ?? .max }
}

private func earliest(_ gates: [PolicyGate], _ visitors: [Visitor], _ moment: GateMoment) -> GateVerdict.Opening? {
    var best: GateVerdict.Opening?
    for gate in gates {
        for (index, visitor) in visitors.enumerated() {
            guard let at = gate.policy.nextOpening(for: visitor, moment), at < best?.at ?? .max else { continue }
            best = GateVerdict.Opening(at: at, gate: gate.id, isOnFoot: index == 1)
        }
    }
    return best
}

private func reason(_ gates: [PolicyGate], _ visitors: [Visitor]) -> GateVerdict.Reason {
    let open = gates.filter { !$0.policy.isShut }
    guard !open.isEmpty else { return .shut }
    let forTrade = open.flatMap(\.policy.admissions).filter { admission in
        visitors.contains { admission.trades.contains($0.trade) }
    }
    guard !forTrade.isEmpty else { return .trade }
    let fits = forTrade.contains { admission in visitors.contains { admission.fits($0) } }
    return fits ? .hours : .vehicle
}

// MARK: - One gate

extension Admission {
    func fits(_ visitor: Visitor) -> Bool {
        trades.contains(visitor.trade) && vehicles.contains(visitor.vehicle)
    }
}

extension Optional where Wrapped == OpeningHours {
    func isOpen(_ moment: GateMoment) -> Bool {
        map { $0.kind(at: moment.instant, calendar: moment.calendar) == .open } ?? true
    }
}

extension GatePolicy {
    /// nil when the visitor is not let in.
    func terms(for visitor: Visitor, _ moment: GateMoment) -> GateVerdict.Terms? {
        guard !isShut else { return nil }
        let now = admissions.filter { $0.fits(visitor) && $0.hours.isOpen(moment) }
        let byStorm = moment.isStorm ? stormAdmissions.filter { $0.fits(visitor) && $0.hours.isOpen(moment) } : []
        guard !now.isEmpty || !byStorm.isEmpty else { return nil }
        let isDriving = visitor.vehicle != .foot
        return GateVerdict.Terms(
            speedLimitKmh: isDriving ? speedLimitKmh : nil, dwellMinutesMax: moment.isStorm ? nil : dwellMinutesMax,
            until: lastMoment(of: now + byStorm, moment),
            parking: isDriving ? parkingNames(for: visitor.vehicle, moment) : [], isByStorm: now.isEmpty)
    }

    func parkingNames(for vehicle: VisitorVehicle, _ moment: GateMoment) -> [String] {
        parking.filter { $0.vehicles.contains(vehicle) && $0.hours.isOpen(moment) }.map(\.name)
    }

    /// The latest end of the hours that are open now; nil when one of them has none.
    private func lastMoment(of admissions: [Admission], _ moment: GateMoment) -> Int64? {
        var latest: Int64?
        for admission in admissions {
            guard let state = admission.hours?.state(at: moment.instant, calendar: moment.calendar),
                let end = state.nextChange, !state.isOpenEnd
            else { return nil }
            latest = max(latest ?? end, end)
        }
        return latest
    }

    /// The next moment a visitor who is not let in now will be, by the ordinary admissions, and in a storm by its own.
    func nextOpening(for visitor: Visitor, _ moment: GateMoment) -> Int64? {
        guard !isShut else { return nil }
        return (admissions + (moment.isStorm ? stormAdmissions : [])).filter { $0.fits(visitor) }.compactMap {
            $0.hours?.nextOpening(after: moment.instant, moment.calendar)
        }.min()
    }
}

extension OpeningHours {
    /// Closed and unknown may follow one another this often before open is given up.
    private static let changesMax = 64

    /// When it is next open, of hours that are not now.
    func nextOpening(after instant: CivilInstant, _ calendar: HolidayCalendar) -> Int64? {
        var place = instant
        for _ in 0..<Self.changesMax {
            let state = state(at: place, calendar: calendar)
            guard let change = state.nextChange else { return nil }
            if state.nextKind == .open { return change }
            place = CivilInstant(epochSeconds: change, offsetSeconds: instant.offsetSeconds)
        }
        return nil
    }
}
