import CompoundPlan
import Kernel

/// What riders are told on a plan's page.
extension Phrase {
    static let planTitle = Phrase("平面图", "Plan")
    static let planWhichDoor = Phrase("去哪一幢、哪个单元", "Which building and unit")
    static let planDoorHint = Phrase("12幢2单元", "Building 12 Unit 2")
    static let planChangeWho = Phrase("更改", "Change")
    static let planFind = Phrase("怎么走", "Show the way")
    static let planAsk = Phrase(
        "输入楼号和单元，看走哪个门、哪条路。室号不用填。",
        "Type a building and unit to see which gate and which way. No room number is needed.")
    static let planNotRead = Phrase(
        "没有看懂，请写楼号和单元，如 12-2。", "This was not understood. Write building and unit, such as 12-2.")
    static let planLacksUnit = Phrase(
        "没有找到这个单元，先带您到这幢楼。", "This unit is not on the plan: here is the way to the building.")
    static let planGatesUnknown = Phrase(
        "这里的门还没有登记，不知道现在放不放行。", "The gates are not recorded here: whether they let you in nobody knows.")
    static let planPoliciesOld = Phrase(
        "存下的门岗规则已过期，联网后会更新。", "The gate policies kept on this phone are out of date; they renew with a network.")
    static let planStorm = Phrase("恶劣天气模式已开启，门岗按恶劣天气规则放行。", "Storm mode is on: gates let in by their storm rules.")
    static let planIsTemplate = Phrase(
        "这张图是自动生成的，和实地不一定相符。", "This plan was made up automatically and need not fit the place.")
    static let planNotToScale = Phrase("示意图，以实地为准", "A sketch: trust what you see there")
    static let planToForm = Phrase(
        "最多 \(DoorAddress.charactersMax) 个字。", "At most \(DoorAddress.charactersMax) characters.")
    static let planNone = Phrase("这个小区还没有平面图。", "There is no plan of this compound yet.")
    static let planNoneMore = Phrase("可以先看各个门放不放行。", "You can see whether its gates let you in.")
    static let planToCompound = Phrase("查看小区的门", "See its gates")

    static func planNotThere(_ building: Phrase) -> Phrase {
        PlanStepWords.word("not-there", [("building", building)])
    }

    static func planObstacle(_ part: Phrase, _ kind: Phrase, _ age: Phrase) -> Phrase {
        Phrase(
            "\(part.chinese)：有骑手反映\(kind.chinese)（\(age.chinese)）。",
            "\(part.english): riders say “\(kind.english)” (\(age.english)).")
    }
}

extension Limits {
    /// As for entries of the directory: what is older counts as not verified.
    static let planStaleDaysMax: Int64 = 90
}

/// The words a plan's page hands to its module.
enum PlanPageWords {
    static func table(_ language: Language) -> String {
        let more: [(String, Phrase)] = [
            ("ask", .planAsk), ("policies-old", .planPoliciesOld),
            ("obstacle", Phrase("{name}：有骑手反映{words}。", "{name}: riders say “{words}”.")),
            ("not-read", .planNotRead),
            ("lacks-unit", .planLacksUnit), ("gates-unknown", .planGatesUnknown),
            ("by-room", Phrase("{room} 室：", "Room {room}: ")),
            ("room-kept", Phrase("室号只留在这部手机上。", "The room number stays on this phone.")),
            ("zoom-in", Phrase("放大", "Zoom in")), ("zoom-out", Phrase("缩小", "Zoom out")),
            ("whole", Phrase("看全图", "Whole plan")),
        ]
        let members = (PlanStepWords.pieces + more).map { ($0.0, JSON.string($0.1.in(language))) }
        return String(decoding: JSON.object(members).bytes, as: UTF8.self)
    }
}
