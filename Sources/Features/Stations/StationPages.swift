import Kernel
import Places

/// A station's part of a place's page and of its JSON.
enum StationPages {
    static func section(_ station: Station, for visit: Visit) -> HTML {
        let crowding: HTML =
            station.crowding == .unknown
            ? .empty : FactRows.row(.crowding, markup: crowdingMark(station, visit), icon: "people", for: visit)
        return FactRows.list(
            .stationNow, [crowding, FactRows.row(.keeper, station.keeper, icon: "keeper", for: visit)], for: visit)
    }

    /// How crowded it is and how long ago that was; what is too old is not told as if it were now.
    private static func crowdingMark(_ station: Station, _ visit: Visit) -> HTML {
        let language = visit.language
        let words = station.crowding.words
        guard let then = station.crowdingAt else { return badge(station.crowding.tone, words, language) }
        let age = Phrase.ago(then, now: visit.now)
        guard visit.now.seconds - then.seconds > Station.crowdingHoursMax * 3600 else {
            return """
                \(badge(station.crowding.tone, words, language)) <span class="label">\(age.in(language))</span>
                """
        }
        let before = Phrase("\(age.chinese)：\(words.chinese)", "\(age.english): \(words.english)")
        return """
            \(badge("plain", Phrase("现在不清楚", "Not known now"), language)) \
            <span class="label">\(before.in(language))</span>
            """
    }

    private static func badge(_ tone: String, _ words: Phrase, _ language: Language) -> HTML {
        "<span class=\"badge badge-\(tone)\">\(words.in(language))</span>"
    }

    static func json(_ station: Station, _ visit: Visit) -> JSON {
        [
            "keeper": station.keeper.isEmpty ? .null : .string(station.keeper),
            "crowding": .string(station.crowding.rawValue),
            "crowdingAt": JSON(station.crowdingAt?.rfc3339(utcOffsetSeconds: visit.site.utcOffsetSeconds)),
        ]
    }
}

extension Station.Crowding {
    var words: Phrase {
        switch self {
        case .unknown: Phrase("未知", "Unknown")
        case .free: Phrase("有空位", "Room to sit")
        case .busy: Phrase("人较多", "Busy")
        case .full: Phrase("已满", "Full")
        }
    }
}

extension Station.Crowding {
    /// The badge of the style sheet.
    var tone: String {
        switch self {
        case .free: "good"
        case .busy: "notice"
        case .full: "bad"
        case .unknown: "plain"
        }
    }
}

extension Phrase {
    static let stationNow = Phrase("驿站情况", "At the station")
    static let crowding = Phrase("拥挤程度", "Crowding")
    static let keeper = Phrase("管理单位", "Kept by")
}
