/// Which door an address means, read from what people type or paste: `青林湾小区12幢2单元1503室`, `12-2-1503`,
/// `A座1203`, `3#楼2门501`, `Building 12 Unit 2`. `Web/js/door-address.js` reads the same
/// (`Tests/CompoundPlanTests/door-addresses.json`).
public struct DoorAddress: Sendable, Hashable {
    /// What stands before the building, without the city's divisions and the street as far as they can be told.
    /// Empty when there is none.
    public var compound: String
    /// As it is compared (`sign(_:)`): `12`, `A`, `3-1`.
    public var building: String
    /// Empty when it is left out.
    public var unit: String
    /// As it is written, `1503`; empty when there is none. It is personal: it never leaves the device.
    public var room: String
    /// Said, or told from the room's number; nil otherwise.
    public var floor: Int?

    public static let charactersMax = 200

    public init(compound: String = "", building: String, unit: String = "", room: String = "", floor: Int? = nil) {
        self.compound = compound
        self.building = building
        self.unit = unit
        self.room = room
        self.floor = floor
    }

    /// nil when the text names no building. Of a longer text only the first 200 characters are read.
    public init?(parsing text: String) {
        let scalars = Array(text.unicodeScalars.prefix(Self.charactersMax))
        var reading = DoorReading(scalars.map(DoorFolding.folded))
        guard let start = reading.read() else { return nil }
        self = reading.address
        compound = DoorCompound.name(Array(scalars[..<start]))
    }

    /// A sign as it is compared: `０12幢`, `十二` and `12#` are `12`, `乙单元` is `乙`, `a座` is `A`.
    public static func sign(_ name: String) -> String {
        var tokens = DoorToken.tokens(name.unicodeScalars.map(DoorFolding.folded)).filter { $0.kind != .gap }
        while tokens.count > 1, let last = tokens.last, last.isMarker { tokens.removeLast() }
        return tokens.map(\.name).joined()
    }

    /// The building and the door of a plan that are meant; the door is nil when none is named or it is not there.
    public func find(in plan: Plan) -> (building: PlanBuilding, unit: PlanUnit?)? {
        guard let found = plan.buildings.first(where: { Self.sign($0.name) == building }) else { return nil }
        let unit = found.units.first { !self.unit.isEmpty && Self.isSame(Self.sign($0.name), self.unit) }
        return (found, unit)
    }

    /// `甲` and `1` are the same door.
    private static func isSame(_ one: String, _ other: String) -> Bool { ordinal(one) == ordinal(other) }

    private static func ordinal(_ name: String) -> String {
        guard name.unicodeScalars.count == 1, let first = name.unicodeScalars.first,
            let place = DoorFolding.stems.firstIndex(of: first)
        else { return name }
        return String(place + 1)
    }
}
