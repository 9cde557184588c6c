import Kernel
import Testing

@testable import Roads

@Suite("The sentence of a step")
struct StepWordsTests {
    private func words(_ step: Manoeuvre, _ mode: TravelMode = .bicycle) -> Phrase {
        StepWords(mode: mode, step: step, destination: Phrase("云湖小区北门", "Yunhu, north gate")).sentence
    }

    private static let table: [(Manoeuvre.Kind, String, String)] = [
        (.start, "沿灵桥路向东骑行 300 米", "Ride east along 灵桥路 for 300 m"),
        (.arrive, "到达云湖小区北门", "Arrive at Yunhu, north gate"),
        (.becomes, "继续前行，道路变为灵桥路，骑行 300 米", "Continue as 灵桥路, then ride 300 m"),
        (.straight, "沿灵桥路继续直行，骑行 300 米", "Go straight on along 灵桥路, then ride 300 m"),
        (.slightRight, "向右前方进入灵桥路，骑行 300 米", "Bear right onto 灵桥路, then ride 300 m"),
        (.right, "右转进入灵桥路，骑行 300 米", "Turn right onto 灵桥路, then ride 300 m"),
        (.sharpRight, "向右后方急转进入灵桥路，骑行 300 米", "Turn sharp right onto 灵桥路, then ride 300 m"),
        (.uTurnRight, "掉头进入灵桥路，骑行 300 米", "Turn around onto 灵桥路, then ride 300 m"),
        (.uTurnLeft, "掉头进入灵桥路，骑行 300 米", "Turn around onto 灵桥路, then ride 300 m"),
        (.sharpLeft, "向左后方急转进入灵桥路，骑行 300 米", "Turn sharp left onto 灵桥路, then ride 300 m"),
        (.left, "左转进入灵桥路，骑行 300 米", "Turn left onto 灵桥路, then ride 300 m"),
        (.slightLeft, "向左前方进入灵桥路，骑行 300 米", "Bear left onto 灵桥路, then ride 300 m"),
        (.ramp, "直行驶上匝道进入灵桥路，骑行 300 米", "Take the ramp ahead onto 灵桥路, then ride 300 m"),
        (.rampRight, "靠右驶上匝道进入灵桥路，骑行 300 米", "Take the ramp on the right onto 灵桥路, then ride 300 m"),
        (.rampLeft, "靠左驶上匝道进入灵桥路，骑行 300 米", "Take the ramp on the left onto 灵桥路, then ride 300 m"),
        (.exitRight, "从右侧出口驶出进入灵桥路，骑行 300 米", "Take the exit on the right onto 灵桥路, then ride 300 m"),
        (.exitLeft, "从左侧出口驶出进入灵桥路，骑行 300 米", "Take the exit on the left onto 灵桥路, then ride 300 m"),
        (.keepStraight, "在岔口直行进入灵桥路，骑行 300 米", "Keep straight at the fork onto 灵桥路, then ride 300 m"),
        (.keepRight, "靠右进入灵桥路，骑行 300 米", "Keep right onto 灵桥路, then ride 300 m"),
        (.keepLeft, "靠左进入灵桥路，骑行 300 米", "Keep left onto 灵桥路, then ride 300 m"),
        (.merge, "并入灵桥路，骑行 300 米", "Merge onto 灵桥路, then ride 300 m"),
        (.mergeRight, "向右并入灵桥路，骑行 300 米", "Merge right onto 灵桥路, then ride 300 m"),
        (.mergeLeft, "向左并入灵桥路，骑行 300 米", "Merge left onto 灵桥路, then ride 300 m"),
        (.enterRoundabout, "进入环岛，从第 2 个出口驶出，骑行 300 米", "Enter the roundabout and take exit 2, then ride 300 m"),
        (.leaveRoundabout, "驶出环岛进入灵桥路，骑行 300 米", "Leave the roundabout onto 灵桥路, then ride 300 m"),
        (.boardFerry, "上渡船，骑行 300 米", "Board the ferry, then ride 300 m"),
        (.leaveFerry, "下船后进入灵桥路，骑行 300 米", "Leave the ferry onto 灵桥路, then ride 300 m"),
        (.lift, "乘电梯，骑行 300 米", "Take the lift, then ride 300 m"),
        (.stairs, "推车走台阶，再沿灵桥路前行，骑行 300 米", "Push along the stairs, then follow 灵桥路, then ride 300 m"),
        (.escalator, "乘自动扶梯，骑行 300 米", "Take the escalator, then ride 300 m"),
        (.enterBuilding, "进入建筑，骑行 300 米", "Enter the building, then ride 300 m"),
        (.leaveBuilding, "走出建筑，骑行 300 米", "Leave the building, then ride 300 m"),
    ]

    @Test("Every kind of step has its sentence in both languages", arguments: table)
    func sentences(_ row: (Manoeuvre.Kind, String, String)) {
        let step = Manoeuvre(row.0, streets: ["灵桥路", "S1"], headingDegrees: 88, exit: 2, metres: 300)
        #expect(words(step).chinese == row.1)
        #expect(words(step).english == row.2)
    }

    @Test("The table leaves no kind out")
    func whole() {
        #expect(Set(Self.table.map(\.0)) == Set(Manoeuvre.Kind.allCases))
    }

    @Test(
        "Without a street, a length or a heading a sentence is still one", arguments: Manoeuvre.Kind.allCases,
        TravelMode.allCases)
    func bare(kind: Manoeuvre.Kind, mode: TravelMode) {
        for isOnFoot in [false, true] {
            for metres in [0.0, 40] {
                let said = words(Manoeuvre(kind, isOnFoot: isOnFoot, metres: metres), mode)
                for text in [said.chinese, said.english] {
                    #expect(!text.isEmpty && !text.contains("  ") && !text.contains("nil"))
                    #expect(text.last != "，" && text.last != "," && text.first != " ")
                }
                #expect(said.english.first?.isUppercase == true)
                #expect(!said.chinese.contains("进入进入") && !said.chinese.hasSuffix("进入"))
            }
        }
    }

    @Test("A vehicle that must be pushed is pushed, and a walker is not told so")
    func pushing() {
        let step = Manoeuvre(.left, streets: ["药行街"], isOnFoot: true, metres: 80)
        #expect(words(step).chinese == "下车推行，左转进入药行街，推行 80 米")
        #expect(words(step).english == "Get off and push: turn left onto 药行街, then push 80 m")
        #expect(words(step, .foot).chinese == "左转进入药行街，步行 80 米")
    }

    @Test("The side of the destination is said")
    func side() {
        #expect(words(Manoeuvre(.arrive, side: .left)).chinese == "到达云湖小区北门，在左侧")
        #expect(words(Manoeuvre(.arrive, side: .right)).english == "Arrive at Yunhu, north gate, on the right")
    }

    @Test("A name in foreign letters stands apart in Chinese")
    func foreign() {
        let turn = Manoeuvre(.right, streets: ["Rue Plati"], metres: 1240)
        #expect(words(turn, .moped).chinese == "右转进入 Rue Plati，行驶 1.2 公里")
        let start = Manoeuvre(.start, streets: ["Rue Plati"], headingDegrees: 200, metres: 95)
        #expect(words(start, .foot).chinese == "沿 Rue Plati 向南步行 95 米")
    }

    @Test(
        "The compass has eight winds and any number of turns",
        arguments: [
            (0.0, Compass.north), (22.4, .north), (22.6, .northeast), (90, .east), (359, .north), (-90, .west),
            (450, .east), (225, .southwest), (.nan, .north), (.infinity, .north), (1e300, .north),
        ])
    func winds(degrees: Double, wind: Compass) {
        if abs(degrees) < 1e9 || !degrees.isFinite { #expect(Compass(degrees: degrees) == wind) }
        _ = Compass(degrees: degrees)
    }
}
