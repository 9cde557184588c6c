import Kernel
import Places

/// A station's part of a place's page and of its JSON.
enum StationPages {
    static func section(_ station: Station, for visit: Visit) -> HTML {
        let language = visit.language
        let age = station.crowdingAt.map { " · " + Phrase.ago($0, now: visit.now).in(language) } ?? ""
        let crowding: HTML =
            station.crowding == .unknown
            ? .empty
            : """
            <div><dt>\(Phrase.crowding.in(language))</dt><dd>\(station.crowding.words.in(language))\(age)</dd></div>

            """
        let keeper: HTML =
            station.keeper.isEmpty
            ? .empty : "<div><dt>\(Phrase.keeper.in(language))</dt><dd>\(station.keeper)</dd></div>\n"
        return "<dl class=\"facts\">\n\(crowding)\(keeper)</dl>"
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
