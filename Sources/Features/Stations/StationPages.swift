import Kernel
import Places

/// A station's part of a place's page and of its JSON.
enum StationPages {
    static func section(_ station: Station, for visit: Visit) -> HTML {
        let language = visit.language
        let words = crowdingWords(station, visit.now).in(language)
        let crowding: HTML =
            station.crowding == .unknown
            ? .empty : "<div><dt>\(Phrase.crowding.in(language))</dt><dd>\(words)</dd></div>\n"
        let keeper: HTML =
            station.keeper.isEmpty
            ? .empty : "<div><dt>\(Phrase.keeper.in(language))</dt><dd>\(station.keeper)</dd></div>\n"
        guard crowding != .empty || keeper != .empty else { return .empty }
        return "<dl class=\"facts\">\n\(crowding)\(keeper)</dl>"
    }

    private static func crowdingWords(_ station: Station, _ now: Instant) -> Phrase {
        let words = station.crowding.words
        guard let then = station.crowdingAt else { return words }
        let age = Phrase.ago(then, now: now)
        guard now.seconds - then.seconds > Station.crowdingHoursMax * 3600 else {
            return Phrase("\(words.chinese) · \(age.chinese)", "\(words.english) · \(age.english)")
        }
        return Phrase("现在不清楚（\(age.chinese)：\(words.chinese)）", "Not known now (\(age.english): \(words.english))")
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

extension Phrase {
    static let crowding = Phrase("拥挤程度", "Crowding")
    static let keeper = Phrase("管理单位", "Kept by")
}
