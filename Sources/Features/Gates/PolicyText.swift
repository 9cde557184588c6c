import Foundation
import GatePolicy
import Kernel
import OpeningHours

/// What of a policy cannot be taken, and where.
public struct PolicyFault: Error, Sendable, Equatable {
    /// `admissions[1].hours`; empty for the whole.
    public var path: String
    public var words: Phrase
}

/// A policy as it is kept and told: JSON, `docs/gate-policy.md`. What is written is read as the same policy; what is
/// read is written in one form only.
public enum PolicyText {
    public static func write(_ policy: GatePolicy) -> String { String(decoding: json(policy).bytes, as: UTF8.self) }

    public static func json(_ policy: GatePolicy) -> JSON {
        var members: [(String, JSON)] = [
            ("shut", .bool(policy.isShut)), ("admissions", .array(policy.admissions.map(json))),
        ]
        if !policy.stormAdmissions.isEmpty { members.append(("storm", .array(policy.stormAdmissions.map(json)))) }
        if let speed = policy.speedLimitKmh { members.append(("speed_limit_kmh", JSON(speed))) }
        if let dwell = policy.dwellMinutesMax { members.append(("dwell_minutes", JSON(dwell))) }
        if !policy.parking.isEmpty { members.append(("parking", .array(policy.parking.map(json)))) }
        return .object(members)
    }

    private static func json(_ admission: Admission) -> JSON {
        var members: [(String, JSON)] = []
        if admission.trades.count < VisitorTrade.allCases.count {
            members.append(("trades", .array(VisitorTrade.listed(admission.trades).map { .string($0.rawValue) })))
        }
        members.append(("vehicles", json(admission.vehicles)))
        if let hours = admission.hours { members.append(("hours", .string(hours.canonical))) }
        return .object(members)
    }

    private static func json(_ parking: Parking) -> JSON {
        var members: [(String, JSON)] = [("name", .string(parking.name)), ("vehicles", json(parking.vehicles))]
        if let hours = parking.hours { members.append(("hours", .string(hours.canonical))) }
        return .object(members)
    }

    private static func json(_ vehicles: Set<VisitorVehicle>) -> JSON {
        .array(VisitorVehicle.listed(vehicles).map { .string($0.rawValue) })
    }

    /// Reads a policy and nothing else: no member it does not know, none twice over a bound.
    public static func read(_ text: String) throws(PolicyFault) -> GatePolicy {
        guard text.utf8.count <= Limits.policyBytesMax else {
            throw PolicyFault(path: "", words: .policyTooLong)
        }
        guard let item = try? JSONDecoder().decode(PolicyItem.self, from: Data(text.utf8)) else {
            throw PolicyFault(path: "", words: .policyNotJSON)
        }
        return try PolicyReader.policy(item)
    }
}

extension CaseIterable where Self: Hashable {
    /// In the order they are listed in.
    static func listed(_ some: Set<Self>) -> [Self] { allCases.filter(some.contains) }
}

/// JSON as it came.
enum PolicyItem: Decodable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([PolicyItem])
    case members([String: PolicyItem])

    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int?
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Name.self) {
            var members: [String: PolicyItem] = [:]
            for name in container.allKeys {
                members[name.stringValue] = try container.decode(PolicyItem.self, forKey: name)
            }
            self = .members(members)
            return
        }
        if var container = try? decoder.unkeyedContainer() {
            var items: [PolicyItem] = []
            while !container.isAtEnd { items.append(try container.decode(PolicyItem.self)) }
            self = .list(items)
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let truth = try? container.decode(Bool.self) {
            self = .bool(truth)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }
}
