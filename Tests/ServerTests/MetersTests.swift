import TestTown
import Testing

@testable import Server

/// The Prometheus text format, version 0.0.4, read strictly: what a scraper would make of it.
struct Exposition {
    struct Sample {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    struct Fault: Error {
        let line: String
    }

    private(set) var samples: [Sample] = []
    private(set) var types: [String: String] = [:]

    init(_ text: String) throws {
        guard text.isEmpty || text.hasSuffix("\n") else { throw Fault(line: "the end") }
        for line in text.unicodeScalars.split(separator: "\n") {
            if line.starts(with: "# TYPE ".unicodeScalars) {
                let words = line.split(separator: " ")
                guard words.count == 4, types[String(words[2])] == nil else { throw Fault(line: String(line)) }
                types[String(words[2])] = String(words[3])
            } else {
                samples.append(try Self.sample(line))
            }
        }
    }

    private static func sample(_ line: Substring.UnicodeScalarView) throws -> Sample {
        var rest = line[...]
        let name = rest.take { $0.isName }
        guard let first = name.unicodeScalars.first, !first.isDigit else { throw Fault(line: String(line)) }
        var labels: [String: String] = [:]
        if rest.first == "{" {
            repeat {
                rest.removeFirst()
                let key = rest.take { $0.isName }
                guard rest.popFirst() == "=", rest.popFirst() == "\"", labels[key] == nil, let value = rest.takeQuoted()
                else { throw Fault(line: String(line)) }
                labels[key] = value
            } while rest.first == ","
            guard rest.popFirst() == "}" else { throw Fault(line: String(line)) }
        }
        guard rest.popFirst() == " ", let value = Double(String(rest)) else { throw Fault(line: String(line)) }
        return Sample(name: name, labels: labels, value: value)
    }

    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        samples.first { $0.name == name && $0.labels == labels }?.value
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { (48...57).contains(value) }
    fileprivate var isName: Bool { isDigit || isASCII && properties.isAlphabetic || self == "_" || self == ":" }
}

extension Substring.UnicodeScalarView {
    fileprivate mutating func take(_ isWanted: (Unicode.Scalar) -> Bool) -> String {
        var taken = ""
        while let next = first, isWanted(next) { taken.unicodeScalars.append(removeFirst()) }
        return taken
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = ["\\": "\\", "\"": "\"", "n": "\n"]

    /// Up to and with the closing quotation mark.
    fileprivate mutating func takeQuoted() -> String? {
        var taken = ""
        while let next = popFirst() {
            switch next {
            case "\"": return taken
            case "\\":
                guard let escaped = popFirst(), let meant = Self.escapes[escaped] else { return nil }
                taken.unicodeScalars.append(meant)
            default: taken.unicodeScalars.append(next)
            }
        }
        return nil
    }
}

@Suite("The meters")
struct MetersTests {
    @Test("Counters add, gauges are set, and each is told with its type")
    func numbers() throws {
        let meters = Meters()
        let requests = meters.makeCounter(label: "requests_total", dimensions: [("status", "200")])
        requests.increment(by: 2)
        meters.makeCounter(label: "requests_total", dimensions: [("status", "200")]).increment(by: 3)
        meters.makeCounter(label: "requests_total", dimensions: [("status", "404")]).increment(by: 1)
        meters.makeFloatingPointCounter(label: "litres_total", dimensions: []).increment(by: 0.25)
        let places = meters.makeRecorder(label: "places", dimensions: [], aggregate: false)
        places.record(Int64(7))
        places.record(Int64(25_723))
        let level = meters.makeMeter(label: "level", dimensions: [])
        level.set(1.5)
        level.decrement(by: 0.5)
        let exposition = try Exposition(meters.text())
        #expect(exposition.value("requests_total", ["status": "200"]) == 5)
        #expect(exposition.value("requests_total", ["status": "404"]) == 1)
        #expect(exposition.value("litres_total") == 0.25)
        #expect(exposition.value("places") == 25_723)
        #expect(exposition.value("level") == 1)
        let types = [
            "requests_total": "counter", "litres_total": "counter", "places": "gauge", "level": "gauge",
        ]
        #expect(exposition.types == types)
    }

    @Test("A distribution's buckets are cumulative and end with everything; sum and count agree with them")
    func histograms() throws {
        let meters = Meters()
        let timer = meters.makeTimer(label: "duration_seconds", dimensions: [("route", "/")])
        let seconds = [0.0005, 0.001, 0.0011, 0.3, 0.3, 9.9, 10, 11, 4000]
        for value in seconds { timer.recordNanoseconds(Int64(value * 1e9)) }
        let exposition = try Exposition(meters.text())
        #expect(exposition.types == ["duration_seconds": "histogram"])
        for bound in Meters.bucketsSeconds {
            let below = seconds.count { $0 <= bound }
            let bucket = exposition.value("duration_seconds_bucket", ["route": "/", "le": "\(bound)"])
            #expect(bucket == Double(below), "\(bound)")
        }
        #expect(exposition.value("duration_seconds_bucket", ["route": "/", "le": "+Inf"]) == Double(seconds.count))
        #expect(exposition.value("duration_seconds_count", ["route": "/"]) == Double(seconds.count))
        let sum = try #require(exposition.value("duration_seconds_sum", ["route": "/"]))
        #expect(abs(sum - seconds.reduce(0, +)) < 1e-6)
        #expect(exposition.samples.count == Meters.bucketsSeconds.count + 3)
    }

    @Test(
        "Any text may stand in a label: quotes, backslashes, line ends, Chinese, and marks that join onto a quote",
        arguments: [
            "a\"b", "a\\b", "a\nb", "a\r\nb", "\"\u{301}", "\\\u{301}", "甬爱\u{1F6F5}", "", "} 1", "\\n", "a,b=\"c\"",
        ])
    func labels(text: String) throws {
        let meters = Meters()
        meters.makeCounter(label: "requests_total", dimensions: [("route", text), ("x", "y")]).increment(by: 1)
        let exposition = try Exposition(meters.text())
        #expect(exposition.samples.count == 1)
        let told = try #require(exposition.samples.first?.labels["route"])
        #expect(Array(told.unicodeScalars) == Array(text.unicodeScalars))
        #expect(exposition.samples.first?.labels["x"] == "y")
    }

    @Test("Names become names that Prometheus takes")
    func names() throws {
        let meters = Meters()
        meters.makeCounter(label: "hb.requests-打开", dimensions: [("http.route", "/")]).increment(by: 1)
        #expect(try Exposition(meters.text()).value("hb_requests___", ["http_route": "/"]) == 1)
    }

    @Test("Series have a bound: what comes later counts into nothing, what was there goes on")
    func bound() throws {
        let meters = Meters()
        let first = meters.makeCounter(label: "c", dimensions: [("n", "0")])
        for number in 1..<Meters.seriesMax + 50 {
            meters.makeCounter(label: "c", dimensions: [("n", "\(number)")]).increment(by: 1)
        }
        first.increment(by: 7)
        let exposition = try Exposition(meters.text())
        #expect(exposition.samples.count == Meters.seriesMax)
        #expect(exposition.value("c", ["n": "0"]) == 7)
        #expect(exposition.value("c", ["n": "\(Meters.seriesMax + 1)"]) == nil)
    }

    @Test("Nothing is lost when many count at once")
    func together() async throws {
        let meters = Meters()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<500 { meters.makeCounter(label: "c", dimensions: []).increment(by: 1) }
                }
            }
        }
        #expect(try Exposition(meters.text()).value("c") == 4000)
    }
}
