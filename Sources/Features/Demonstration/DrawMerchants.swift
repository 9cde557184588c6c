import Dice
import Kernel
import Merchants
import Places

extension CityDrawing {
    static let retoldCountMax = 12

    mutating func drawMerchants(_ count: Int) {
        let retold = min(Self.retoldCountMax, count / 20)
        let first = places.count
        each(count - retold, of: .merchant) { drawing, home, number, dice in
            drawing.drawMerchant(home, number, &dice)
        }
        let drawn = places.count - first
        for index in 0..<retold {
            retell(places[first + index * drawn / retold], as: drawn + index + 1)
        }
    }

    private mutating func drawMerchant(_ home: Int, _ number: Int, _ dice: inout Dice) {
        let spot = neighbourhoods[home].spot(.merchant, on: map, &dice)
        let trade = Trade.all[dice.position(Trade.all.lazy.map(\.weight))]
        var merchant = place(.merchant, number, at: spot, &dice)
        merchant.name = name(.merchant, home, &dice) { ShopNames.draw(trade, on: spot.road, &$0) }
        let hours = dice.pick(trade.hours)
        let hasOffers = dice.happens(0.7)
        if hasOffers { addOffers(of: merchant, number, trade, &dice) }
        var sure = trade.facilities
        if hasOffers { sure.insert("discount") }
        if hours.isOpenAtNight { sure.insert("open_at_night") }
        add(merchant, hours: hours, facilities: odds.draw(.merchant, sure: sure, &dice), &dice)
    }

    /// One or two different ones.
    private mutating func addOffers(of merchant: Place, _ number: Int, _ trade: Trade, _ dice: inout Dice) {
        let first = dice.below(trade.ideas.count)
        let count = dice.happens(0.28) ? min(2, trade.ideas.count) : 1
        for part in 0..<count {
            let idea = trade.ideas[(first + part) % trade.ideas.count]
            offers.append(
                Offer(
                    id: identifier(.merchant, number, part: part + 1, &dice), placeID: merchant.id, kind: idea.kind,
                    amount: dice.pick(idea.amounts), item: idea.item, itemEn: idea.itemEn,
                    days: dice.pick(["", "", "", "", "Mo-Fr", "Sa-Su", "Mo,We,Fr"]),
                    perDay: dice.pick([1, 1, 1, 2, 2, 3]), validUntil: validUntil(&dice)))
        }
    }

    /// Often open-ended, mostly to come, now and then run out.
    private func validUntil(_ dice: inout Dice) -> Instant? {
        if dice.happens(0.45) { return nil }
        let days = dice.happens(0.06) ? -dice.within(1...20) : dice.within(7...200)
        return now.adding(seconds: Int64(days) * 86400)
    }

    /// The same shop as somebody else would have put it into a list: a slightly other name, some steps away.
    private mutating func retell(_ original: Place, as number: Int) {
        var dice = Dice(seed: seed, kind: PlaceKind.merchant.stream, number: number)
        var retold = original
        retold.id = identifier(.merchant, number, &dice)
        retold.sourceKey = "\(PlaceKind.merchant.rawValue)-\(number)"
        let stem = original.name.withoutBranch
        retold.name = stem == original.name ? stem + "（骑手友好店）" : stem.prefix(1) + " " + stem.dropFirst()
        if let point = original.point {
            let moved = point.moved(eastMetres: dice.lean() * 30, northMetres: dice.lean() * 30)
            if map.locate(moved).last?.area.code == original.areaCode { retold.point = moved }
        }
        add(retold, hours: original.hours, facilities: original.facilities, &dice)
    }
}

extension String {
    /// Whether these hours of the demonstration reach into the night.
    var isOpenAtNight: Bool { self == "24/7" || contains("-01:00") || contains("-02:00") || contains("-03:00") }
}
