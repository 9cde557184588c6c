/// Makes steps of the moves of a way: what is straight enough is one stretch, bends that follow one another within 4 m
/// are one turn, and a last few metres to the door are part of the arrival.
struct PlanSteps {
    private let network: PlanNetwork
    private let moves: [PlanNetwork.Move]
    private let building: PlanBuilding?
    private let unit: String?
    private var steps: [PlanStep] = []
    /// Which way the last step went; nil at the gate and out of a lift.
    private var heading: PlanPoint?
    /// Where the last turn to the door is, when it was folded into the arrival.
    private var pivot: PlanPoint?

    /// In millimetres.
    static let cornerMax = 4000
    static let lastMin = 8000
    static let passingMin = 20_000
    /// In decimetres.
    static let passingReach = 200

    init(_ network: PlanNetwork, _ found: PlanNetwork.Found, building: PlanBuilding?, unit: String?) {
        self.network = network
        moves = found.moves
        self.building = building
        self.unit = unit
    }

    mutating func steps(
        _ entrance: PlanEntrance, left: PlanLeaving?, spot: PlanSpot?, floor: Int?
    ) -> [PlanStep] {
        let rides = left != nil
        steps = [.enter(gate: entrance.gate, mode: rides ? .riding : .walking)]
        let leaving = left.map { left in
            PlanStep.leaveVehicle(parking: network.plan.spots.first { $0.id == left.spot }?.name)
        }
        var hasLeft = !rides
        var start = 0
        while start < moves.count {
            if !moves[start].isRiding, !hasLeft {
                if let leaving { steps.append(leaving) }
                hasLeft = true
            }
            let end = sectionEnd(start)
            add(start..<end)
            start = end
        }
        if !hasLeft, let leaving { steps.append(leaving) }
        if let building {
            steps.append(arrival(building))
            if let floor, floor > 1 { steps.append(.floor(floor, byLift: building.hasLift)) }
        } else if let spot {
            steps.append(.arriveAtSpot(kind: spot.kind, name: spot.name))
        }
        return steps
    }

    private func kind(_ move: Int) -> PlanPath.Kind { network.plan.paths[moves[move].edge.path].kind }

    /// Level ways of all kinds are gone alike.
    private func manner(_ move: Int) -> Int {
        switch kind(move) {
        case .stairs: 1
        case .lift: 2
        default: moves[move].isRiding ? 3 : 0
        }
    }

    private func sectionEnd(_ start: Int) -> Int {
        var end = start + 1
        while end < moves.count, manner(end) == manner(start) { end += 1 }
        return end
    }

    private func from(_ move: Int) -> PlanPoint { network.points[moves[move].start] }

    private func direction(_ move: Int) -> PlanPoint {
        let (start, end) = (from(move), network.points[moves[move].edge.end])
        return PlanPoint(end.x - start.x, end.y - start.y)
    }

    private func length(_ range: Range<Int>) -> Int { range.reduce(0) { $0 + moves[$1].edge.millimetres } }

    private mutating func add(_ section: Range<Int>) {
        switch manner(section.lowerBound) {
        case 1:
            steps.append(
                .stairs(turn: turn(into: section.lowerBound), metres: Self.metres(length(section))))
            heading = direction(section.upperBound - 1)
        case 2:
            steps.append(.lift)
            heading = nil
        default: addLevel(section)
        }
    }

    private func turn(into move: Int) -> PlanTurn {
        heading.map { PlanTurn(from: $0, into: direction(move)) } ?? .straight
    }

    private static func metres(_ millimetres: Int) -> Int { max((millimetres + 500) / 1000, 1) }

    private mutating func addLevel(_ section: Range<Int>) {
        var stretches = split(section)
        let isLast = section.upperBound == moves.count && building != nil
        if isLast, stretches.count > 1, let last = stretches.last, length(last.moves) < Self.lastMin {
            stretches.removeLast()
            pivot = from(last.moves.lowerBound)
            let before = stretches.count - 1
            stretches[before].extra = length(last.moves)
        }
        for (place, stretch) in stretches.enumerated() {
            let isEnd = isLast && place == stretches.count - 1
            let turn = place == 0 ? turn(into: section.lowerBound) : stretch.turn
            steps.append(.go(told(stretch, turn: turn, isEnd: isEnd)))
            heading = direction(stretch.moves.upperBound - 1)
        }
    }

    private struct Stretch {
        var turn: PlanTurn
        var moves: Range<Int>
        /// Millimetres of a last bit that has no step of its own.
        var extra = 0
    }

    /// Where turns have to be told.
    private func split(_ section: Range<Int>) -> [Stretch] {
        var stretches = [Stretch(turn: .straight, moves: section)]
        func begin(_ move: Int, _ turn: PlanTurn) {
            stretches[stretches.count - 1].moves = stretches[stretches.count - 1].moves.lowerBound..<move
            stretches.append(Stretch(turn: turn, moves: move..<section.upperBound))
        }
        var move = section.lowerBound + 1
        while move < section.upperBound {
            let bend = PlanTurn(from: direction(move - 1), into: direction(move))
            guard bend != .straight else {
                if isOtherName(move) { begin(move, .straight) }
                move += 1
                continue
            }
            let last = cornerEnd(move, before: section.upperBound)
            let turn = PlanTurn(from: direction(move - 1), into: direction(last))
            if turn.isMarked || (turn != .straight && isFork(move...last)) { begin(move, turn) }
            move = last + 1
        }
        return stretches
    }

    /// The last bend of those that follow one another closely, by the move behind it.
    private func cornerEnd(_ first: Int, before end: Int) -> Int {
        var last = first
        var next = first + 1
        var gap = moves[first].edge.millimetres
        while next < end, gap < Self.cornerMax {
            if PlanTurn(from: direction(next - 1), into: direction(next)) != .straight {
                last = next
                gap = 0
            }
            gap += moves[next].edge.millimetres
            next += 1
        }
        return last
    }

    /// Another path is taken at a point where there is more than one to choose from.
    private func isFork(_ bends: ClosedRange<Int>) -> Bool {
        guard moves[bends.lowerBound - 1].edge.path != moves[bends.upperBound].edge.path else { return false }
        return bends.contains { move in
            let point = moves[move].start
            return network.first[point + 1] - network.first[point] > 2
        }
    }

    private func isOtherName(_ move: Int) -> Bool {
        let name = network.plan.paths[moves[move].edge.path].name
        return !name.isEmpty && name != network.plan.paths[moves[move - 1].edge.path].name
    }

    private func told(_ stretch: Stretch, turn: PlanTurn, isEnd: Bool) -> PlanStretch {
        var lengths: [Int: Int] = [:]
        for move in stretch.moves { lengths[moves[move].edge.path, default: 0] += moves[move].edge.millimetres }
        var longest = moves[stretch.moves.lowerBound].edge.path
        for (path, length) in lengths where (length, longest) > (lengths[longest] ?? 0, path) { longest = path }
        let total = length(stretch.moves)
        let end = network.points[moves[stretch.moves.upperBound - 1].edge.end]
        return PlanStretch(
            turn: turn, mode: moves[stretch.moves.lowerBound].isRiding ? .riding : .walking,
            metres: Self.metres(total + stretch.extra), kind: network.plan.paths[longest].kind,
            name: network.plan.paths[longest].name,
            passing: isEnd || total < Self.passingMin ? "" : landmark(at: end))
    }

    private func arrival(_ building: PlanBuilding) -> PlanStep {
        let door = building.units.first { $0.id == unit }
        var side = PlanSide.ahead
        if let heading, let door {
            if let pivot {
                side = PlanSide(heading: heading, to: PlanPoint(door.at.x - pivot.x, door.at.y - pivot.y))
            } else {
                let box = PlanBox(building.outline)
                // Twice the way to the middle, to stay in whole numbers.
                let offset = PlanPoint(box.left + box.right - 2 * door.at.x, box.top + box.bottom - 2 * door.at.y)
                side = PlanSide(heading: heading, to: offset)
            }
        }
        return .arrive(building: building.name, unit: door?.name ?? "", side: side)
    }

    /// The named building whose wall is nearest, but for the one that is the target.
    private func landmark(at point: PlanPoint) -> String {
        var best = Double(Self.passingReach * Self.passingReach)
        var name = ""
        for (place, box) in network.boxes.enumerated() where box.isWithin(Self.passingReach, of: point) {
            let other = network.plan.buildings[place]
            guard !other.name.isEmpty, other.id != building?.id else { continue }
            let distance = other.outline.squaredDistance(to: point)
            if distance < best {
                best = distance
                name = other.name
            }
        }
        return name
    }
}

extension [PlanPoint] {
    /// Of an outline's nearest wall, in square decimetres. Sums and products in this order, as the page does them.
    fileprivate func squaredDistance(to point: PlanPoint) -> Double {
        var best = Double.infinity
        for index in indices {
            let (start, end) = (self[index], self[index + 1 == count ? 0 : index + 1])
            let (dx, dy) = (Double(end.x - start.x), Double(end.y - start.y))
            let (px, py) = (Double(point.x - start.x), Double(point.y - start.y))
            let length = dx * dx + dy * dy
            let share = length > 0 ? Swift.min(Swift.max((px * dx + py * dy) / length, 0), 1) : 0
            let (ex, ey) = (px - share * dx, py - share * dy)
            best = Swift.min(best, ex * ex + ey * ey)
        }
        return best
    }
}
