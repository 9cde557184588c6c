import Dice

// How the buildings of each kind of template stand.

extension TemplateDrawing {
    /// Cells of one width in rows, an axis in the middle, and a lane before each row.
    private struct Grid {
        var columns: Int
        var rows: Int
        /// Of a cell, along the row.
        var width: Int
        /// After which columns a road leads through.
        var axes: [Int]

        static let axisWidth = 100

        init(cells: Int, width: Int, height: Int) {
            self.width = width
            // About as wide as it is long.
            var columns = 2
            while columns * columns * width < cells * height { columns += 1 }
            self.columns = min(columns, max(cells, 1))
            rows = (cells + self.columns - 1) / self.columns
            axes = self.columns < 2 ? [] : Array(stride(from: (self.columns + 1) / 2, to: self.columns, by: 4))
        }

        func left(_ column: Int) -> Int {
            TemplateDrawing.margin + 60 + column * width + axes.count { $0 <= column } * Self.axisWidth
        }

        var right: Int { left(columns - 1) + width + 60 }
    }

    /// Slabs or towers in rows, doors to the north.
    mutating func drawRows(_ count: Int, of form: Form) {
        let doorsMax = form == .tower ? 2 : dice.pick([2, 3, 3, 4])
        let (width, depth) = form == .tower ? (420, 220) : (doorsMax * 160 + 80, Self.depth)
        let height = Self.stub + depth + 5 * dice.within(24...40)
        // Towers leave the middle free.
        var grid = Grid(cells: count, width: width, height: height)
        let hasGreen = form == .tower && grid.rows > 2 && grid.columns > 2
        if hasGreen { grid = Grid(cells: count + 1, width: width, height: height) }
        let middle = hasGreen ? grid.rows / 2 * grid.columns + grid.columns / 2 : -1
        let bottom = Self.margin + grid.rows * height
        begin(right: grid.right, bottom: bottom)
        let lanes = [ring[0]] + lanes((1..<grid.rows).map { Self.margin + $0 * height }) + [ring[1]]
        for cell in 0..<(grid.rows * grid.columns) {
            let left = grid.left(cell % grid.columns)
            let top = Self.margin + cell / grid.columns * height
            if cell == middle || buildings.count == count {
                let kind = cell == middle ? dice.pick([PlanGround.Kind.water, .green]) : .court
                ground(kind, left + 40, top + 60, left + width - 40, top + height - 40)
                continue
            }
            let doors = form == .tower ? dice.within(1...2) : dice.within(2...doorsMax)
            let length = form == .tower ? 5 * dice.within(44...56) : doors * 160
            let start = left + snapped((width - length) / 2)
            building(
                form, on: lanes[cell / grid.columns], side: 1, start, start + length, depth: depth, doors: doors)
            if dice.happens(percent: 60) {
                ground(.green, start, top + Self.stub + depth + 20, start + length, top + height - 20)
            }
        }
        drawAxes(grid, lanes)
        drawShortcuts(grid, lanes)
    }

    /// Pairs of rows that look at one another.
    mutating func drawCourts(_ count: Int) {
        let width = 3 * 160 + 80
        let gap = 5 * dice.within(24...36)
        let reach = Self.stub + Self.depth
        let grid = Grid(cells: (count + 1) / 2, width: width, height: 2 * reach + gap)
        let pitch = 2 * reach + gap
        begin(right: grid.right, bottom: Self.margin + gap + grid.rows * pitch)
        let heights = (0..<grid.rows).map { Self.margin + gap + reach + $0 * pitch }
        let lanes = lanes(heights)
        for cell in 0..<(grid.rows * grid.columns) {
            for side in [-1, 1] where buildings.count < count {
                let doors = dice.within(2...3)
                let start = grid.left(cell % grid.columns) + snapped((width - doors * 160) / 2)
                building(
                    .slab, on: lanes[cell / grid.columns], side: side, start, start + doors * 160,
                    depth: Self.depth, doors: doors)
            }
            let left = grid.left(cell % grid.columns)
            let top = heights[cell / grid.columns]
            ground(dice.pick([.green, .green, .court]), left + 60, top + 10, left + width - 60, top + 50)
            if dice.happens(percent: 50) {
                ground(.green, left + 40, top + reach + 20, left + width - 40, top + reach + gap - 20)
            }
        }
        drawAxes(grid, [ring[0]] + lanes + [ring[1]])
        drawShortcuts(grid, [ring[0]] + lanes + [ring[1]])
    }

    /// Rings of slabs in one another, joined by four roads; in the middle is a green with water.
    mutating func drawRing(_ count: Int) {
        let rings = Rings(count)
        let (width, height) = (rings.side(rings.halves.x), rings.side(rings.halves.y))
        begin(right: Self.margin + width, bottom: Self.margin + height)
        let middle = PlanPoint(Self.margin + width / 2, Self.margin + height / 2)
        var inner = ring
        var (low, right, bottom) = (Self.margin, Self.margin + width, Self.margin + height)
        while true {
            fill(inner, rings, PlanPoint(right - low, bottom - low), middle: middle, upTo: count)
            (low, right, bottom) = (low + Rings.step, right - Rings.step, bottom - Rings.step)
            guard buildings.count < count else { break }
            let next = rectangle(left: low, top: low, right: right, bottom: bottom, "内环路")
            for index in 0..<4 {
                _ = join(inner[index], next[index], at: index < 2 ? middle.x : middle.y, .road)
            }
            inner = next
        }
        ground(.green, low + 40, low + 40, right - 40, bottom - 40)
        let (dx, dy) = (snapped((right - low) / 4), snapped((bottom - low) / 4))
        ground(.water, low + dx, low + dy, right - dx, bottom - dy)
    }

    /// How large rings are so that a number of buildings stands along them.
    private struct Rings {
        static let cell = 3 * 160 + 80
        /// From one ring to the next.
        static let step = TemplateDrawing.stub + TemplateDrawing.depth + 80

        /// Buildings along half a side of the outermost ring.
        var halves = PlanPoint(1, 1)

        init(_ count: Int) {
            while capacity < count {
                if halves.x > halves.y { halves.y += 1 } else { halves.x += 1 }
            }
        }

        func side(_ half: Int) -> Int { 2 * (Self.cell * half + 40 + Self.step) }

        func half(_ side: Int) -> Int { max((side / 2 - Self.step - 40) / Self.cell, 0) }

        private var capacity: Int {
            var (width, height, count) = (side(halves.x), side(halves.y), 0)
            while min(width, height) >= 2 * Self.step {
                count += 4 * (half(width) + half(height))
                (width, height) = (width - 2 * Self.step, height - 2 * Self.step)
            }
            return count
        }
    }

    private mutating func fill(
        _ streets: [Int], _ rings: Rings, _ size: PlanPoint, middle: PlanPoint, upTo count: Int
    ) {
        for (place, side) in [1, -1, 1, -1].enumerated() {
            let half = rings.half(place < 2 ? size.x : size.y)
            let centre = place < 2 ? middle.x : middle.y
            let starts =
                (0..<half).map { centre - 40 - (half - $0) * Rings.cell }
                + (0..<half).map { centre + 40 + $0 * Rings.cell }
            for start in starts where buildings.count < count {
                let doors = dice.within(2...3)
                let low = start + snapped((Rings.cell - doors * 160) / 2)
                building(
                    .slab, on: streets[place], side: side, low, low + doors * 160, depth: Self.depth, doors: doors)
            }
        }
    }

    /// The sheet and the road round everything.
    private mutating func begin(right: Int, bottom: Int) {
        size = PlanPoint(right + Self.margin, bottom + Self.margin)
        ring = rectangle(left: Self.margin, top: Self.margin, right: right, bottom: bottom, "环路")
    }

    private mutating func lanes(_ heights: [Int]) -> [Int] {
        let kind = dice.pick([PlanPath.Kind.lane, .lane, .footway])
        return heights.map { height in
            let (west, east) = (streets[ring[2]].at, streets[ring[3]].at)
            streets[ring[2]].stops.insert(height)
            streets[ring[3]].stops.insert(height)
            return street(kind, across: true, at: height, (west, east))
        }
    }

    private mutating func drawAxes(_ grid: Grid, _ lanes: [Int]) {
        for axis in grid.axes {
            let x = grid.left(axis) - Grid.axisWidth / 2
            let street = join(ring[0], ring[1], at: x, .road, "中心路")
            for lane in lanes {
                streets[lane].stops.insert(x)
                streets[street].stops.insert(streets[lane].at)
            }
        }
    }

    /// Short ways between two lanes at the ends of buildings; some have steps, a ramp or a lift in them.
    private mutating func drawShortcuts(_ grid: Grid, _ lanes: [Int]) {
        for (upper, lower) in zip(lanes, lanes.dropFirst()) {
            for column in 1..<max(grid.columns, 1) where !grid.axes.contains(column) && dice.happens(percent: 25) {
                let x = grid.left(column)
                let (top, bottom) = (streets[upper].at, streets[lower].at)
                streets[upper].stops.insert(x)
                streets[lower].stops.insert(x)
                let half = snapped((top + bottom) / 2)
                let middle = dice.pick([PlanPath.Kind.footway, .footway, .stairs, .stairs, .ramp, .lift])
                if middle == .footway {
                    _ = street(.footway, across: false, at: x, (top, bottom))
                } else {
                    _ = street(.footway, across: false, at: x, (top, half - 20))
                    _ = street(middle, across: false, at: x, (half - 20, half + 20))
                    _ = street(.footway, across: false, at: x, (half + 20, bottom))
                }
            }
        }
    }
}
