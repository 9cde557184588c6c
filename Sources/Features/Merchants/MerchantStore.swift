import Kernel
import Places

/// All SQL about merchants.
struct MerchantStore: Sendable {
    /// The offers that have not run out.
    func offers(of place: ID<Place>, at moment: Instant, in town: any Reading) throws -> [Offer] {
        try town.rows(
            """
            SELECT id, place_id, kind, amount, item, item_en, days, per_day, valid_until FROM offer
            WHERE place_id = \(place) AND (valid_until IS NULL OR valid_until > \(moment)) ORDER BY id
            """
        ).map { row in
            Offer(
                id: try row.id("id"), placeID: try row.id("place_id"), kind: try row.choice("kind"),
                amount: try row.int("amount"), item: try row.text("item"), itemEn: try row.text("item_en"),
                days: try row.text("days"), perDay: try row.int("per_day"),
                validUntil: try row.optionalInstant("valid_until"))
        }
    }

    func save(_ offers: [Offer], in town: any Writing) throws {
        try town.runMany(offers) { offer in
            """
            INSERT INTO offer (id, place_id, kind, amount, item, item_en, days, per_day, valid_until)
            VALUES (\(offer.id), \(offer.placeID), \(offer.kind), \(offer.amount), \(offer.item), \(offer.itemEn),
                \(offer.days), \(offer.perDay), \(offer.validUntil))
            ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, amount = excluded.amount, item = excluded.item,
                item_en = excluded.item_en, days = excluded.days, per_day = excluded.per_day,
                valid_until = excluded.valid_until
            """
        }
    }
}

extension MerchantStore {
    /// - Returns: identifiers of those that were moved.
    func moveOffers(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws -> [String] {
        let ids = try town.rows("SELECT id FROM offer WHERE place_id = \(old) ORDER BY id").map { try $0.text("id") }
        try town.run("UPDATE offer SET place_id = \(new) WHERE place_id = \(old)")
        return ids
    }

    func returnOffers(_ ids: [String], from new: ID<Place>, to old: ID<Place>, in town: any Writing) throws {
        try town.run("UPDATE offer SET place_id = \(old) WHERE place_id = \(new) AND id IN \(list: ids)")
    }
}
