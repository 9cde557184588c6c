import Dice

/// A believable plan to start from, made of a number and of what is known of the compound: never a survey.
///
/// The same arguments give the same plan on every machine. Every door can be reached from every gate, and the plan has
/// no findings (`Plan.findings`).
public struct PlanTemplate: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Rows of slabs with their doors to the north.
        case slabs
        /// Towers round a green.
        case towers
        /// Slabs along a ring road, water in the middle.
        case ring
        /// Slabs in pairs, their doors to a court between them.
        case courtyard
    }

    /// A gate to be drawn; its side is read from its name (`东门`).
    public struct Gate: Sendable, Hashable {
        /// The recorded gate's identifier; nil for one that is only drawn.
        public var id: String?
        public var name: String

        public init(id: String?, name: String) {
            self.id = id
            self.name = name
        }
    }

    public static let buildingsMax = 500

    public var kind: Kind
    public var seed: UInt64
    public var buildings: Int
    public var gates: [Gate]

    /// - Parameters:
    ///   - buildings: how many, 1 to 500; drawn from 8 to 40 when it is left out.
    ///   - gates: at most `PlanLimits.gatesMax` are drawn; a south gate where there is none.
    public init(_ kind: Kind, seed: UInt64, buildings: Int? = nil, gates: [Gate]) {
        var dice = Dice(state: seed)
        self.kind = kind
        self.seed = seed
        self.buildings = min(max(buildings ?? dice.within(8...40), 1), Self.buildingsMax)
        self.gates = gates.isEmpty ? [Gate(id: nil, name: "南门")] : Array(gates.prefix(PlanLimits.gatesMax))
    }

    public var plan: Plan {
        var drawing = TemplateDrawing(seed: seed, kind: kind)
        switch kind {
        case .slabs: drawing.drawRows(buildings, of: .slab)
        case .towers: drawing.drawRows(buildings, of: .tower)
        case .ring: drawing.drawRing(buildings)
        case .courtyard: drawing.drawCourts(buildings)
        }
        drawing.drawGates(gates)
        drawing.drawSpots()
        return drawing.finished
    }
}
