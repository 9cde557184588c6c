import Geo
import Kernel
import Places

/// One way into a compound.
public struct Gate: Sendable, Equatable {
    /// The most a gate lets through.
    public enum Admits: String, Sendable, CaseIterable, SQLBindable {
        case foot, bike, car
    }

    public var id: ID<Gate>
    public var placeID: ID<Place>
    public var name: String
    /// WGS-84.
    public var point: Coordinate?
    /// `opening_hours`; empty when unknown.
    public var hours: String
    public var admits: Admits
    /// What the guard asks for, in a sentence; empty when nothing is known.
    public var rule: String

    public init(
        id: ID<Gate>, placeID: ID<Place>, name: String, point: Coordinate?, hours: String, admits: Admits,
        rule: String
    ) {
        self.id = id
        self.placeID = placeID
        self.name = name
        self.point = point
        self.hours = hours
        self.admits = admits
        self.rule = rule
    }
}
