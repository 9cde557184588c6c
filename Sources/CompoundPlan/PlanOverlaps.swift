extension Plan {
    /// The places of buildings that stand in one another, in pairs; walls may touch. At most 200 are told, and 20,000
    /// pairs looked at that might: a plan with more is drawn to make us count.
    var overlaps: [(Int, Int)] {
        let boxes = buildings.map { PlanBox($0.outline) }
        let order = boxes.indices.sorted { (boxes[$0].left, $0) < (boxes[$1].left, $1) }
        var found: [(Int, Int)] = []
        var looks = 0
        search: for (place, one) in order.enumerated() {
            for other in order[(place + 1)...] {
                guard boxes[other].left < boxes[one].right else { break }
                guard boxes[one].top < boxes[other].bottom, boxes[other].top < boxes[one].bottom else { continue }
                looks += 1
                guard looks <= 20_000, found.count < 200 else { break search }
                if buildings[one].outline.overlaps(buildings[other].outline) {
                    found.append((min(one, other), max(one, other)))
                }
            }
        }
        return found.sorted { $0 < $1 }
    }
}

/// What points lie within, sides along the sheet's.
struct PlanBox: Sendable {
    var left: Int
    var right: Int
    var top: Int
    var bottom: Int

    init(_ points: [PlanPoint]) {
        left = points.map(\.x).min() ?? 0
        right = points.map(\.x).max() ?? 0
        top = points.map(\.y).min() ?? 0
        bottom = points.map(\.y).max() ?? 0
    }

    /// Whether it comes as near as this to a point, or might at its corners.
    func isWithin(_ reach: Int, of point: PlanPoint) -> Bool {
        (left - reach...right + reach).contains(point.x) && (top - reach...bottom + reach).contains(point.y)
    }
}

extension [PlanPoint] {
    /// Of two outlines: whether their insides have something in common.
    fileprivate func overlaps(_ other: [PlanPoint]) -> Bool {
        for (start, end) in zip(self, rotated) {
            for (otherStart, otherEnd) in zip(other, other.rotated) {
                let sides = (turn(start, end, otherStart), turn(start, end, otherEnd))
                let otherSides = (turn(otherStart, otherEnd, start), turn(otherStart, otherEnd, end))
                if sides.0 * sides.1 < 0, otherSides.0 * otherSides.1 < 0 { return true }
            }
        }
        // Without a crossing one lies in the other whole or in part, or they only touch: half way between two heights
        // of corners something is in both.
        let heights = Set(map(\.y) + other.map(\.y)).sorted()
        return zip(heights, heights.dropFirst()).contains { upper, lower in
            let y = Double(upper + lower) / 2
            return crossings(y).overlap(other.crossings(y))
        }
    }

    private var rotated: [PlanPoint] { Array(dropFirst() + prefix(1)) }

    /// 1 when `point` is on the right of a line on the sheet, -1 on its left, 0 on it.
    private func turn(_ start: PlanPoint, _ end: PlanPoint, _ point: PlanPoint) -> Int {
        ((end.x - start.x) * (point.y - start.y) - (end.y - start.y) * (point.x - start.x)).signum()
    }

    /// Where the outline crosses a height that no corner has, from left to right.
    private func crossings(_ y: Double) -> [Double] {
        zip(self, rotated).compactMap { start, end in
            guard (Double(start.y) < y) != (Double(end.y) < y) else { return nil }
            return Double(start.x) + (y - Double(start.y)) / Double(end.y - start.y) * Double(end.x - start.x)
        }.sorted()
    }
}

extension [Double] {
    /// Of ascending ends of stretches, two each.
    fileprivate func overlap(_ other: [Double]) -> Bool {
        stride(from: 0, to: count - 1, by: 2).contains { one in
            stride(from: 0, to: other.count - 1, by: 2).contains { two in
                Swift.min(self[one + 1], other[two + 1]) - Swift.max(self[one], other[two]) > 1e-6
            }
        }
    }
}
