/// What a visitor at a gate is told.
public enum GateVerdict: Sendable, Hashable {
    case comeIn(Terms)
    /// Without the vehicle. Another gate lets it in, where one is named.
    case comeInOnFoot(Terms, vehicleGate: Direction?)
    case useAnotherGate(Direction)
    case notNow(Opening)
    case refused(Reason)

    /// What is to be kept to inside.
    public struct Terms: Sendable, Hashable {
        public var speedLimitKmh: Int?
        public var dwellMinutesMax: Int?
        /// When the gate's hours for this visitor end, in seconds since 1970-01-01T00:00:00Z; nil when they do not, or
        /// when nobody knows.
        public var until: Int64?
        /// Where the vehicle may stand now, by the names of the policy.
        public var parking: [String]
        /// Let in by a storm's exception alone.
        public var isByStorm: Bool

        public init(
            speedLimitKmh: Int? = nil, dwellMinutesMax: Int? = nil, until: Int64? = nil, parking: [String] = [],
            isByStorm: Bool = false
        ) {
            self.speedLimitKmh = speedLimitKmh
            self.dwellMinutesMax = dwellMinutesMax
            self.until = until
            self.parking = parking
            self.isByStorm = isByStorm
        }
    }

    /// Another gate, where this visitor is let in at this moment.
    public struct Direction: Sendable, Hashable {
        public var gate: String
        /// As the crow flies; nil when one of the gates is not on the map.
        public var metres: Int?
        public var isOnFoot: Bool

        public init(gate: String, metres: Int?, isOnFoot: Bool) {
            self.gate = gate
            self.metres = metres
            self.isOnFoot = isOnFoot
        }
    }

    /// The next moment at which this visitor is let in.
    public struct Opening: Sendable, Hashable {
        /// In seconds since 1970-01-01T00:00:00Z.
        public var at: Int64
        public var gate: String
        public var isOnFoot: Bool

        public init(at: Int64, gate: String, isOnFoot: Bool) {
            self.at = at
            self.gate = gate
            self.isOnFoot = isOnFoot
        }
    }

    public enum Reason: String, Sendable, CaseIterable {
        /// The gate is not one of the compound's.
        case unknownGate
        /// All gates are shut.
        case shut
        /// No gate admits this trade, with whatever vehicle.
        case trade
        /// Some gate admits the trade, but neither with this vehicle nor on foot.
        case vehicle
        /// The admissions that fit have no hours to come.
        case hours
    }
}
