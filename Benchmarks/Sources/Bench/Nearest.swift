import CNanoflann
import Foundation
import Geo
import OpeningHours

private let rounds = 9
private let limit = 20
private let radiusMetres = 3_000.0

/// The nearest 20 within 3 km, in process, one thread: this project's index against nanoflann, at a city's size and far
/// beyond it. Both answer the same questions; the answers are compared before anything is timed.
///
/// nanoflann has the points on a plane (its quickest, distances off by parts in a thousand) and in space (as exact as
/// ours); one tree of all places, and a tree for each kind. The best of them counts.
func nearest() throws {
    let sizes = CommandLine.arguments.dropFirst(2).compactMap { Int($0) }
    print("Nearest \(limit) within \(Int(radiusMetres)) m, medians of \(rounds) rounds, µs of a processor a question.")
    print("dense: all in one city. wide: as many cities of 25,723 as it takes, each question in one of them.")
    for size in sizes.isEmpty ? [25_723, 1_000_000, 10_000_000] : sizes {
        for isWide in size > 25_723 ? [false, true] : [false] {
            try measure(BenchCity(size, isWide: isWide), isWide ? "wide" : "dense")
        }
    }
}

private func measure(_ drawn: BenchCity, _ layout: String) throws {
    var city = drawn
    let clock = ContinuousClock()
    var index = NearestIndex(points: [])
    let ready = clock.measure {
        index = NearestIndex(
            points: city.points, groups: city.kinds, marks: city.marks, schedules: city.schedules)
    }
    print("")
    print(
        "\(city.points.count) places, \(layout): ready in\(column(seconds(ready), decimals: 2, width: 6)) s,",
        terminator: "")
    print("\(column(Double(index.memoryBytes) / Double(city.points.count), decimals: 1, width: 5)) bytes a place")
    let open = try city.openSchedules()
    let ours = OurAnswers(index, open)
    let peers = [(NANOFLANN_PLANE, false), (NANOFLANN_PLANE, true), (NANOFLANN_SPACE, false), (NANOFLANN_SPACE, true)]
        .map { NanoflannAnswers(city, dimensions: Int32($0.0), byKind: $0.1, open: open.bytes) }
    for (name, questions, chosen, wanted) in [
        ("plain", city.questions(2_000, isFiltered: false), [0, 2], "1"),
        (
            "kind, facility, open", city.questions(2_000, isFiltered: true), [0, 1, 2, 3],
            layout == "dense" ? (city.points.count > 100_000 ? "4" : "2") : "-"
        ),
    ] {
        let rivals = chosen.map { peers[$0] }
        compare(ours, rivals, questions)
        race(name, ours, rivals, questions, wanted)
    }
}

/// How many answers are the same; the peer in space has to give them all.
private func compare(_ ours: OurAnswers, _ rivals: [NanoflannAnswers], _ questions: [BenchQuestion]) {
    var same = rivals.map { _ in 0 }
    var found = 0
    for question in questions {
        let answer = ours.ordinals(question)
        found += answer.count
        for (place, rival) in rivals.enumerated() where rival.ordinals(question) == answer { same[place] += 1 }
    }
    for (place, rival) in rivals.enumerated() where rival.isExact && same[place] != questions.count {
        print("  NOT THE SAME: \(rival.name) agrees on \(same[place]) of \(questions.count) questions.")
    }
    print("  \(found / questions.count) found a question; same answers: ", terminator: "")
    print(zip(rivals, same).map { "\($0.name) \($1)/\(questions.count)" }.joined(separator: ", "))
}

private func race(
    _ name: String, _ ours: OurAnswers, _ rivals: [NanoflannAnswers], _ questions: [BenchQuestion], _ wanted: String
) {
    var times = [[Double]](repeating: [], count: rivals.count + 1)
    let runs: [() -> Void] = [{ ours.run(questions) }] + rivals.map { rival in { rival.run(questions) } }
    for run in runs { run() }
    for round in 0..<rounds {
        for turn in runs.indices {
            let place = (turn + round) % runs.count
            let start = threadSeconds()
            runs[place]()
            times[place].append((threadSeconds() - start) * 1e6 / Double(questions.count))
        }
    }
    let medians = times.map(median)
    print("  \(name): ours\(column(medians[0], decimals: 2, width: 7))", terminator: "")
    for (rival, time) in zip(rivals, medians.dropFirst()) {
        print("  \(rival.name)\(column(time, decimals: 2, width: 7))", terminator: "")
    }
    let best = (medians.dropFirst().min() ?? .nan) / medians[0]
    print("  ratio to the best\(column(best, decimals: 2, width: 6)) (wanted \(wanted))")
}

/// Time this thread has had on a processor: what others do on the machine counts only through the caches.
func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// This project's side.
private final class OurAnswers {
    private let index: NearestIndex
    private let open: ScheduleSet
    private var found: [Neighbour] = []

    init(_ index: NearestIndex, _ open: OpenSchedules) {
        self.index = index
        self.open = open.set
    }

    func ordinals(_ question: BenchQuestion) -> [Int32] {
        answer(question)
        return found.map { Int32($0.ordinal) }
    }

    func run(_ questions: [BenchQuestion]) {
        for question in questions { answer(question) }
    }

    private func answer(_ question: BenchQuestion) {
        index.nearest(
            NearestQuestion(
                point: question.point, radiusMetres: radiusMetres, limit: limit,
                groups: question.kind < 0 ? .max : 1 << UInt64(question.kind), marks: question.marks,
                open: question.isOpenOnly ? open : nil),
            into: &found)
    }
}

/// nanoflann's side. In the tree of all, the kind is one more bit of the marks.
private final class NanoflannAnswers {
    let name: String
    let isExact: Bool
    private let byKind: Bool
    private let index: OpaquePointer?
    private let open: [UInt8]
    private let ordinals = UnsafeMutablePointer<Int32>.allocate(capacity: limit)
    private let squares = UnsafeMutablePointer<Double>.allocate(capacity: limit)

    init(_ city: BenchCity, dimensions: Int32, byKind: Bool, open: [UInt8]) {
        isExact = dimensions == 3
        self.byKind = byKind
        self.open = open
        name = (isExact ? "space" : "plane") + (byKind ? "/kind" : "/one")
        let latitudes = city.points.map(\.latitude)
        let longitudes = city.points.map(\.longitude)
        let marks = zip(city.marks, city.kinds).map { $0 | BenchCity.mark(ofKind: Int($1)) }
        index = nanoflann_build(
            dimensions, latitudes, longitudes, byKind ? city.kinds : nil, 4, marks, city.schedules,
            Int64(city.points.count))
    }

    deinit {
        nanoflann_free(index)
        ordinals.deallocate()
        squares.deallocate()
    }

    func ordinals(_ question: BenchQuestion) -> [Int32] {
        let count = open.withUnsafeBufferPointer { answer(question, $0.baseAddress) }
        return (0..<count).map { ordinals[$0] }
    }

    func run(_ questions: [BenchQuestion]) {
        open.withUnsafeBufferPointer { open in
            for question in questions { _ = answer(question, open.baseAddress) }
        }
    }

    private func answer(_ question: BenchQuestion, _ open: UnsafePointer<UInt8>?) -> Int {
        let kindMark = !byKind && question.kind >= 0 ? BenchCity.mark(ofKind: question.kind) : 0
        return Int(
            nanoflann_nearest(
                index, question.point.latitude, question.point.longitude, radiusMetres, Int32(limit),
                byKind ? Int32(question.kind) : -1, question.marks | kindMark, question.isOpenOnly ? open : nil,
                ordinals, squares))
    }
}
