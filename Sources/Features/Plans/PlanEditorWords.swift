import Kernel

/// The words of the plan's editor, by the names `Web/js/plan-editor*.js` knows them by.
enum PlanEditorWords {
    /// The value of `data-words`.
    static func attribute(_ language: Language) -> String {
        let members = all.map { ($0, JSON.string($1.in(language))) }
        return String(decoding: JSON.object(members).bytes, as: UTF8.self)
    }

    static let all = frame + parts + hints + facts + panels + faults + walk + saving

    private static let frame: [(String, Phrase)] = [
        ("plan", Phrase("平面图", "Plan")), ("tools", Phrase("工具", "Tools")),
        ("close", Phrase("退出画图", "Leave the drawing")),
        ("undo", Phrase("撤销", "Undo")), ("redo", Phrase("重做", "Redo")), ("menu", Phrase("清单和更多", "Lists and more")),
        ("save", Phrase("保存", "Save")), ("zoom-in", Phrase("放大", "Zoom in")), ("zoom-out", Phrase("缩小", "Zoom out")),
        ("fit", Phrase("看全图", "See all")), ("panel", Phrase("面板", "Panel")), ("pages", Phrase("面板的页", "Pages")),
        ("close-panel", Phrase("收起", "Close")), ("loading", Phrase("正在打开……", "Opening …")),
        (
            "drawing-label",
            Phrase(
                "图纸。字母键换工具，方向键移动，回车放点；清单里可以逐个选部件。",
                "Drawing. Letters change the tool, arrows move, Enter sets a point; parts can be chosen from the list.")
        ),
        ("again", Phrase("再试一次", "Try again")), ("open-again", Phrase("继续画图", "Go on drawing")),
        ("unreached", Phrase("现在连不上，请稍后再试。", "The city cannot be reached just now. Please try again soon.")),
        ("kept", Phrase("草稿已存本机", "Draft kept")),
        ("unkept", Phrase("这台设备存不了草稿，请尽快保存", "This device keeps no draft: save soon")),
        ("moment", Phrase("不到 1 分钟", "less than a minute")), ("minutes", Phrase("{n} 分钟", "{n} min")),
        ("hours", Phrase("{n} 小时", "{n} h")), ("days", Phrase("{n} 天", "{n} days")),
        ("metres", Phrase("{n} 米", "{n} m")), ("comma", Phrase("、", ", ")),
        (
            "resumed",
            Phrase("接着 {age}前没保存的草稿画。", "You go on with a draft of {age} ago that was not saved.")
        ),
        (
            "resumed-behind",
            Phrase(
                "接着 {age}前没保存的草稿画。这期间有人存了第 {n} 版，保存时会合并。",
                "You go on with a draft of {age} ago. Version {n} was saved since: saving merges both."
            )
        ),
        (
            "elsewhere",
            Phrase(
                "这张图在另一个页面里也开着。这里画的不存草稿，请在一处画完再保存。",
                "This plan is open on another page too. No draft is kept of what you draw here.")
        ),
        ("fine", Phrase("知道了", "Fine")), ("discard", Phrase("丢掉草稿", "Throw it away")),
        ("old-version", Phrase("第 {n} 版，只能看。", "Version {n}: to be looked at only.")),
        ("make-newest", Phrase("用它做最新版", "Make it the newest")), ("note-old", Phrase("恢复第 {n} 版", "Version {n} again")),
    ]

    private static let parts: [(String, Phrase)] = [
        ("tool-select", Phrase("选择", "Select")), ("tool-path", Phrase("道路", "Path")),
        ("tool-building", Phrase("楼", "Building")),
        ("tool-door", Phrase("单元门", "Door")), ("tool-gate", Phrase("大门", "Gate")), ("tool-spot", Phrase("设施", "Spot")),
        ("tool-ground", Phrase("绿地", "Green")),
        ("path-road", Phrase("车行道", "Road")), ("path-lane", Phrase("骑行道", "Lane")),
        ("path-footway", Phrase("人行道", "Footway")),
        ("path-stairs", Phrase("台阶", "Stairs")), ("path-ramp", Phrase("坡道", "Ramp")),
        ("path-lift", Phrase("电梯", "Lift")),
        ("spot-parking", Phrase("停车点", "Parking")), ("spot-locker", Phrase("外卖柜/快递柜", "Locker")),
        ("spot-trolley", Phrase("推车", "Trolleys")), ("spot-charging", Phrase("充电", "Charging")),
        ("spot-toilet", Phrase("厕所", "Toilet")), ("spot-office", Phrase("物业/服务点", "Office")),
        ("ground-green", Phrase("绿地", "Green")), ("ground-water", Phrase("水面", "Water")),
        ("ground-court", Phrase("场地", "Court")),
        ("shape-box", Phrase("方块", "Rectangle")), ("shape-corners", Phrase("多边形", "Corners")),
        ("gate", Phrase("大门", "Gate")), ("door", Phrase("单元门", "Door")),
        ("building-sign", Phrase("{n}幢", "{n}")), ("unit-sign", Phrase("{n}单元", "unit {n}")),
        ("gate-unrecorded", Phrase("没登记的门", "Not recorded")), ("gate-gone", Phrase("已取消的门", "A gate that is gone")),
        ("which-gate", Phrase("哪个门", "Which gate")), ("kind", Phrase("种类", "Kind")), ("shape", Phrase("形状", "Shape")),
        ("name", Phrase("名称", "Name")), ("next-name", Phrase("楼号", "Name")), ("next-doors", Phrase("单元", "Doors")),
        ("next-floors", Phrase("层数", "Floors")),
    ]

    private static let hints: [(String, Phrase)] = [
        (
            "hint-select",
            Phrase(
                "点一下选中，再拖着移动。拖空白处移图，双指或滚轮缩放。",
                "Tap to choose, drag to move. Drag bare ground to pan; pinch or wheel to zoom.")
        ),
        ("hint-path", Phrase("一点一点地点出道路，再点最后一点就画完。", "Tap point after point; tap the last one again to finish.")),
        ("hint-building", Phrase("拖出一幢楼；点一下放一幢和上次一样大的。", "Drag out a building; a tap sets one of the last size.")),
        ("hint-door", Phrase("在楼边点一下，门会自动接到最近的路。", "Tap at a building’s edge; the door is joined to the next path.")),
        ("hint-gate", Phrase("在大门的位置点一下。", "Tap where the gate is.")),
        ("hint-gates-done", Phrase("登记的门都画好了。", "All recorded gates are drawn.")),
        ("hint-spot", Phrase("在图上点一下。", "Tap where it is.")),
        ("hint-ground-box", Phrase("拖出一块。", "Drag out a rectangle.")),
        (
            "hint-ground-corners",
            Phrase("沿着边一个角一个角地点，点回第一个角就画完。", "Tap corner after corner; tap the first again to finish.")
        ),
        ("hint-scale", Phrase("在底图上点两个知道距离的点。", "Tap two points of the picture whose distance you know.")),
        ("hint-picture", Phrase("拖动底图对准图纸。", "Drag the picture into place.")),
        ("finish", Phrase("画完", "Finish")), ("back-one", Phrase("退一点", "Back")), ("cancel", Phrase("不画了", "Cancel")),
        ("picture-done", Phrase("好了", "Done")), ("cross-at", Phrase("{x}，{y} 米", "{x}, {y} m")),
        ("made-building", Phrase("画好 {name}幢", "{name} drawn")),
        ("made-door", Phrase("画好 {name}单元门", "Door {name} drawn")),
        ("door-not-joined", Phrase("画好了门，附近没有路可接", "Door drawn; no path near by to join")),
        ("no-building-here", Phrase("这里没有楼", "No building here")), ("made-spot", Phrase("画好了", "Drawn")),
        ("made-gate", Phrase("大门画好了", "Gate drawn")), ("joined", Phrase("接好了", "Joined")),
        ("not-joined", Phrase("附近没有可接的路", "No path near by to join")),
        ("connected", Phrase("交叉处已接通", "Joined where they cross")),
        ("row-made", Phrase("复制了 {n} 幢", "{n} copied")),
        ("row-cut", Phrase("图纸放不下，复制了 {n} 幢", "The sheet ends: {n} copied")),
        ("scaled", Phrase("比例调好了", "Scale set")),
        ("template-done", Phrase("模板放好了，照实际改", "Template laid: change it to the truth")),
        ("limit-paths", Phrase("道路太多了", "Too many paths")), ("limit-buildings", Phrase("楼太多了", "Too many buildings")),
        ("limit-unitsOfBuilding", Phrase("这幢楼的门太多了", "Too many doors in this building")),
        ("limit-gates", Phrase("大门太多了", "Too many gates")), ("limit-spots", Phrase("设施太多了", "Too many spots")),
        ("limit-grounds", Phrase("绿地太多了", "Too many grounds")),
        ("limit-lineMax", Phrase("这条路的点太多了，请分段画", "Too many points: draw it in pieces")),
        ("limit-outlineMax", Phrase("这个边的角太多了", "Too many corners")),
        ("limit-pointsMax", Phrase("整张图的点太多了", "Too many points on the sheet")),
    ]

    private static let facts: [(String, Phrase)] = [
        (
            "nothing-chosen",
            Phrase("还没有选中部件。在图上点一个，或到“清单”里选。", "Nothing is chosen. Tap a part, or choose one from the list.")
        ),
        ("chosen", Phrase("选中 {n} 个", "{n} chosen")), ("properties", Phrase("属性", "Properties")),
        ("duplicate", Phrase("复制", "Copy")), ("delete", Phrase("删除", "Delete")), ("show", Phrase("看", "Show")),
        ("remove-point", Phrase("删这个点", "Remove point")), ("turn", Phrase("转动", "Turn")),
        ("building-name", Phrase("楼号（不写“幢”）", "Number or name")), ("floors", Phrase("层数", "Floors")),
        ("lift", Phrase("电梯", "Lift")),
        ("lift-unknown", Phrase("不清楚", "Unknown")), ("lift-yes", Phrase("有", "Yes")), ("lift-no", Phrase("没有", "No")),
        ("size", Phrase("{w} × {h} 米", "{w} × {h} m")), ("length", Phrase("长 {m}", "{m} long")),
        ("doors", Phrase("单元门", "Doors")), ("unit-name", Phrase("单元（不写“单元”）", "Unit")),
        ("add-door", Phrase("加一个门", "Add a door")),
        ("cut-corner", Phrase("改成 L 形", "Make it an L")),
        ("delete-door", Phrase("删除 {n} 单元门", "Delete door {n}")), ("off-path", Phrase("没有接到路", "Not on a path")),
        ("join", Phrase("接到最近的路", "Join to the next path")), ("choose-building", Phrase("看整幢楼", "The whole building")),
        ("row", Phrase("复制成一排", "Copy into a row")), ("row-number", Phrase("一共几幢", "How many in all")),
        ("row-gap", Phrase("间隔（米）", "Gap (m)")), ("row-way", Phrase("方向", "Direction")),
        ("row-step", Phrase("编号", "Counting")),
        ("row-go", Phrase("复制这一排", "Copy the row")), ("way-right", Phrase("向右", "To the right")),
        ("way-left", Phrase("向左", "To the left")),
        ("way-down", Phrase("向下", "Downwards")), ("way-up", Phrase("向上", "Upwards")),
        ("path-name", Phrase("路名（可不填）", "Name (optional)")), ("oneway", Phrase("车辆单行", "One way for vehicles")),
        ("reverse", Phrase("换个方向", "Other way round")), ("closed", Phrase("现在不通", "Closed just now")),
        ("connect", Phrase("接通交叉处", "Join where it crosses")), ("vehicles", Phrase("可以停", "For")),
        ("vehicle-e-bike", Phrase("电动车", "E-bikes")), ("vehicle-car", Phrase("汽车", "Cars")),
    ]

    private static let panels: [(String, Phrase)] = [
        ("tab-properties", Phrase("属性", "Properties")), ("tab-list", Phrase("清单", "List")),
        ("tab-problems", Phrase("检查", "Check")),
        ("tab-problems-n", Phrase("检查 {n}", "Check {n}")), ("tab-picture", Phrase("底图", "Picture")),
        ("tab-sheet", Phrase("图纸", "Sheet")),
        ("filter", Phrase("找部件", "Find a part")), ("list-buildings", Phrase("楼 {n}", "Buildings {n}")),
        ("list-gates", Phrase("大门 {n}", "Gates {n}")),
        ("list-paths", Phrase("道路 {n}", "Paths {n}")), ("list-spots", Phrase("设施 {n}", "Spots {n}")),
        ("list-grounds", Phrase("绿地 {n}", "Grounds {n}")), ("doors-n", Phrase("{n} 个门", "{n} doors")),
        ("floors-n", Phrase("{n} 层", "{n} floors")),
        ("more", Phrase("还有 {n} 个，请用上面的框找。", "{n} more: use the field above.")),
        ("picture-file", Phrase("选一张图照着描", "A picture to trace")),
        (
            "picture-note",
            Phrase(
                "可以拍小区门口的示意牌。图只留在这台设备上，不会上传。",
                "The board at the gate will do. It stays on this device and is never uploaded.")
        ),
        ("picture-fault", Phrase("打不开这张图，请换 JPG 或 PNG。", "This picture cannot be read. Please take a JPG or PNG.")),
        ("opacity", Phrase("底图深浅", "How strong it shows")), ("picture-scale", Phrase("定比例", "Set the scale")),
        ("picture-move", Phrase("移动底图", "Move it")), ("picture-away", Phrase("去掉底图", "Take it away")),
        ("real-length", Phrase("这两点实际相距（米）", "Their true distance (m)")), ("scale-set", Phrase("确定", "Set")),
        ("start-title", Phrase("开始画平面图", "Begin the plan")),
        (
            "start-lead",
            Phrase("先画道路，再画楼和大门；门会自动接到路上。", "Paths first, then buildings and gates: doors are joined to the paths.")
        ),
        ("start-blank", Phrase("从空白画起", "Begin with a blank sheet")),
        ("start-trace", Phrase("照着图描", "Trace a picture")),
        ("sheet-size", Phrase("图纸大小（米）", "Size of the sheet (m)")), ("width", Phrase("宽", "Width")),
        ("height", Phrase("高", "Height")),
        ("north", Phrase("北方向（从上方顺时针的度数）", "North (degrees clockwise from up)")),
        ("wider", Phrase("四周各加 20 米", "20 m more on all sides")),
        ("snapping", Phrase("自动对齐", "Snap to points, lines and grid")),
        ("templates", Phrase("从模板开始", "Begin with a template")),
        (
            "templates-lead",
            Phrase(
                "选和小区像的，放好后照实际改。会换掉现在的图，可以撤销。",
                "Choose what is alike and change it. It replaces the drawing; undo brings that back.")
        ),
        ("template-kind", Phrase("样子", "Kind")), ("template-slabs", Phrase("一排排多层", "Rows of slabs")),
        ("template-towers", Phrase("高层", "Towers")), ("template-ring", Phrase("环路", "Ring road")),
        ("template-courtyard", Phrase("围合院落", "Courtyard")), ("template-buildings", Phrase("几幢楼", "Buildings")),
        ("template-go", Phrase("放上模板", "Lay it")), ("waiting", Phrase("请稍等……", "One moment …")),
        ("as-rider", Phrase("以骑手身份看", "See it as riders do")), ("keys", Phrase("键盘用法", "Keys")),
        ("key-0", Phrase("选择、道路、楼、单元门、大门、设施、绿地", "Select, path, building, door, gate, spot, green")),
        ("key-1", Phrase("移动十字或选中的部件，每次 0.5 米", "Move the cross or what is chosen by 0.5 m")),
        ("key-2", Phrase("加方向键：每次 5 米；加点选：多选", "With arrows: 5 m; with a click: choose several")),
        ("key-3", Phrase("放一个点；同一点再按一次画完", "Set a point; once more at the same point to finish")),
        ("key-4", Phrase("不画了，回到选择", "Stop, back to selecting")), ("key-5", Phrase("删除选中的", "Delete what is chosen")),
        ("key-6", Phrase("复制选中的；全选", "Copy what is chosen; choose all")), ("key-7", Phrase("撤销", "Undo")),
        ("key-8", Phrase("重做", "Redo")),
        ("key-9", Phrase("放大、缩小、看全图", "Zoom in, out, see all")), ("key-10", Phrase("保存", "Save")),
        ("key-11", Phrase("到工具、选项和面板", "To tools, options and the panel")),
        ("key-12", Phrase("按住时不对齐", "Held: no snapping")),
    ]

    private static let faults: [(String, Phrase)] = [
        ("remarks-n", Phrase("骑手有 {n} 条反馈。", "Riders said {n} things.")), ("see-remarks", Phrase("去看", "Read them")),
        ("no-problems", Phrase("没有发现问题。", "Nothing is wrong.")),
        ("problems-lead", Phrase("有 {n} 处要看一看。", "{n} things to look at.")), ("grave", Phrase("要改", "To mend")),
        ("minor", Phrase("留意", "To look at")), ("place-gate", Phrase("去画", "Draw it")),
        ("join-all", Phrase("把 {n} 处都接到路上", "Join all {n} to paths")),
        ("fault-noGate", Phrase("还没有大门，骑手进不来。", "There is no gate: nobody gets in.")),
        ("fault-gateMissing", Phrase("登记的“{name}”还没画。", "The recorded gate “{name}” is not drawn.")),
        ("fault-gateNotOnPath", Phrase("{part}没有接到路。", "{part} is on no path.")),
        ("fault-gateGone", Phrase("{part}对应的登记已经取消。", "The record of {part} is gone.")),
        ("fault-sameGate", Phrase("{part}画了两次。", "{part} is drawn twice.")),
        ("fault-buildingWithoutDoor", Phrase("{part}没有门。", "{part} has no door.")),
        ("fault-doorNotOnPath", Phrase("{part}没有接到路。", "{part} is on no path.")),
        ("fault-doorUnreachable", Phrase("从大门走不到{part}。", "{part} cannot be reached from any gate.")),
        ("fault-sameBuildingName", Phrase("有两幢楼都叫{part}。", "Two buildings are called {part}.")),
        ("fault-sameUnitName", Phrase("同一幢楼有两个{part}。", "One building has {part} twice.")),
        ("fault-buildingWithoutName", Phrase("有一幢楼没有楼号。", "A building has no name.")),
        ("fault-buildingsOverlap", Phrase("{part}和{other}叠在一起。", "{part} and {other} overlap.")),
        ("fault-outsideSheet", Phrase("{part}画到图纸外面了。", "{part} lies outside the sheet.")),
        ("fault-parkingUnreachable", Phrase("车骑不到{part}。", "{part} cannot be ridden to.")),
        ("fault-spotNotOnPath", Phrase("{part}没有接到路。", "{part} is on no path.")),
    ]

    private static let walk: [(String, Phrase)] = [
        ("walk", Phrase("试走", "Try the way")), ("walk-to", Phrase("走到{part}", "To {part}")),
        (
            "walk-lead",
            Phrase(
                "从每个大门怎么走、要多久，点一个看路线。门岗规定不算在内。",
                "From each gate, by the plan alone and without gates’ rules. Tap one to see it.")
        ),
        ("walk-minutes", Phrase("{n} 分钟", "{n} min")), ("by-e-bike", Phrase("电动车", "e-bike")),
        ("by-foot", Phrase("步行", "on foot")), ("none-unknownTarget", Phrase("图上没有这个门。", "There is no such door.")),
        ("none-noDoor", Phrase("这幢楼没有门。", "This building has no door.")),
        ("none-targetNotOnPath", Phrase("门没有接到路。", "The door is on no path.")),
        ("none-noGates", Phrase("还没有大门。", "There is no gate.")),
        ("none-noEntrance", Phrase("没有能进的门。", "No gate is open.")),
        ("none-gateNotOnPath", Phrase("大门没有接到路。", "The gate is on no path.")),
        ("none-closedPath", Phrase("路不通。", "The way is closed.")),
        ("none-unreachable", Phrase("走不到。", "No way leads there.")),
    ]

    private static let saving: [(String, Phrase)] = [
        ("save-title", Phrase("保存为新的一版", "Save as a new version")), ("save-go", Phrase("保存", "Save")),
        ("saving", Phrase("正在保存……", "Saving …")), ("note", Phrase("改了什么（可不填）", "What has changed (optional)")),
        ("note-lead", Phrase("保存后骑手马上看到新的一版，旧版一直留着。", "Riders see it at once; older versions are kept.")),
        ("save-problems", Phrase("还有 {n} 处要改，也可以先保存。", "{n} things are left to mend; you may save all the same.")),
        ("save-minor", Phrase("还有 {n} 处可以看一看。", "{n} things might be looked at.")),
        ("see-problems", Phrase("先看看", "Look first")),
        (
            "save-offline",
            Phrase("没有连上网络。图存在这台设备上，有网络时再保存。", "No network. The drawing is kept on this device: save it later.")
        ),
        (
            "signed-out",
            Phrase(
                "登录已过期，请在另一个页面登录后再保存，图还在这台设备上。",
                "Your sign-in has ended. Sign in on another page, then save: the drawing stays here.")
        ),
        ("saved", Phrase("已保存为第 {n} 版。", "Saved as version {n}.")),
        (
            "saved-merged",
            Phrase(
                "别人同时存的改动已经合并进来，两边都在。", "What somebody else saved meanwhile is merged in: nothing of either is lost.")
        ),
        ("draw-on", Phrase("继续画", "Go on drawing")),
        ("conflict-title", Phrase("有人同时改了同样的地方", "Somebody changed the same parts")),
        (
            "conflict-lead",
            Phrase(
                "别人存了第 {n} 版，有 {m} 处和您的不一样。每处选一个，其余的自动合并。",
                "Somebody saved version {n}. {m} parts differ from yours: choose for each; all else is merged.")
        ),
        ("all-mine", Phrase("都用我的", "All mine")), ("all-theirs", Phrase("都用别人的", "All theirs")),
        ("mine", Phrase("我的", "Mine")),
        ("theirs", Phrase("别人的", "Theirs")), ("conflict-go", Phrase("按选的合并保存", "Merge and save")),
        ("did-delete", Phrase("删掉了", "deleted it")), ("did-add", Phrase("新加的", "added it")),
        ("did-change", Phrase("改了{what}", "changed {what}")),
        ("sheet", Phrase("图纸", "The sheet")), ("member-width", Phrase("宽", "width")),
        ("member-height", Phrase("高", "height")),
        ("member-north", Phrase("北方向", "north")), ("member-name", Phrase("名称", "name")),
        ("member-line", Phrase("走向", "its course")), ("member-outline", Phrase("轮廓", "outline")),
        ("member-at", Phrase("位置", "place")), ("member-floors", Phrase("层数", "floors")),
        ("member-lift", Phrase("电梯", "lift")),
        ("member-units", Phrase("单元门", "doors")), ("member-kind", Phrase("种类", "kind")),
        ("member-gate", Phrase("哪个门", "which gate")),
        ("member-oneway", Phrase("单行", "one way")), ("member-closed", Phrase("通不通", "closed")),
        ("member-vehicles", Phrase("可停车辆", "vehicles")),
    ]
}
