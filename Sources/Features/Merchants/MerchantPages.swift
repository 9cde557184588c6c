import Kernel
import Places

/// A merchant's part of a place's page and of its JSON.
enum MerchantPages {
    static func section(_ offers: [Offer], of place: Place, hours: CityHours, for visit: Visit) -> HTML {
        let language = visit.language
        let list: HTML =
            offers.isEmpty
            ? "<p class=\"quiet\">\(Phrase.noOffers.in(language))</p>"
            : """
            <ul class="rows offers">
            \(offers.markup { row($0, of: place, hours: hours, visit) })</ul>
            """
        return """
            <section>
            <h2>\(Phrase.offers.in(language))</h2>
            \(list)
            </section>
            """
    }

    private static func row(_ offer: Offer, of place: Place, hours: CityHours, _ visit: Visit) -> HTML {
        let language = visit.language
        let days = HoursWords.weekdays(of: offer.days)
        let until = offer.validUntil.map { moment in
            Phrase.until(CivilTime(moment, utcOffsetSeconds: visit.site.utcOffsetSeconds).date)
        }
        let terms = [days, Phrase.timesPerDay(offer.perDay), until].compactMap { $0?.in(language) }
        let answer = OfferAnswer(offer, of: place, hours: hours, for: visit)
        return """
            <li>\(visit.icon(offer.icon))<div><p class="row-name">\(offer.words.in(language))</p>
            <p><span class="badge badge-\(answer.tone)">\(answer.words.in(language))</span></p>
            <p class="label">\(terms.joined(separator: " · "))</p></div></li>

            """
    }

    static func json(_ offer: Offer, _ visit: Visit) -> JSON {
        [
            "id": .string(offer.id.description),
            "kind": .string(offer.kind.rawValue),
            "amount": JSON(offer.amount),
            "item": .string(offer.item),
            "itemEn": .string(offer.itemEn),
            "days": offer.days.isEmpty ? .null : .string(offer.days),
            "perDay": JSON(offer.perDay),
            "validUntil": JSON(offer.validUntil?.rfc3339(utcOffsetSeconds: visit.site.utcOffsetSeconds)),
        ]
    }
}

extension Offer {
    /// `全单 8.5 折`, `黄鱼面 12 元`, `免费米饭`
    var words: Phrase {
        switch kind {
        case .percentOff:
            Phrase("全单 \(Self.tenths(100 - amount)) 折", "\(amount) % off the bill")
        case .fixedPrice:
            Phrase("\(item) \(Self.yuan(amount)) 元", "\(englishItem) for ¥\(Self.yuan(amount))")
        case .freeItem:
            Phrase("免费\(item)", "Free: \(englishItem)")
        }
    }

    var icon: String {
        switch kind {
        case .percentOff: "discount"
        case .fixedPrice: "meal"
        case .freeItem: "gift"
        }
    }

    /// The Chinese one where there is no other.
    private var englishItem: String { itemEn.isEmpty ? item : itemEn }

    /// 85 → `8.5`, 80 → `8`: how a discount is said in Chinese.
    private static func tenths(_ percent: Int) -> String {
        percent % 10 == 0 ? "\(percent / 10)" : "\(percent / 10).\(percent % 10)"
    }

    private static func yuan(_ fen: Int) -> String {
        let rest = fen % 100
        return rest == 0 ? "\(fen / 100)" : "\(fen / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension Phrase {
    static let offers = Phrase("骑手优惠", "Offers for riders")
    static let noOffers = Phrase("这家店还没有登记优惠。", "This shop has no offers on record yet.")

    static func timesPerDay(_ times: Int) -> Phrase {
        Phrase("每人每天 \(times) 次", times == 1 ? "once a day" : "\(times) times a day")
    }

    static func until(_ date: String) -> Phrase { Phrase("有效期至 \(date)", "until \(date)") }
}
