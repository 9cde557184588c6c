import Base64URL
import Compounds
import GatePolicy
import Geo
import Kernel
import OpeningHours
import PassToken
import Places

/// What a guard's page needs to judge without a network, for the days to come: the trusted keys, who was revoked, and
/// when each gate lets in whom, as plain stretches of time (`docs/gate-policy.md`).
public struct GateKit: Sendable {
    public static let days = 8

    /// What comes from whoever issues passes.
    public struct Trust: Sendable {
        /// A COSE_KeySet.
        public var keys: [UInt8]
        /// As the issuer signed it; nil while there is none.
        public var revocations: [UInt8]?
        public var revocationsVersion: Int64

        public init(keys: [UInt8], revocations: [UInt8]? = nil, revocationsVersion: Int64 = 0) {
            self.keys = keys
            self.revocations = revocations
            self.revocationsVersion = revocationsVersion
        }
    }

    let city: String
    let name: String
    let round: GateRound
    let numbers: [ID<Gate>: Int]
    let gateKeys: [PassPublicKey]
    let trust: Trust

    public var json: JSON {
        [
            "city": .string(city), "place": place, "made_at": .integer(round.moment.instant.epochSeconds),
            "until": .integer(round.moment.instant.epochSeconds + Int64(Self.days) * 86_400),
            "keys": .string(Base64URL.encode(trust.keys)),
            "gate_keys": .array(
                gateKeys.map { key in
                    [
                        "x": .string(Base64URL.encode(Array(key.point[..<32]))),
                        "y": .string(Base64URL.encode(Array(key.point[32...]))),
                    ]
                }),
            "revocations": JSON(trust.revocations.map(Base64URL.encode)),
            "revocations_version": .integer(trust.revocationsVersion), "storm": .bool(round.moment.isStorm),
            "reasons": reasons, "gates": .array(round.gates.map(gate)),
        ]
    }

    /// What of it everybody may know: when each gate lets in whom, without keys and codes.
    public var open: JSON {
        [
            "made_at": .integer(round.moment.instant.epochSeconds),
            "until": .integer(round.moment.instant.epochSeconds + Int64(Self.days) * 86_400),
            "storm": .bool(round.moment.isStorm), "reasons": reasons, "gates": .array(round.gates.map(gate)),
        ]
    }

    private var place: JSON {
        let id = round.place.description
        return ["id": .string(id), "name": .string(name), "aud": .string(id.filter { $0 != "-" })]
    }

    private static let visitors: [(key: String, visitor: Visitor)] = VisitorTrade.allCases.flatMap { trade in
        VisitorVehicle.allCases.map { vehicle in
            (trade.rawValue + "/" + vehicle.rawValue, Visitor(trade: trade, vehicle: vehicle))
        }
    }

    /// Why each visitor is refused whom no gate will ever let in.
    private var reasons: JSON {
        let gates = round.gates.map(\.policyGate)
        return .object(Self.visitors.map { ($0.key, .string(refusal(of: $0.visitor, at: gates).rawValue)) })
    }

    private func gate(_ one: GovernedGate) -> JSON {
        let policy = one.policy
        let plain = outlooks(policy, ofStorm: false)
        let storm = policy.stormAdmissions.isEmpty ? ([], []) : outlooks(policy, ofStorm: true)
        return [
            "id": .string(one.gate.id.description), "name": .string(one.gate.name),
            "number": numbers[one.gate.id].map { JSON($0) } ?? .null,
            "point": one.gate.point.map { [.degrees($0.latitude), .degrees($0.longitude)] } ?? .null,
            "shut": .bool(policy.isShut), "windows": .object(plain.windows), "later": .object(plain.later),
            "storm_windows": .object(storm.0), "storm_later": .object(storm.1),
            "speed_limit_kmh": policy.speedLimitKmh.map { JSON($0) } ?? .null,
            "dwell_minutes": policy.dwellMinutesMax.map { JSON($0) } ?? .null,
            "parking": .array(policy.parking.map(bay)), "metres": metres(from: one.gate),
        ]
    }

    private func outlooks(
        _ policy: GatePolicy, ofStorm: Bool
    ) -> (windows: [(String, JSON)], later: [(String, JSON)]) {
        var windows: [(String, JSON)] = []
        var later: [(String, JSON)] = []
        for (key, visitor) in Self.visitors {
            let outlook = policy.outlook(for: visitor, from: round.moment, days: Self.days, ofStorm: ofStorm)
            if !outlook.stretches.isEmpty { windows.append((key, .array(outlook.stretches.map(stretch)))) }
            if let moment = outlook.later { later.append((key, .integer(moment))) }
        }
        return (windows, later)
    }

    private func stretch(_ one: OpenStretch) -> JSON {
        [.integer(one.start), .integer(one.end), one.until.map(JSON.integer) ?? .null]
    }

    private func bay(_ one: Parking) -> JSON {
        let open = GatePolicy(admissions: [Admission(vehicles: [.car], hours: one.hours)])
        let stretches = open.openWindows(
            for: Visitor(trade: .other, vehicle: .car), from: round.moment, days: Self.days)
        return [
            "name": .string(one.name),
            "vehicles": .array(VisitorVehicle.listed(one.vehicles).map { .string($0.rawValue) }),
            "windows": .array(stretches.map { [.integer($0.lowerBound), .integer($0.upperBound)] }),
        ]
    }

    /// To each other gate, as the evaluator counts.
    private func metres(from gate: Gate) -> JSON {
        .object(
            round.gates.filter { $0.gate.id != gate.id }.map { other in
                let metres = gate.point.flatMap { from in other.gate.point.map { from.distanceMetres(to: $0) } }
                return (other.gate.id.description, metres.map { JSON(Int($0.rounded())) } ?? .null)
            })
    }
}

extension Gates {
    /// The kit of a compound as of now; nil for one that is not in the directory.
    public func kit(
        of place: ID<Place>, at instant: Instant, trust: GateKit.Trust, in town: any Reading
    ) throws -> GateKit? {
        guard let land = try compounds.land(of: place, in: town),
            let round = try round(of: place, at: instant, in: town)
        else { return nil }
        let numbers = try store.goodCodes(of: round.gates.map(\.gate.id), in: town)
        return GateKit(
            city: city, name: land.name, round: round, numbers: numbers, gateKeys: signer.trusted, trust: trust)
    }
}
