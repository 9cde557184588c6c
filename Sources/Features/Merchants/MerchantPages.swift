import Kernel
import Places

/// A merchant's part of a place's page and of its JSON.
enum MerchantPages {
    static func section(_ offers: [Offer], for visit: Visit) -> HTML {
        guard !offers.isEmpty else { return .empty }
        let language = visit.language
        return """
            <section>
            <h2>\(Phrase.offers.in(language))</h2>
            <ul class="rows">
            \(offers.markup { row($0, visit) })</ul>
            </section>
            """
    }

    private static func row(_ offer: Offer, _ visit: Visit) -> HTML {
        let language = visit.language
        let days = HoursWords.weekdays(of: offer.days).in(language)
        let until = offer.validUntil.map { moment in
            Phrase.until(CivilTime(moment, utcOffsetSeconds: visit.site.utcOffsetSeconds).date).in(language)
        }
        let terms = [days, Phrase.timesPerDay(offer.perDay).in(language), until].compactMap { $0 }
        return """
            <li><span class="row-name">\(offer.words.in(language))</span> \
            <span class="quiet">\(terms.joined(separator: " · "))</span></li>

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

    static func timesPerDay(_ times: Int) -> Phrase {
        Phrase("每人每天 \(times) 次", times == 1 ? "once a day" : "\(times) times a day")
    }

    static func until(_ date: String) -> Phrase { Phrase("有效期至 \(date)", "until \(date)") }
}
