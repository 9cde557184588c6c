import CompoundPlan
import Kernel
import TestTown
import Testing

@testable import Plans

@Suite("A plan drawn")
struct PlanPictureTests {
    @Test("Lines are written as short as they go, and mean what they were")
    func pathData() {
        var data = PlanPathData()
        data.add([PlanPoint(500, 800), PlanPoint(500, 400), PlanPoint(300, 400)], isClosed: true)
        data.add([PlanPoint(1, 2), PlanPoint(4, 6), PlanPoint(3, 5), PlanPoint(13, 5)], isClosed: false)
        data.add([PlanPoint(7, 8)], isClosed: false)
        #expect(data.text == "M500 800v-400h-200zM1 2l3 4-1-1h10M7 8h0")
    }

    @Test("Everything drawn is in the picture once, names escaped")
    func content() {
        var plan = PlanTown.drawn
        plan.buildings[1].name = "<7>"
        let names = PlanNames(plan, gates: [PlanTown.south, PlanTown.west])
        let text = PlanPicture(plan: plan, names: names, language: .chinese).markup(title: "图").text
        #expect(text.contains("viewBox=\"-75 -75 1150 950\""))
        #expect(text.contains(">南门</text>") && text.contains(">西门</text>") && text.contains(">12</text>"))
        #expect(text.contains("&lt;7&gt;") && !text.contains("<7>"))
        #expect(text.contains("<path class=\"pl-building\" d=\"M200 250h250v150h-250zM700 100h200v200h-200z\"/>"))
        #expect(text.contains("<path class=\"pl-footway\" d=\"M500 400h-200h-300M500 200h200\"/>"))
    }

    @Test("A route is drawn with its legs, where the vehicle is left, and the building it leads to")
    func route() {
        let plan = PlanTown.drawn
        let entrance = PlanEntrance(gate: "g1", mode: .riding, speedLimitKmh: 10)
        guard case .route(let route) = PlanNetwork(plan).route(to: .unit("u3"), with: .bike, by: [entrance]) else {
            Issue.record("no way")
            return
        }
        var picture = PlanPicture(plan: plan, names: PlanNames(plan, gates: []), language: .chinese, route: route)
        picture.building = plan.buildings[1]
        let text = picture.markup(title: "图").text
        #expect(text.contains("class=\"pl-way pl-riding\" d=\"M500 800v-400\""))
        #expect(text.contains("class=\"pl-way pl-walking\" d=\"M500 400v-200h200\""))
        #expect(text.contains("class=\"pl-left\" cx=\"500\" cy=\"400\""))
        #expect(text.contains("class=\"pl-target\" d=\"M700 100"))
    }

    @Test("The sentences of a way are plain, in both languages")
    func sentences() {
        let plan = PlanTown.drawn
        let entrance = PlanEntrance(gate: "g1", mode: .riding, speedLimitKmh: 10)
        let names = PlanNames(plan, gates: [PlanTown.south])
        guard
            case .route(let route) = PlanNetwork(plan).route(
                to: .unit("u1"), with: .bike, by: [entrance], floor: 15)
        else {
            Issue.record("no way")
            return
        }
        let words = PlanStepWords(names: names)
        let said = route.steps.map(words.sentence)
        #expect(
            said.map(\.chinese) == [
                "从南门骑行进入", "沿道路直行 40 米", "把车停在车棚，步行前往", "左转，沿步道走 20 米", "到达12幢1单元，在右侧",
                "乘电梯到 15 层",
            ])
        #expect(
            said.map(\.english) == [
                "Ride in by 南门", "Ride straight on for 40 m along the road",
                "Leave your vehicle at 车棚 and go on on foot", "Turn left, then walk 20 m along the footway",
                "Arrive at Building 12 Unit 1, on the right", "Take the lift to floor 15",
            ])
    }

    @Test("Signs become names as one says them")
    func names() {
        #expect(PlanNames.building("12").chinese == "12幢" && PlanNames.building("12").english == "Building 12")
        #expect(PlanNames.building("A").chinese == "A幢")
        #expect(PlanNames.building("物业楼").chinese == "物业楼")
        #expect(PlanNames.door("2", of: "12").chinese == "12幢2单元")
        #expect(PlanNames.door("甲", of: "3").chinese == "3幢甲单元")
        #expect(PlanNames.door("", of: "12") == PlanNames.building("12"))
        #expect(PlanNames.door("北门厅", of: "12").chinese == "12幢的北门厅")
    }
}
