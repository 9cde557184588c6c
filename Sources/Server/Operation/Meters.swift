import CoreMetrics
import Kernel
import Synchronization

/// Counters, gauges and distributions kept in memory and written in the Prometheus text format (version 0.0.4).
/// The registry behind swift-metrics: code counts through that library's types and never sees this one.
final class Meters: MetricsFactory {
    /// Upper bounds of the buckets of every distribution, in seconds.
    static let bucketsSeconds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    /// More series than this are not kept: a label with unbounded values must not fill the memory.
    static let seriesMax = 10_000

    enum Form: String {
        case counter, gauge, histogram
    }

    final class Series: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler, TimerHandler {
        struct State {
            var value = 0.0
            var count = 0
            var buckets = [Int](repeating: 0, count: Meters.bucketsSeconds.count)
        }

        let form: Form
        let state = Mutex(State())

        init(_ form: Form) { self.form = form }

        func increment(by amount: Int64) { add(Double(amount)) }
        func increment(by amount: Double) { add(amount) }
        func reset() { state.withLock { $0 = State() } }
        func set(_ value: Int64) { set(Double(value)) }
        func set(_ value: Double) { state.withLock { $0.value = value } }
        func decrement(by amount: Double) { add(-amount) }
        func record(_ value: Int64) { record(Double(value)) }
        func record(_ value: Double) { form == .histogram ? observe(value) : set(value) }
        func recordNanoseconds(_ duration: Int64) { observe(Double(duration) / 1e9) }

        private func add(_ amount: Double) { state.withLock { $0.value += amount } }

        private func observe(_ value: Double) {
            state.withLock { state in
                state.value += value
                state.count += 1
                for (index, bound) in Meters.bucketsSeconds.enumerated() where value <= bound {
                    state.buckets[index] += 1
                }
            }
        }
    }

    private struct Key: Hashable {
        var label: String
        var dimensions: String
    }

    private let series = Mutex<[Key: Series]>([:])

    private func one(_ form: Form, _ label: String, _ dimensions: [(String, String)]) -> Series {
        let key = Key(label: Self.name(label), dimensions: Self.labels(dimensions))
        return series.withLock { all in
            if let present = all[key] { return present }
            let made = Series(form)
            if all.count < Self.seriesMax { all[key] = made }
            return made
        }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        one(.counter, label, dimensions)
    }
    func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        one(.counter, label, dimensions)
    }
    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        one(.gauge, label, dimensions)
    }
    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        one(aggregate ? .histogram : .gauge, label, dimensions)
    }
    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        one(.histogram, label, dimensions)
    }
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    /// The exposition, sorted, so that two readings differ only in their numbers.
    func text() -> String {
        let all = series.withLock { $0 }.sorted {
            ($0.key.label, $0.key.dimensions) < ($1.key.label, $1.key.dimensions)
        }
        var text = ""
        var previous = ""
        for (key, one) in all {
            if key.label != previous { text += "# TYPE \(key.label) \(one.form.rawValue)\n" }
            previous = key.label
            text += lines(key, one.form, one.state.withLock { $0 })
        }
        return text
    }

    private func lines(_ key: Key, _ form: Form, _ state: Series.State) -> String {
        guard form == .histogram else { return "\(key.label)\(braced(key.dimensions)) \(number(state.value))\n" }
        var text = ""
        for (bound, count) in zip(Self.bucketsSeconds, state.buckets) {
            text += "\(key.label)_bucket\(braced(key.dimensions, "le=\"\(bound)\"")) \(count)\n"
        }
        text += "\(key.label)_bucket\(braced(key.dimensions, "le=\"+Inf\"")) \(state.count)\n"
        text += "\(key.label)_sum\(braced(key.dimensions)) \(number(state.value))\n"
        return text + "\(key.label)_count\(braced(key.dimensions)) \(state.count)\n"
    }

    private func braced(_ labels: String, _ more: String = "") -> String {
        let parts = [labels, more].filter { !$0.isEmpty }
        return parts.isEmpty ? "" : "{" + parts.joined(separator: ",") + "}"
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    private static func name(_ label: String) -> String {
        String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" || $0 == ":" ? $0 : "_" })
    }

    private static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.map { key, value in
            // By scalars: a character may be a quotation mark with an accent, or two line ends in one.
            let escaped = value.unicodeScalars.map { scalar in
                switch scalar {
                case "\\": "\\\\"
                case "\"": "\\\""
                case "\n": "\\n"
                default: String(scalar)
                }
            }.joined()
            return "\(name(key))=\"\(escaped)\""
        }.joined(separator: ",")
    }
}
