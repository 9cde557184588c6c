import Kernel
import Places

/// What is said about editing the directory.
extension Phrase {
    static let noPlaceOfYours = Phrase(
        "没有这个地点，或不在您的管辖范围内。", "There is no such place, or it is not within your area.")
    static let outsideYourArea = Phrase(
        "新的位置或区域不在您的管辖范围内。请联系那个区域的工作人员。",
        "The new position or area is not within yours. Ask the staff of that area.")
    static let forTheDirectory = Phrase(
        "类型、永久关闭和合并由社区或街道处理，请联系他们。",
        "Kind, closing for good and merging are for the staff of the area. Ask them.")
    static let isMerged = Phrase("这个地点已合并到别处，请先撤销合并。", "This place was merged into another; undo that first.")
    static let reasonNeeded = Phrase("请写明原因。", "Say why.")
    static let noSuchChange = Phrase("没有这次修改，或不能撤销。", "There is no such change, or it cannot be undone.")
    static let alreadyUndone = Phrase("这次修改已经撤销过了。", "This change was undone already.")
    static let nameNeeded = Phrase("请填写名称。", "Give a name.")
    static let noSuchKind = Phrase("请选择类型。", "Choose a kind.")
    static let noSuchArea = Phrase("没有这个区域。", "There is no such area.")
    static let pointForm = Phrase(
        "经纬度请写成度数，如 29.868300 和 121.544000。", "Give degrees, such as 29.868300 and 121.544000.")
    static let pointNeeded = Phrase("这类地点要有位置。", "A place of this kind needs a position.")
    static let outsideTheCity = Phrase("这个位置不在本市范围内。", "This position lies outside the city.")
    static let nothingKnown = Phrase("（空）", "(nothing)")

    static let placesTitle = Phrase("地点目录", "Places")
    static let newPlace = Phrase("新增地点", "Add a place")
    static let lookForPlaces = Phrase("名称、拼音或地址", "Name, pinyin or address")
    static let anyKind = Phrase("全部类型", "Any kind")
    static let anyState = Phrase("全部", "All")
    static let stateHead = Phrase("状态", "State")
    static let lookUp = Phrase("查找", "Search")
    static let noPlacesFit = Phrase("没有符合的地点。", "No places fit.")
    static let furtherPlaces = Phrase("更多地点", "More places")
    static let edit = Phrase("修改", "Edit")
    static let save = Phrase("保存", "Save")
    static let addIt = Phrase("新增", "Add")
    static let saved = Phrase("已保存。", "Saved.")
    static let seenByRiders = Phrase("查看骑手看到的页面", "See the page riders see")
    static let unplacedTag = Phrase("未标注", "Not on the map")
    static let closedTag = Phrase("永久关闭", "Closed for good")
    static let mergedTag = Phrase("已合并", "Merged")
    static let doubtedTag = Phrase("有人反映关门", "Reported closed")
    static let withoutHoursTag = Phrase("缺营业时间", "No hours")
    static let staleTag = Phrase("很久没核实", "Not verified lately")

    static let latitude = Phrase("纬度", "Latitude")
    static let longitude = Phrase("经度", "Longitude")
    static let datum = Phrase("坐标系", "Datum")
    static let byPosition = Phrase("按位置自动判定", "By its position")
    static let verifiedToday = Phrase("我已核实，信息属实", "I have made sure of this")
    static let whyChanged = Phrase("修改原因（选填）", "Why (optional)")
    static let whyClosed = Phrase("原因", "Why")
    static let hoursHelp = Phrase(
        "可写 Mo-Fr 09:00-18:00; PH off，或“周一至周五 9:00-18:00”。",
        "Write Mo-Fr 09:00-18:00; PH off, or say it in Chinese.")
    static let closeForGood = Phrase("标记为永久关闭", "Close for good")
    static let openAgain = Phrase("恢复这个地点", "Open it again")
    static let closedNote = Phrase(
        "永久关闭的地点不再给骑手看，但不会删除，可以恢复。",
        "A place closed for good is no longer shown to riders. It is not removed and can be opened again.")
    static let history = Phrase("修改历史", "History")
    static let noHistory = Phrase("还没有修改过。", "Nothing was changed yet.")
    static let undo = Phrase("撤销", "Undo")
    static let undone = Phrase("已撤销", "Undone")
    static let overtakenNote = Phrase("之后又改过，不能直接撤销", "Changed again since; cannot be undone")
    static let changedMeanwhile = Phrase("有人刚刚改过这个地点", "Somebody has just changed this place")
    static let changedMeanwhileNote = Phrase(
        "您填的内容都还在下面，没有丢。请对照后再保存。", "What you typed is below, nothing is lost. Compare, then save again.")
    static let fieldHead = Phrase("项目", "Field")
    static let presentHead = Phrase("现在的", "Now")
    static let yoursHead = Phrase("您填的", "Yours")
    static let someFieldsWrong = Phrase("有几项需要改一下，再保存。", "Some fields need another look before saving.")
    static let stepBefore = Phrase("改前", "before")

    static let gatesAndPolicies = Phrase("门岗与通行规则", "Gates and their policies")

    static func lettersMax(_ most: Int) -> Phrase {
        Phrase("最多 \(most) 个字。", "At most \(most) characters.")
    }

    static func overtaken(_ fields: [PlaceField]) -> Phrase {
        let chinese = fields.map(\.words.chinese).joined(separator: "、")
        let english = fields.map(\.words.english).joined(separator: ", ")
        return Phrase(
            "之后又有人改过：\(chinese)。请直接修改。", "Changed again since then: \(english). Edit the place instead.")
    }
}

extension PlacesQuestion.State {
    var words: Phrase {
        switch self {
        case .unplaced: Phrase("未标注位置", "Not on the map")
        case .stale: Phrase("很久没核实", "Not verified lately")
        case .doubted: Phrase("有人反映关门", "Reported closed")
        case .withoutHours: Phrase("缺营业时间", "Without hours")
        case .archived: Phrase("已永久关闭", "Closed for good")
        }
    }
}
