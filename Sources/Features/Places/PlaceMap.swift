import Geo
import Kernel

/// The entries that have a point, as a map shows them: gathered by zoom, and tested by the same filters as everywhere.
struct PlaceMap: Sendable {
    private let clusters: ClusterIndex
    /// Positions in the directory's list of the entries that have a point; all that follows has this order.
    private let placed: [Int32]
    private let facilityBits: [UInt64]
    private let hours: [Int32]
    private var traits: [PlaceTraits]

    /// - Parameter hours: the number of the opening hours of an entry in the directory's timetable.
    init(_ places: [Place], vocabulary: Vocabulary, hours number: (Place) -> Int32) {
        placed = places.indices.filter { places[$0].point != nil }.map(Int32.init)
        clusters = ClusterIndex(
            placed.compactMap { places[Int($0)].point }, groups: placed.map { Self.group(of: places[Int($0)].kind) })
        facilityBits = placed.map { vocabulary.mask(places[Int($0)].facilities) }
        hours = placed.map { number(places[Int($0)]) }
        traits = Array(repeating: [], count: placed.count)
    }

    /// The same entries with other live facts, which the function knows by an entry's position in the list.
    func replacing(traits known: (Int) -> PlaceTraits) -> PlaceMap {
        var map = self
        map.traits = placed.map { known(Int($0)) }
        return map
    }

    /// The number of a kind in `MapMark.counts`.
    static func group(of kind: PlaceKind) -> UInt8 {
        switch kind {
        case .compound: 0
        case .station: 1
        case .merchant: 2
        case .charger: 3
        case .street: 4
        case .building: 5
        }
    }

    /// The marks of a view. A view too large for its zoom is answered at a lower one.
    ///
    /// - Parameter open: the opening hours that hold when places must be open; nil when they need not.
    func answer(_ question: MapQuestion, vocabulary: Vocabulary, open: ScheduleSet?) -> MapAnswer {
        let filter = question.filter
        let zoom = ClusterIndex.zoom(answering: question.box, zoom: question.zoom)
        let groups = filter.kinds.isEmpty ? UInt8.max : filter.kinds.reduce(0) { $0 | 1 << Self.group(of: $1) }
        let marks: [MapMark]
        let expansion: (MapMark) -> Int?
        if let passes = test(filter, vocabulary, open) {
            marks = clusters.marks(in: question.box, zoom: zoom, groups: groups, where: passes)
            expansion = { clusters.expansionZoom(of: $0, groups: groups, where: passes) }
        } else {
            marks = clusters.marks(in: question.box, zoom: zoom, groups: groups)
            expansion = { clusters.expansionZoom(of: $0, groups: groups) }
        }
        return MapAnswer(
            zoom: zoom,
            marks: marks.map { mark in
                MapAnswer.Mark(
                    mark: mark, position: mark.isCluster ? nil : Int(placed[mark.ordinal]),
                    cell: clusters.cell(of: mark, zoom: zoom), expansionZoom: expansion(mark))
            })
    }

    /// Facilities, live facts and hours of an entry known by its position in `placed`; nil when none is asked about.
    private func test(_ filter: PlaceFilter, _ vocabulary: Vocabulary, _ open: ScheduleSet?) -> ((Int) -> Bool)? {
        guard !filter.facilities.isEmpty || !filter.traits.isEmpty || open != nil else { return nil }
        let facilities = vocabulary.mask(filter.facilities)
        return { place in
            guard facilityBits[place] & facilities == facilities, traits[place].isSuperset(of: filter.traits) else {
                return false
            }
            guard let open else { return true }
            return !traits[place].contains(.reportedClosed) && open.contains(hours[place])
        }
    }
}

/// Marks of the map, and the zoom they were gathered at.
struct MapAnswer {
    struct Mark {
        var mark: MapMark
        /// In the directory's list, of an entry alone.
        var position: Int?
        /// Of the grid at the answer's zoom.
        var cell: (column: Int, row: Int)
        /// At which several come apart; nil where no zoom parts them.
        var expansionZoom: Int?
    }

    var zoom: Int
    var marks: [Mark]
}
