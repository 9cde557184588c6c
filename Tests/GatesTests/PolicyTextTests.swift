import GatePolicy
import OpeningHours
import Testing

@testable import Gates

@Suite("Policies as text")
struct PolicyTextTests {
    private static func hours(_ text: String) -> OpeningHours? { try? OpeningHours(parsing: text) }

    private static let samples: [GatePolicy] = [
        GatePolicy(admissions: []), GatePolicy(isShut: true, admissions: []),
        GatePolicy(admissions: [Admission(vehicles: [.foot, .bike, .car])]),
        GatePolicy(
            admissions: [
                Admission(trades: [.foodDelivery, .courier], vehicles: [.bike], hours: hours("Mo-Fr 06:00-23:00")),
                Admission(vehicles: [.foot], hours: hours("24/7")),
            ],
            stormAdmissions: [Admission(vehicles: [.car])], speedLimitKmh: 15,
            parking: [Parking(name: "北门车棚", vehicles: [.bike], hours: hours("06:00-22:00"))], dwellMinutesMax: 30),
    ]

    @Test("What is written is read as the same policy, and written the same again", arguments: samples)
    func roundTrip(_ policy: GatePolicy) throws {
        let text = PolicyText.write(policy)
        let again = try PolicyText.read(text)
        #expect(PolicyText.write(again) == text)
        #expect(again.admissions.map(\.trades) == policy.admissions.map(\.trades))
        #expect(again.admissions.map(\.vehicles) == policy.admissions.map(\.vehicles))
        #expect(again.admissions.map(\.hours?.canonical) == policy.admissions.map(\.hours?.canonical))
        #expect(again.parking.map(\.name) == policy.parking.map(\.name))
        #expect(again.speedLimitKmh == policy.speedLimitKmh && again.dwellMinutesMax == policy.dwellMinutesMax)
        #expect(again.isShut == policy.isShut && again.stormAdmissions.count == policy.stormAdmissions.count)
    }

    @Test(
        "Anything else is refused with where and why",
        arguments: [
            ("", ""), ("[]", ""), ("{}", "shut"), (#"{"shut":1,"admissions":[]}"#, "shut"),
            (#"{"shut":false}"#, "admissions"), (#"{"shut":false,"admissions":[],"speed":3}"#, "speed"),
            (#"{"shut":false,"admissions":[{}]}"#, "admissions[0].vehicles"),
            (#"{"shut":false,"admissions":[{"vehicles":[]}]}"#, "admissions[0].vehicles"),
            (#"{"shut":false,"admissions":[{"vehicles":["tank"]}]}"#, "admissions[0].vehicles"),
            (#"{"shut":false,"admissions":[{"vehicles":["foot","foot"]}]}"#, "admissions[0].vehicles"),
            (#"{"shut":false,"admissions":[{"vehicles":["foot"],"trades":[]}]}"#, "admissions[0].trades"),
            (#"{"shut":false,"admissions":[{"vehicles":["foot"],"hours":"sometimes"}]}"#, "admissions[0].hours"),
            (#"{"shut":false,"admissions":[{"vehicles":["foot"],"when":"x"}]}"#, "admissions[0].when"),
            (#"{"shut":false,"admissions":[],"storm":[{"vehicles":3}]}"#, "storm[0].vehicles"),
            (#"{"shut":false,"admissions":[],"speed_limit_kmh":2}"#, "speed_limit_kmh"),
            (#"{"shut":false,"admissions":[],"speed_limit_kmh":7.5}"#, "speed_limit_kmh"),
            (#"{"shut":false,"admissions":[],"dwell_minutes":null}"#, "dwell_minutes"),
            (#"{"shut":false,"admissions":[],"parking":[{"name":"","vehicles":["car"]}]}"#, "parking[0].name"),
            (#"{"shut":false,"admissions":[],"parking":[{"name":"a\nb","vehicles":["car"]}]}"#, "parking[0].name"),
        ])
    func refused(_ text: String, _ path: String) {
        #expect(throws: PolicyFault.self) { try PolicyText.read(text) }
        do throws(PolicyFault) { _ = try PolicyText.read(text) } catch { #expect(error.path == path, "\(text)") }
    }

    @Test("No more admissions than the bound, and no more bytes")
    func bounds() throws {
        let one = #"{"vehicles":["foot"]}"#
        func policy(_ count: Int) -> String {
            #"{"shut":false,"admissions":["# + Array(repeating: one, count: count).joined(separator: ",") + "]}"
        }
        #expect(try PolicyText.read(policy(12)).admissions.count == 12)
        #expect(throws: PolicyFault.self) { try PolicyText.read(policy(13)) }
        let long = policy(1) + String(repeating: " ", count: 8000)
        #expect(throws: PolicyFault(path: "", words: .policyTooLong)) { try PolicyText.read(long) }
    }

    @Test("In words, in both languages")
    func words() {
        #expect(
            PolicyWords.lines(Self.samples[3], in: .chinese) == [
                "外卖、快递：电动车，周一至周五 06:00–23:00；周六、周日休息", "所有人：步行，全天", "恶劣天气时：所有人：汽车，全天",
                "限速每小时 15 公里，停留不超过 30 分钟", "停车：北门车棚（电动车，每天 06:00–22:00）",
            ])
        #expect(
            PolicyWords.lines(Self.samples[3], in: .english).suffix(2) == [
                "15 km/h at most, stay 30 minutes at most", "Parking: 北门车棚 (e-bike, Daily 06:00–22:00)",
            ])
        #expect(PolicyWords.lines(Self.samples[1], in: .chinese) == ["这个门已关闭，不让人进。"])
    }
}
