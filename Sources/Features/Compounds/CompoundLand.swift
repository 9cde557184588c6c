import Kernel
import Places

/// A compound as something about it is changed: where a decision about it is taken.
public struct CompoundLand: Sendable {
    public var place: ID<Place>
    public var name: String
    public var area: String
    public var target: Target { Target(area: area, place: place.description) }

    init(place: ID<Place>, name: String, area: String) {
        self.place = place
        self.name = name
        self.area = area
    }
}
