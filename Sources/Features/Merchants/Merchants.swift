import Kernel
import Places

/// Merchants are shops that give riders something: a discount, a fixed price, a free bowl of soup. What they have of
/// their own is offers.
public struct Merchants: PlaceDetailing {
    public let kind = PlaceKind.merchant
    let store = MerchantStore()
    let hours: CityHours

    public init(hours: CityHours = CityHours()) { self.hours = hours }

    public func detail(of place: Place, for visit: Visit, in town: any Reading) throws -> PlaceDetail {
        let offers = try store.offers(of: place.id, at: visit.now, in: town)
        return PlaceDetail(
            section: MerchantPages.section(offers, of: place, hours: hours, for: visit),
            json: ("offers", .array(offers.map { MerchantPages.json($0, visit) })))
    }

    public func save(_ offers: [Offer], in town: any Writing) throws {
        try store.save(offers, in: town)
    }
}

/// What a merchant gives riders.
public struct Offer: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable, SQLBindable {
        /// `amount` per cent off the bill.
        case percentOff = "percent_off"
        /// `item` for `amount` fen.
        case fixedPrice = "fixed_price"
        /// `item` for nothing.
        case freeItem = "free_item"
    }

    public var id: ID<Offer>
    public var placeID: ID<Place>
    public var kind: Kind
    /// Per cent or fen, by kind; 0 for a free item.
    public var amount: Int
    public var item: String
    public var itemEn: String
    /// The days it holds, as `opening_hours` (`Sa,Su`); empty for every day.
    public var days: String
    /// How often one rider may have it on one day.
    public var perDay: Int
    public var validUntil: Instant?

    public init(
        id: ID<Offer>, placeID: ID<Place>, kind: Kind, amount: Int, item: String, itemEn: String, days: String,
        perDay: Int, validUntil: Instant?
    ) {
        self.id = id
        self.placeID = placeID
        self.kind = kind
        self.amount = amount
        self.item = item
        self.itemEn = itemEn
        self.days = days
        self.perDay = perDay
        self.validUntil = validUntil
    }
}
