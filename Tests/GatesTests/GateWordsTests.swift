import GatePolicy
import Kernel
import OpeningHours
import Places
import TestTown
import Testing

@testable import Gates

@Suite("Verdicts in words")
struct GateWordsTests {
    private static let round = GateRound(
        place: GateTown.lakeside.id,
        gates: [GateTown.north, GateTown.south].map { GovernedGate(gate: $0, policy: GatePolicy(admissions: [])) },
        moment: GateMoment(
            instant: CivilInstant(epochSeconds: 1_763_899_200, offsetSeconds: 28_800), calendar: .none))
    private static let north = GateTown.north.id.description
    /// 2025-11-23T20:00+08:00.
    private static let now: Int64 = 1_763_899_200

    private static let cases: [(GateVerdict, VisitorVehicle, String, String, String)] = [
        (.comeIn(.init()), .bike, "可以进", "", "可以进"),
        (
            .comeIn(.init(speedLimitKmh: 15, dwellMinutesMax: 30, until: now + 3600, parking: ["车棚"], isByStorm: true)),
            .bike, "可以进", "恶劣天气期间放行。限速每小时 15 公里。车停车棚。停留不超过 30 分钟。开放到今天 21:00。", "可以进"
        ),
        (
            .comeInOnFoot(
                .init(dwellMinutesMax: 20, parking: ["车棚"]),
                vehicleGate: .init(gate: north, metres: 180, isOnFoot: false)),
            .bike, "请步行进入", "车请停在车棚。电动车请走北门，约 180 米。停留不超过 20 分钟。", "请步行进入"
        ),
        (
            .useAnotherGate(.init(gate: north, metres: nil, isOnFoot: true)), .bike, "请走别的门", "请步行走北门。",
            "请步行走北门"
        ),
        (
            .useAnotherGate(.init(gate: north, metres: 52, isOnFoot: false)), .foot, "请走别的门", "请走北门，约 52 米。",
            "请走北门"
        ),
        (
            .notNow(.init(at: now + 36_000, gate: north, isOnFoot: true)), .bike, "现在不能进",
            "明天 06:00 起可以步行进。", "现在不能进，明天 06:00 以后可以"
        ),
        (.refused(.trade), .car, "不能进", "这个小区不对这个行业开放。", "不能进"),
    ]

    @Test("The headline, what to do, and what is said aloud", arguments: cases.indices)
    func told(_ index: Int) {
        let (verdict, vehicle, headline, lines, spoken) = Self.cases[index]
        let words = GateWords(Self.round)
        #expect(GateWords.headline(verdict).chinese == headline)
        let said = words.lines(verdict, at: GateTown.north.id, vehicle: vehicle)
        #expect(said.map(\.chinese).joined() == lines)
        #expect(words.spoken(verdict).chinese == spoken)
        for phrase in said + [words.spoken(verdict), GateWords.headline(verdict)] {
            #expect(!phrase.english.isEmpty)
            #expect(!phrase.english.replacing("北门", with: "").replacing("车棚", with: "").hasChinese)
        }
    }

    @Test("Midnight is the end of today, and days further on have a date")
    func moments() {
        let words = GateWords(Self.round)
        #expect(words.moment(Self.now + 14_400) == Phrase("今天 24:00", "midnight"))
        #expect(words.moment(Self.now + 5 * 86_400).chinese == "11月28日 20:00")
    }
}

extension String {
    fileprivate var hasChinese: Bool { unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
}
