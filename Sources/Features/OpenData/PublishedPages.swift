import Kernel

/// What part of a list was asked for, in OCPI's words
/// (https://github.com/ocpi/ocpi/blob/2.2.1/transport_and_format.asciidoc#pagination).
struct OCPIPage {
    let offset: Int
    let limit: Int
    let from: Instant?
    let before: Instant?

    init(_ visit: Visit) throws(Refusal) {
        let query = visit.query
        try query.accept(only: ["offset", "limit", "date_from", "date_to"])
        offset = try query.whole("offset", default: 0, 0...1_000_000)
        limit = min(try query.whole("limit", default: 50, 1...1_000_000), Limits.publishedPageMax)
        from = try query.moment("date_from")
        before = try query.moment("date_to")
    }

    /// The envelope, with the number of all locations and the address of the next page in the headers.
    func answer(_ city: PublishedCity, _ visit: Visit) -> Answer {
        let locations = OCPILocations(city: city)
        let all =
            from == nil && before == nil
            ? city.chargingPoints[...]
            : city.chargingPoints.filter { entry in
                from.map { entry.changedAt >= $0 } ?? true && before.map { entry.changedAt < $0 } ?? true
            }[...]
        var answer = Answer.ocpi(.array(all.dropFirst(offset).prefix(limit).map(locations.json)), visit)
        answer.headers += [("X-Total-Count", String(all.count)), ("X-Limit", String(Limits.publishedPageMax))]
        if offset + limit < all.count { answer.headers.append(("Link", "<\(next(visit))>; rel=\"next\"")) }
        return answer
    }

    private func next(_ visit: Visit) -> String {
        let dates = [("date_from", from), ("date_to", before)].compactMap { name, moment in
            moment.map { "&\(name)=\($0.rfc3339())" }
        }
        return "\(visit.origin)/ocpi/2.2.1/locations?offset=\(offset + limit)&limit=\(limit)" + dates.joined()
    }
}

extension Answer {
    /// OCPI's envelope; 1000 is success.
    static func ocpi(_ data: JSON, _ visit: Visit) -> Answer {
        var answer = Answer.json([
            "data": data, "status_code": 1000, "status_message": "Success",
            "timestamp": .string(visit.now.rfc3339()),
        ])
        answer.headers.append(("Access-Control-Allow-Origin", "*"))
        return answer
    }
}

/// What part of a list was asked for, in HSDS's words.
struct HSDSPage {
    let page: Int
    let size: Int
    let isFull: Bool

    init(_ query: Query) throws(Refusal) {
        try query.accept(only: ["page", "per_page", "full"])
        page = try query.whole("page", default: 1, 1...1_000_000)
        size = min(try query.whole("per_page", default: 50, 1...1_000_000), Limits.publishedPageMax)
        switch try query.value("full") {
        case nil, "false": isFull = false
        case "true": isFull = true
        case let other:
            throw .parameter(name: "full", came: other, accepted: Phrase("可用：true, false。", "Accepted: true, false."))
        }
    }

    func json(_ count: Int, _ entry: (Int) -> JSON) -> JSON {
        let pages = max((count + size - 1) / size, 1)
        let first = min((page - 1) * size, count)
        let shown = first..<min(first + size, count)
        return [
            "total_items": JSON(count), "total_pages": JSON(pages), "page_number": JSON(page),
            "size": JSON(shown.count), "first_page": .bool(page == 1), "last_page": .bool(page >= pages),
            "empty": .bool(shown.isEmpty), "contents": .array(shown.map(entry)),
        ]
    }
}

extension Query {
    func whole(_ name: String, default fallback: Int, _ range: ClosedRange<Int>) throws(Refusal) -> Int {
        guard let text = try value(name) else { return fallback }
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text), range.contains(number) else {
            let words = "\(range.lowerBound)–\(range.upperBound)"
            throw .parameter(name: name, came: text, accepted: Phrase("请填 \(words) 的整数。", "A whole number, \(words)."))
        }
        return number
    }

    fileprivate func moment(_ name: String) throws(Refusal) -> Instant? {
        guard let text = try value(name) else { return nil }
        // OCPI allows the zone to be left out and means UTC then.
        guard let moment = Instant(rfc3339: text) ?? Instant(rfc3339: text + "Z") else {
            throw .parameter(
                name: name, came: text,
                accepted: Phrase("请用 2026-11-23T08:00:00Z 这样的时间。", "A moment such as 2026-11-23T08:00:00Z."))
        }
        return moment
    }
}
