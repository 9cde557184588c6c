import Kernel

/// The page that says what there is to be had.
enum OpenDataPages {
    private struct Feed {
        var address: String
        var name: String
        var words: Phrase
    }

    private static let feeds = [
        Feed(
            address: "/gbfs/gbfs.json", name: "GBFS 3.0",
            words: Phrase(
                "充换电站：位置、营业时间、空闲接口和满电电池。没有实时状态的站不出现在 station_status 里；last_reported 是运营商自己报告的时间。",
                "Chargers and swap cabinets: where, when open, free slots and full batteries. Those without a live "
                    + "status are absent from station_status; last_reported is the operator's own time.")),
        Feed(
            address: "/ocpi/versions", name: "OCPI 2.2.1",
            words: Phrase(
                "充电点位（locations，只读，不需要令牌）：每个接口一个 EVSE，按 offset、limit 分页。只换电的站不在其中。",
                "Charging locations (read-only, no token needed): an EVSE for each slot, paged by offset and limit. "
                    + "Cabinets that only swap are not among them.")),
        Feed(
            address: "/hsds/services", name: "HSDS 3.0",
            words: Phrase(
                "驿站的服务目录：组织、地点、时间表、设施，按 page、per_page 分页。",
                "Stations as a directory of services: organisations, locations, schedules, facilities, paged by page "
                    + "and per_page.")),
        Feed(
            address: "/ogc", name: "OGC API Features 1.0",
            words: Phrase(
                "全部地点的 GeoJSON，每类一个数据集，按 bbox、limit、offset 分页；QGIS 和 GDAL 可以直接打开。",
                "All places as GeoJSON, a collection for each kind, paged by bbox, limit and offset; QGIS and GDAL "
                    + "open it as it is.")),
        Feed(
            address: "/openapi.json", name: "OpenAPI 3.1",
            words: Phrase("本站全部接口的说明。", "The description of this site's own API.")),
    ]

    static func index(_ settings: OpenDataSettings, for visit: Visit) -> Page {
        let language = visit.language
        let items = feeds.markup { feed in
            """
            <li><h2><a href="\(feed.address)">\(feed.name)</a></h2>
            <p>\(feed.words.in(language))</p>
            <p class="quiet"><code>\(visit.origin)\(feed.address)</code></p></li>

            """
        }
        let main: HTML = """
            <h1>\(Phrase.openData.in(language))</h1>
            <p>\(Phrase.openDataLead.in(language))</p>
            <ul class="feeds">
            \(items)</ul>
            <h2>\(Phrase.licence.in(language))</h2>
            <p>\(licence(settings).in(language))</p>
            """
        return Page(
            title: Phrase.openData.in(language), main: main, description: Phrase.openDataLead.in(language))
    }

    private static func licence(_ settings: OpenDataSettings) -> Phrase {
        let words = Phrase(
            "数据按 \(settings.licence) 许可提供，请注明来源“\(settings.cityName.chinese)甬爱码”。状态数据来自各运营商，可能滞后；"
                + "请看每条记录自己的时间。",
            "The data is licensed under \(settings.licence); please credit “YongAi \(settings.cityName.english)”. Live "
                + "states come from the operators and may lag: look at each record's own time.")
        // Until the city has named an address, there is nobody to write to.
        if settings.contactEmail.hasSuffix(".invalid") { return words }
        let contact = Phrase("联系：\(settings.contactEmail)。", "Contact: \(settings.contactEmail).")
        return Phrase(words.chinese + contact.chinese, words.english + " " + contact.english)
    }
}

extension Phrase {
    static let openData = Phrase("开放数据", "Open data")
    static let openDataLead = Phrase(
        "任何程序都可以读取下面的数据：坐标是 WGS-84，时间带时区，编号长期不变。",
        "Any program may read what is below: coordinates are WGS-84, times carry their zone, identifiers stay.")
    static let licence = Phrase("许可", "Licence")
}
