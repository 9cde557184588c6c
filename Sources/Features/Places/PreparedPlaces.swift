import Kernel

/// The GeoJSON of every entry, written once beside the index: the list of the nearest is copied together from these
/// bytes and what depends on the question and the moment.
///
/// Each entry is its `PlaceJSON.feature` with three gaps, where the distance, the open state and the live traits stand:
/// four pieces. Some 700 bytes an entry and 20 more.
struct PreparedPlaces: Sendable {
    static let pieces = 4
    /// Stands in a feature where a gap will be: JSON texts hold no such byte, control characters are escaped in them.
    static let gap = JSON.prepared([0])

    private let bytes: [UInt8]
    /// Where each piece begins; the next one's begin is its end.
    private let starts: [UInt32]
    /// The number of each entry's hours in the timetable, −1 for none.
    let schedules: [Int32]

    static let empty = PreparedPlaces([], timetable: nil) { _ in .null }

    /// - Parameter feature: the entry's feature with `gap` for distance, open state and traits, in this order.
    init(_ places: [Place], timetable: Timetable?, feature: (Place) -> JSON) {
        var bytes: [UInt8] = []
        var starts: [UInt32] = []
        bytes.reserveCapacity(places.count * 700)
        starts.reserveCapacity(places.count * Self.pieces + 1)
        for place in places {
            for piece in feature(place).bytes.split(separator: 0, omittingEmptySubsequences: false) {
                starts.append(UInt32(bytes.count))
                bytes.append(contentsOf: piece)
            }
            precondition(starts.count.isMultiple(of: Self.pieces), "A feature has three gaps.")
        }
        starts.append(UInt32(bytes.count))
        schedules = places.map { timetable?.knownNumber(for: $0.hours) ?? -1 }
        self.bytes = bytes
        self.starts = starts
    }

    var count: Int { schedules.count }

    /// How many bytes an entry's pieces have together.
    func count(of ordinal: Int) -> Int {
        Int(starts[(ordinal + 1) * Self.pieces] - starts[ordinal * Self.pieces])
    }

    /// The pieces of an entry, to be read before the body returns.
    @inline(__always)
    func withPieces(
        of ordinal: Int,
        _ body: (
            (UnsafeRawBufferPointer, UnsafeRawBufferPointer, UnsafeRawBufferPointer, UnsafeRawBufferPointer)
        ) -> Void
    ) {
        let first = ordinal * Self.pieces
        bytes.withUnsafeBytes { bytes in
            func piece(_ number: Int) -> UnsafeRawBufferPointer {
                UnsafeRawBufferPointer(rebasing: bytes[Int(starts[number])..<Int(starts[number + 1])])
            }
            body((piece(first), piece(first + 1), piece(first + 2), piece(first + 3)))
        }
    }
}
