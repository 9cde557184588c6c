import Accounts
import Areas
import Audit
import Console
import Kernel
import Places
import Sealing

/// The directory in the hands of staff: entries are added, corrected, moved on the map, closed for good and opened
/// again, within one's own area or for one's own place. Every change stands in the history with what was before, who
/// made it and why, and can be undone while nothing has overtaken it. What people on the spot tell is wrong comes to
/// the staff of the area as a suggestion. Entries are never removed: whoever was told of one finds it, or the one that
/// stands for it.
public struct PlaceEditing: Sendable {
    public let places: Places
    let accounts: Accounts
    let audit: Audit
    let console: Console
    /// Keys the hashes of devices and networks.
    let keys: KeyRing
    /// 128 random bits.
    let random: @Sendable () -> (UInt64, UInt64)
    let store = EditingStore()
    let suggestions = SuggestionStore()
    /// nil where no photos are taken.
    var photos: PlacePhotos?
    /// What goes with an entry when it is merged into another.
    let belongings: [any PlaceBelongings]

    public init(
        places: Places, accounts: Accounts, audit: Audit, console: Console, keys: KeyRing,
        random: @escaping @Sendable () -> (UInt64, UInt64), belongings: [any PlaceBelongings] = [],
        photos: PlacePhotos? = nil
    ) {
        self.places = places
        self.accounts = accounts
        self.audit = audit
        self.console = console
        self.keys = keys
        self.random = random
        self.photos = photos
        self.belongings = belongings + [PlaceRoles(accounts: accounts), suggestions]
    }

    var map: AreaMap { places.areas.map }

    /// Where a decision about an entry is taken; what lies in no area is the city's.
    func target(_ place: Place) -> Target {
        Target(area: place.areaCode ?? map.city?.code, place: place.id.description)
    }
}

extension Limits {
    static let editReasonCharactersMax = 200
    static let placesPageMax = 40
    /// Of a search by name, before it is narrowed to one's own area.
    static let placesFoundMax = 500
    static let historyShownMax = 30
}
