import CompoundPlan
import Kernel

/// What staff are told about plans.
extension Phrase {
    static let noPlanOfYours = Phrase(
        "没有这个小区，或不在您的管辖范围内。", "There is no such compound, or it is not within your area.")
    static let noPlanYet = Phrase("这个小区还没有平面图。", "There is no plan of this compound yet.")
    static let noSuchPlanVersion = Phrase("没有这个版本。", "There is no such version.")
    static let planKeyTaken = Phrase("这次保存的编号已经用过，内容不同。", "This key was used before with other content.")
    static let planBaseUnknown = Phrase("还没有这个版本。", "There is no such version yet.")
    static let planBaseForm = Phrase("请填画图时打开的版本号，没有就填 0。", "The number of the version it was drawn on; 0 for none.")
    static let planVersionForm = Phrase("请填版本号，从 1 开始。", "The number of a version, from 1.")
    static let planNoteForm = Phrase(
        "说明最多 \(Limits.planNoteCharactersMax) 个字。", "A note of \(Limits.planNoteCharactersMax) characters at most.")
    static let planKeyForm = Phrase(
        "请填 16 到 64 个字母、数字、- 或 _，每次保存都不同。", "Give 16 to 64 letters, digits, - or _, new for each saving.")
    static let planWanted = Phrase("应是平面图（JSON 对象）。", "A plan is wanted: a JSON object.")
    static let planConflictTitle = Phrase("别人刚刚也改过", "Somebody else has changed it too")
    static let planConflict = Phrase(
        "有几处你们都改了，请逐处选择。这次还没有保存。", "Some parts were changed by both. Choose for each; nothing was saved.")
    static let planFaultTitle = Phrase("平面图有误", "Something in the plan is wrong")
    static let planUnreadable = Phrase(
        "现有的版本读不出来，请打开最新版本再改。", "The version there is cannot be read. Open the newest and draw anew.")
    static let noSuchTemplate = Phrase(
        "可用：slabs、towers、ring、courtyard。", "Accepted: slabs, towers, ring, courtyard.")
    static let templateBuildings = Phrase(
        "请填 1 到 \(PlanTemplate.buildingsMax) 的整数。", "A whole number from 1 to \(PlanTemplate.buildingsMax).")
    static let planCornerForm = Phrase(
        "请填左上角的经纬度（WGS-84），如 29.868300 和 121.544000。",
        "Latitude and longitude of the upper left corner (WGS-84), such as 29.868300 and 121.544000.")
    static let planTurnForm = Phrase("请填 0 到 359 的整数（度）。", "Whole degrees from 0 to 359.")

    static let planSaved = Phrase("已保存。", "Saved.")
    static let planNeedsScript = Phrase(
        "画平面图需要打开浏览器的 JavaScript。", "Drawing a plan needs JavaScript: please switch it on.")
    static let gatesOfCompound = Phrase("门岗", "Gates")
    static let planSeenByRiders = Phrase("骑手看到的页面", "As riders see it")
    static let noPlanDrawn = Phrase("还没有画过平面图。", "Nothing was drawn yet.")
    static let planVersions = Phrase("版本", "Versions")
    static let planVersionOpen = Phrase("正在看", "Open here")
    static let openThisVersion = Phrase("打开", "Open")
    static let planBySystem = Phrase("系统", "The system")
    static let remarksOfRiders = Phrase("骑手的反馈", "What riders say")
    static let remarkReply = Phrase("说明（不采纳时必填）", "Why (needed to decline)")
    static let remarkMended = Phrase("已改好", "Mended")
    static let remarkDeclined = Phrase("不采纳", "Decline")
    static let remarkDecisions = Phrase("可用：done、decline。", "Accepted: done, decline.")
    static let planPlacing = Phrase("在地图上的位置（只给工作人员）", "Where it lies on the map (for staff alone)")
    static let planPlacingNote = Phrase(
        "平面图本身不带经纬度，这里填的位置不会公开，只用来导出。",
        "The plan itself has no coordinates. What you give here is not published; it serves the export.")
    static let planCornerLatitude = Phrase("左上角纬度", "Latitude of the upper left corner")
    static let planCornerLongitude = Phrase("左上角经度", "Longitude of the upper left corner")
    static let planTurn = Phrase("顺时针旋转（度）", "Turned clockwise (degrees)")
    static let planOSM = Phrase("导出 OSM XML", "Export as OSM XML")
    static let planNotPlaced = Phrase("还没有填平面图在地图上的位置。", "Nobody has said yet where the plan lies on the map.")
    static let savePlacing = Phrase("保存位置", "Save the position")

    static func planVersion(_ number: Int) -> Phrase { Phrase("第 \(number) 版", "Version \(number)") }
}
