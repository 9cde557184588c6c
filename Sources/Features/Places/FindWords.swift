import Kernel

/// The words of the start page and of the result page. `{}` is where a script puts a number or a name.
extension Phrase {
    static let whereUnknown = Phrase("还不知道你在哪儿", "Where are you?")
    static let changeArea = Phrase("选街道", "Pick a street")
    static let locateAgain = Phrase("重新定位", "Locate again")
    static let locatedNow = Phrase("刚刚定位", "Located just now")
    static let locatedAgo = Phrase("{} 分钟前定位", "Located {} min ago")
    static let accuracy = Phrase("误差约 {} 米", "within about {} m")
    static let aroundHere = Phrase("{}附近", "Near {}")
    static let outsideCity = Phrase("你的位置", "Your position")
    static let loading = Phrase("正在找…", "Looking…")
    static let keptList = Phrase("没连上网络，这是 {} 分钟前的结果。", "No connection. This list is {} min old.")
    static let foundCount = Phrase("找到 {} 处", "{} found")
    static let sayWhere = Phrase(
        "先说说你在哪儿：用我的位置，或者在下面选一个街道。", "Say where you are: use your position, or pick a street below.")

    static let search = Phrase("搜索", "Search")
    static let searchHint = Phrase("名称、拼音或路名", "Name, pinyin, road")
    static let searchAll = Phrase("查看“{}”的全部结果", "All results for “{}”")
    static let searchNone = Phrase("没有找到，换个写法试试", "Nothing found. Try another spelling")
    static let searchSome = Phrase("有 {} 条建议，用上下键选择", "{} suggestions; use the arrow keys")
    static let areaKind = Phrase("区域", "Area")
    static let roadKind = Phrase("道路", "Road")

    static let answers = Phrase("一键直达", "One tap")
    static let nearestSwap = Phrase("最近的换电", "Nearest swap")
    static let nearestSwapNote = Phrase("有满电电池", "with a full battery")
    static let nearestCharge = Phrase("最近的充电", "Nearest charging")
    static let restNow = Phrase("歇脚", "Rest")
    static let eatNow = Phrase("吃饭", "Eat")
    static let toiletNow = Phrase("卫生间", "Toilet")
    static let apps = Phrase("应用", "Apps")
    static let nearbyNow = Phrase("附近", "Around here")
    static let seeAll = Phrase("全部", "See all")

    static let listView = Phrase("列表", "List")
    static let mapView = Phrase("地图", "Map")
    static let views = Phrase("显示方式", "View")
    static let facilityFilter = Phrase("设施", "Facilities")
    static let facilitySheet = Phrase("要有哪些设施和服务？", "Which facilities and services?")
    static let showResults = Phrase("看结果", "Show results")
    static let close = Phrase("关闭", "Close")
    static let mapNeedsScripts = Phrase(
        "浏览器没有开启脚本，地图打不开，先看列表。", "The map needs scripts, which are off. Here is the list.")
    static let mapLoading = Phrase("正在打开地图…", "Opening the map…")
    static let mapFailed = Phrase("地图没有打开，请看列表。", "The map did not open; see the list.")
    static let mapPlacesFailed = Phrase(
        "没连上网络，地图上的地点可能不全。", "No connection. Places may be missing from the map.")
    static let mapHere = Phrase("我的位置", "My position")
    static let mapCluster = Phrase("{} 处，点开看", "{} places; zoom in")
    static let mapLabel = Phrase("地图，方向键移动，加减键缩放", "Map. Arrow keys move it, plus and minus zoom")
    static let mapOutlines = Phrase("区县边界：城市包", "Districts: city pack")
    static let zoomIn = Phrase("放大", "Zoom in")
    static let zoomOut = Phrase("缩小", "Zoom out")
    static let placeMap = Phrase("地图上的位置", "On the map")
    static let moveMap = Phrase("移动地图", "Move the map")
    static let mapEmpty = Phrase("这一片没有符合的地点，挪一挪地图或减少筛选。", "Nothing here fits. Move the map or drop a filter.")

    static let dropFilters = Phrase("去掉筛选", "Drop the filters")
    static let dropFullBattery = Phrase("也看没有满电的", "Also without a full battery")
    static let dropOpen = Phrase("不限现在营业", "Also those not open now")
    static let backHome = Phrase("首页", "Home")

    static func resultsFor(_ text: String) -> Phrase { Phrase("“\(text)”的搜索结果", "Results for “\(text)”") }

    static func nothingCalled(_ text: String) -> Phrase {
        Phrase(
            "没有找到“\(text)”。可以只写一两个字，或写拼音首字母。",
            "Nothing found for “\(text)”. Try one or two characters, or pinyin initials.")
    }

    /// A live fact as a filter.
    static func trait(_ trait: PlaceTraits) -> Phrase {
        switch trait {
        case .swap: Phrase("换电", "Swap")
        case .charge: Phrase("充电", "Charging")
        case .ebike: Phrase("电动自行车", "E-bike")
        case .car: Phrase("汽车", "Car")
        case .fullBattery: Phrase("有满电", "Full battery")
        case .freeSlot: Phrase("有空位", "Free slot")
        case .reportedClosed: Phrase("有人说关着", "Reported closed")
        default: Phrase("有人说坏了", "Reported broken")
        }
    }

    /// The app of a kind, as the city calls its services.
    static func app(of kind: PlaceKind) -> Phrase? {
        switch kind {
        case .compound: Phrase("甬爱小区", "Compounds")
        case .station: Phrase("甬爱驿站", "Stations")
        case .merchant: Phrase("甬爱商家", "Merchants")
        case .charger: Phrase("甬爱充电", "Charging")
        case .street, .building: nil
        }
    }
}
