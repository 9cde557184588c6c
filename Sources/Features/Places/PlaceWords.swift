import Kernel

/// The words of the directory's pages.
extension Phrase {
    static let showMyPass = Phrase("亮码进小区", "Show my pass")
    static let homeTitle = Phrase("找最近的、开着的", "Nearest, and open")
    static let homeLead = Phrase(
        "换电、充电、歇脚、吃饭、进小区，先看哪儿最近、开没开门。",
        "Swap, charge, rest, eat, find the gate: what is near and open.")
    static let locate = Phrase("用我的位置", "Use my position")
    static let locateReason = Phrase(
        "浏览器会问能否使用位置。位置只用来算距离，不保存，也不给别人。",
        "Your browser will ask for your position. It is used to measure distances, is not stored and not passed on.")
    static let locating = Phrase("正在定位…", "Finding your position…")
    static let locateRefused = Phrase(
        "没有得到位置授权。请在下面选一个街道，一样能看。", "Position was refused. Pick a street below instead.")
    static let locateFailed = Phrase(
        "暂时定不了位。请到开阔处再试，或在下面选一个街道。", "Your position could not be found. Try again outdoors or pick a street below.")
    static let loadFailed = Phrase("没连上网络，请稍后再试。", "No connection. Try again soon.")
    static let pickArea = Phrase("按街道找", "Pick a street")
    static let pickAreaWithoutPosition = Phrase(
        "不想给位置？选一个区和街道。", "Rather not share your position? Pick a district and street.")
    static let everyKind = Phrase("全部", "All")
    static let openNow = Phrase("现在营业", "Open now")
    static let filters = Phrase("筛选", "Filters")
    static let nearest = Phrase("最近的地点", "Nearest places")
    static let navigate = Phrase("导航", "Go")
    static let navigateWith = Phrase("去这里", "Go there")
    static let address = Phrase("地址", "Address")
    static let area = Phrase("所在区域", "Area")
    static let hours = Phrase("营业时间", "Opening hours")
    static let phone = Phrase("电话", "Phone")
    static let facilities = Phrase("设施", "Facilities")
    static let services = Phrase("服务", "Services")
    static let neighbours = Phrase("看附近的其他地点", "What else is near")
    static let about = Phrase("在哪里", "Where it is")
    static let call = Phrase("打电话", "Call")
    static let share = Phrase("分享", "Share")
    static let copied = Phrase("链接已复制", "Link copied")
    static let neverVerified = Phrase("还没有人核实过", "Nobody has verified this yet")
    static let source = Phrase("来源", "Source")
    static let demonstrationPlace = Phrase("演示数据，不是真实地点", "Demonstration data, not a real place")
    static let approximatePoint = Phrase(
        "位置是推算的，可能有偏差，请以现场为准。", "The position was worked out and may be off. Trust what you see there.")
    static let unplaced = Phrase(
        "这个地点还没有标在地图上，暂时不能导航。", "This place is not on the map yet, so there is no navigation.")
    static let approximateArea = Phrase("（推算）", " (worked out)")
    static let noPlace = Phrase("没有这个地点，可能已经移除。", "There is no such place; it may have been removed.")
    static let noArea = Phrase("没有这个区域。", "There is no such area.")
    static let otherStreets = Phrase("这个区的其他街道", "Streets of this district")
    static let emptyDirectory = Phrase("目录里还没有地点。", "The directory is empty.")

    static func navigateBy(_ app: Phrase) -> Phrase { Phrase("导航 · \(app.chinese)", "Go · \(app.english)") }

    static func nearArea(_ area: Phrase) -> Phrase {
        Phrase("\(area.chinese)附近", "Near \(area.english)")
    }

    static func aroundCentre(_ isApproximate: Bool) -> Phrase {
        isApproximate
            ? Phrase("距离从街道大致中心算起。", "Distances are from the approximate centre.")
            : Phrase("距离从中心点算起。", "Distances are from the centre.")
    }

    static func nothingWithin(_ metres: Int) -> Phrase {
        let distance = Phrase.distance(Double(metres))
        return Phrase("\(distance.chinese)内没有符合的地点。", "Nothing that fits within \(distance.english).")
    }

    static func searchWithin(_ metres: Int) -> Phrase {
        let distance = Phrase.distance(Double(metres))
        return Phrase("扩大到 \(distance.chinese)", "Look within \(distance.english)")
    }

    /// Metres to the ten under a kilometre, then kilometres to the hundred metres.
    public static func distance(_ metres: Double) -> Phrase {
        if metres < 995 {
            let rounded = metres < 100 ? Int(metres.rounded()) : Int((metres / 10).rounded()) * 10
            return Phrase("\(rounded) 米", "\(rounded) m")
        }
        let tenths = Int((metres / 100).rounded())
        let text = tenths % 10 == 0 || tenths >= 1000 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
        return Phrase("\(text) 公里", "\(text) km")
    }
}
