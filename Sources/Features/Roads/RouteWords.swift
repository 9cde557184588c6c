import Kernel
import OpeningHours
import Places

/// The words of routes.
extension Phrase {
    static let routeTitle = Phrase("路线", "Route")
    static let routeFind = Phrase("看路线", "See the route")
    static let routeReason = Phrase(
        "路线从您现在的位置算起。位置只用来找路，不保存，也不给别人。",
        "The route starts where you are. Your position is used to find the way, is not stored and not passed on.")
    static let routeLocate = Phrase("从我的位置出发", "Start from my position")
    static let routeWaiting = Phrase("正在找路…", "Finding the way…")
    static let routeLocating = Phrase("正在定位…", "Finding your position…")
    static let routeRefused = Phrase(
        "没有得到位置授权，这里画不出路线。请用下面的地图应用导航。",
        "Position was refused, so no route can be drawn here. Use one of the map apps below.")
    static let routeFailed = Phrase(
        "暂时定不了位。请到开阔处再试，或用下面的地图应用导航。",
        "Your position could not be found. Try again outdoors, or use one of the map apps below.")
    static let routeOffline = Phrase(
        "没连上网络，暂时算不出路线。请稍后再试，或用下面的地图应用导航。",
        "No connection, so no route for now. Try again soon, or use one of the map apps below.")
    static let routeNoScript = Phrase(
        "这个浏览器没有运行脚本，画不出路线。请用下面的地图应用导航。",
        "Scripts do not run in this browser, so no route can be drawn. Use one of the map apps below.")
    static let routeModes = Phrase("怎么走", "How you travel")
    static let routeSteps = Phrase("分步说明", "Step by step")
    static let routeNext = Phrase("下一步", "Next step")
    static let routePrevious = Phrase("上一步", "Previous step")
    static let routeSpeak = Phrase("朗读", "Read aloud")
    static let routeHandOver = Phrase("用地图应用导航", "Navigate with a map app")
    static let routeInside = Phrase("进小区后看平面图", "Inside the compound: the plan")
    static let routeCheck = Phrase(
        "路线来自开放地图，请以现场标志和交通规则为准。", "The route comes from an open map. Signs and traffic rules come first.")
    static let routeMap = Phrase("路线图", "Map of the route")
    static let routeBackToPlace = Phrase("回到地点", "Back to the place")
    static let unplacedRoute = Phrase(
        "这个地点还没有标在地图上，暂时不能导航。", "This place is not on the map yet, so there is no navigation.")
    static let noRoutePlace = Phrase("没有这个地点，可能已经移除。", "There is no such place; it may have been removed.")

    /// `在您东北方向，直线 1.2 公里`
    static func lies(_ plan: RoutePlan) -> Phrase {
        let distance = Phrase.distance(plan.straightMetres)
        guard plan.straightMetres >= 1 else { return Phrase("就在这里", "You are there") }
        let wind = Compass(degrees: plan.bearingDegrees).words
        return Phrase(
            "在您\(wind.chinese)方向，直线 \(distance.chinese)",
            "To the \(wind.english), \(distance.english) in a straight line")
    }

    /// `3.4 公里，约 12 分钟`
    static func summary(_ route: RoadRoute) -> Phrase {
        let distance = Phrase.distance(route.metres)
        let minutes = max(1, Int((route.seconds / 60).rounded()))
        guard minutes >= 60 else {
            return Phrase("\(distance.chinese)，约 \(minutes) 分钟", "\(distance.english), about \(minutes) min")
        }
        let (hours, rest) = (minutes / 60, minutes % 60)
        return Phrase(
            "\(distance.chinese)，约 \(hours) 小时 \(rest) 分钟", "\(distance.english), about \(hours) h \(rest) min")
    }

    /// Which gate, and what to mind there.
    static func gateNote(_ choice: GateChoice, _ mode: TravelMode) -> Phrase? {
        let name = choice.gate.name
        switch choice.rank {
        case .open:
            return choice.state == .open
                ? Phrase("去\(name)，现在开着。", "To \(name), open now.")
                : Phrase("去\(name)，开放时间不明。", "To \(name); its hours are not known.")
        case .openOnFoot:
            return Phrase(
                "能进车的门现在关着或没有，去\(name)，请下车步行进入。",
                "No gate for vehicles is open. To \(name); go in on foot.")
        default:
            return Phrase(
                "已知的门现在都关着，最近的是\(name)。", "All known gates are closed now; the nearest is \(name).")
        }
    }
}

extension TravelMode {
    var words: Phrase {
        switch self {
        case .bicycle: Phrase("骑行", "Bicycle")
        case .moped: Phrase("电摩", "Moped")
        case .foot: Phrase("步行", "On foot")
        }
    }

    /// What the map apps call it; none of them knows mopeds.
    var vehicle: NavigationTarget.Vehicle { self == .foot ? .foot : .bike }
}

extension NoRoute {
    var sentence: Phrase {
        switch self {
        case .noRoads:
            Phrase(
                "这座城市还没有导入道路数据，这里只能给出方向和直线距离。",
                "No roads have been imported for this city, so here are the direction and the straight distance only.")
        case .engineDown:
            Phrase(
                "找路的服务暂时停了，先给出方向和直线距离。",
                "Finding routes is out of order for now. Here are the direction and the straight distance.")
        case .busy:
            Phrase(
                "现在找路的人太多，请稍后再试。先给出方向和直线距离。",
                "Too many people are finding routes. Try again soon. Here are the direction and the straight distance.")
        case .late:
            Phrase(
                "找路花的时间太长，没有等到结果。先给出方向和直线距离。",
                "Finding the way took too long. Here are the direction and the straight distance.")
        case .noRoadNear:
            Phrase(
                "起点或终点附近没有已知的道路，只能给出方向和直线距离。",
                "No known road is near the start or the end, so here are the direction and the straight distance.")
        case .noWay:
            Phrase(
                "没有找到能走的路，可以换一种出行方式。先给出方向和直线距离。",
                "No way was found; try another way to travel. Here are the direction and the straight distance.")
        case .tooFar:
            Phrase(
                "太远了，这里不算路线，只给出方向和直线距离。",
                "That is too far for a route here, so here are the direction and the straight distance.")
        }
    }
}

extension OpenState.Kind {
    /// The word the API uses.
    var routeWord: String {
        switch self {
        case .open: "open"
        case .closed: "closed"
        case .unknown: "unknown"
        }
    }
}
