import Compounds
import Foundation
import GatePolicy
import Geo
import Kernel
import OpeningHours
import Places
import TestTown
import Testing

@testable import Gates

/// Kits, visitors and moments with what the evaluator says; `Tests/browser/test_gate_verdict.py` asks the page's.
@Suite("The guard's kit")
struct GateKitTests {
    private static let hours = [
        "24/7", "Mo-Su 06:00-23:00", "Mo-Fr 07:00-09:30,16:00-19:30", "Sa,Su 10:00-02:00", "PH 09:00-12:00; Mo-Su off",
        "Mo-Fr 08:00-12:00; PH off", "18:00+", "Dec 24 10:00-16:00", "06:00-12:00", "12:00-22:00",
    ]

    private static func drawn(_ random: inout SplitMix) -> GatePolicy {
        func some<Choice: CaseIterable & Hashable>(_: Choice.Type) -> Set<Choice> {
            let chosen = Choice.allCases.filter { _ in random.next() % 2 == 0 }
            return chosen.isEmpty ? [random.pick(Array(Choice.allCases))] : Set(chosen)
        }
        func times() -> OpeningHours? {
            random.next() % 5 == 0 ? nil : try? OpeningHours(parsing: random.pick(hours))
        }
        func admissions(_ count: UInt64) -> [Admission] {
            (0..<count).map { _ in
                Admission(trades: some(VisitorTrade.self), vehicles: some(VisitorVehicle.self), hours: times())
            }
        }
        return GatePolicy(
            isShut: random.next() % 9 == 0, admissions: admissions(random.next() % 4),
            stormAdmissions: admissions(random.next() % 3), speedLimitKmh: random.next() % 2 == 0 ? 15 : nil,
            parking: (0..<(random.next() % 3)).map { number in
                Parking(name: "车棚\(number)", vehicles: some(VisitorVehicle.self), hours: times())
            },
            dwellMinutesMax: random.next() % 2 == 0 ? 30 : nil)
    }

    private static func round(_ number: UInt64) -> GateRound {
        var random = SplitMix(number)
        // 2026-12-20T10:00+08:00, before a holiday.
        let start: Int64 = 1_797_732_000 + Int64(random.next() % 86_400)
        let holiday = CivilDay(iso8601: "2026-12-25")!
        let calendar = HolidayCalendar(holidays: [holiday], workdays: [])
        let moment = GateMoment(
            instant: CivilInstant(epochSeconds: start, offsetSeconds: 28_800), calendar: calendar)
        let gates = (0..<(1 + random.next() % 4)).map { index in
            var gate = GateTown.gate(
                100 + index, "\(index + 1)号门", admits: .car, hours: "",
                north: random.next() % 5 == 0 ? nil : Double(random.next() % 400))
            if random.next() % 4 == 0 { gate.point = Town.lakeside }
            return GovernedGate(gate: gate, policy: drawn(&random))
        }
        return GateRound(place: GateTown.lakeside.id, gates: gates, moment: moment)
    }

    private static func kit(_ round: GateRound) -> GateKit {
        GateKit(
            city: "9901", name: "云湖小区", round: round, numbers: [:], gateKeys: [],
            trust: .init(keys: [0x80]))
    }

    private static func cases(_ round: GateRound, _ random: inout SplitMix) -> [JSON] {
        let start = round.moment.instant.epochSeconds
        return (0..<48).map { index in
            let gate = random.pick(round.gates).gate.id
            let visitor = Visitor(
                trade: random.pick(VisitorTrade.allCases),
                vehicle: random.pick(VisitorVehicle.allCases))
            // Some at the very bounds of hours, which lie on full minutes.
            var at = start + Int64(random.next() % (8 * 86_400))
            if index % 3 == 0 { at = max(start, at - (at % 1800)) }
            if index == 0 { at = start }
            if index == 1 { at = start + 8 * 86_400 - 1 }
            var moment = round.moment
            moment.instant = CivilInstant(epochSeconds: at, offsetSeconds: 28_800)
            moment.isStorm = random.next() % 3 == 0
            var then = round
            then.moment = moment
            return [
                "gate": .string(gate.description), "trade": .string(visitor.trade.rawValue),
                "vehicle": .string(visitor.vehicle.rawValue), "at": .integer(at), "storm": .bool(moment.isStorm),
                "answer": then.verdict(at: gate, for: visitor).json,
            ]
        }
    }

    @Test("Tests/GatesTests/kit-vectors.json is what the evaluator says of kits as they are built")
    func vectors() throws {
        var random = SplitMix(0x5EED)
        let sets: [JSON] = (UInt64(1)...8).map { number in
            let round = Self.round(number)
            return ["kit": Self.kit(round).json, "cases": .array(Self.cases(round, &random))]
        }
        let made = sets.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: ",\n")
        let text = "[\n" + made + "\n]\n"
        let path = Repository.root + "/Tests/GatesTests/kit-vectors.json"
        if ProcessInfo.processInfo.environment["YONGAI_RECORD"] == "1" {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        for verdict in ["come-in", "come-in-on-foot", "use-another-gate", "not-now", "refused"] {
            #expect(text.components(separatedBy: "\"verdict\":\"\(verdict)\"").count > 10, "\(verdict)")
        }
    }

    @Test("Stretches say what the evaluator says, minute by minute")
    func stretches() throws {
        var random = SplitMix(7)
        for number in 20..<32 {
            let round = Self.round(UInt64(number))
            for one in round.gates {
                for ofStorm in [false, true] {
                    let trade = random.pick(VisitorTrade.allCases)
                    let visitor = Visitor(trade: trade, vehicle: .bike)
                    var policy = one.policy
                    if ofStorm { policy.admissions = policy.stormAdmissions }
                    policy.stormAdmissions = []
                    let outlook = one.policy.outlook(for: visitor, from: round.moment, days: 8, ofStorm: ofStorm)
                    for _ in 0..<40 {
                        let at = round.moment.instant.epochSeconds + Int64(random.next() % (8 * 86_400))
                        var moment = round.moment
                        moment.instant = CivilInstant(epochSeconds: at, offsetSeconds: 28_800)
                        let gate = PolicyGate(id: "g", point: nil, policy: policy)
                        let here = outlook.stretches.first { $0.start <= at && at < $0.end }
                        if case .comeIn(let terms) = evaluate(at: "g", of: [gate], visitor: visitor, moment) {
                            #expect(here != nil && here?.until == terms.until)
                        } else {
                            #expect(here == nil)
                        }
                    }
                }
            }
        }
    }

    @Test("It names its compound, keys and the numbers of codes, and stays small", arguments: TestEngine.available)
    func whole(_ engine: TestEngine) async throws {
        try await GateTown.open(engine) { here in
            let gates = here.gates
            _ = try await here.database.write { try gates.codeToPrint(at: GateTown.south.id, by: nil, in: $0) }
            let trust = GateKit.Trust(keys: [1, 2, 3], revocations: [255], revocationsVersion: 7)
            let kit = try await here.database.read {
                try gates.kit(of: GateTown.lakeside.id, at: testMoment, trust: trust, in: $0)
            }
            let bytes = try #require(kit).json.bytes
            let read = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
            let place = try #require(read["place"] as? [String: String])
            #expect(place["aud"] == GateTown.lakeside.id.description.filter { $0 != "-" })
            #expect(read["keys"] as? String == "AQID" && read["revocations"] as? String == "_w")
            let told = try #require(read["gates"] as? [[String: Any]])
            #expect(told.map { $0["name"] as? String } == ["北门", "南门", "西门"])
            #expect(told.map { $0["number"] as? Int } == [nil, 1, nil])
            #expect((told[0]["metres"] as? [String: Any])?[GateTown.south.id.description] as? Int == 200)
            #expect(bytes.count < 60_000)
            let nothing = try await here.database.read {
                try gates.kit(of: ID(high: 1, low: 2), at: testMoment, trust: trust, in: $0)
            }
            #expect(nothing == nil)
        }
    }
}

extension SplitMix {
    /// One of a list that is not empty; not by the standard library, which may draw otherwise one day.
    fileprivate mutating func pick<Element>(_ list: [Element]) -> Element {
        list[Int(next() % UInt64(list.count))]
    }
}
