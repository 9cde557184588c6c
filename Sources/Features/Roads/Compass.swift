import Kernel

/// The eight winds.
public enum Compass: String, Sendable, CaseIterable {
    case north, northeast, east, southeast, south, southwest, west, northwest

    /// - Parameter degrees: clockwise from north, any turn.
    public init(degrees: Double) {
        let turns = (degrees / 45).rounded()
        let number = turns.isFinite ? Int(turns.truncatingRemainder(dividingBy: 8)) : 0
        self = Self.allCases[(number + 8) % 8]
    }

    var words: Phrase {
        switch self {
        case .north: Phrase("北", "north")
        case .northeast: Phrase("东北", "north-east")
        case .east: Phrase("东", "east")
        case .southeast: Phrase("东南", "south-east")
        case .south: Phrase("南", "south")
        case .southwest: Phrase("西南", "south-west")
        case .west: Phrase("西", "west")
        case .northwest: Phrase("西北", "north-west")
        }
    }
}
