import Kernel
import OpeningHours
import Synchronization

/// The open state of each of the directory's distinct hours as JSON, worked out once a minute and language and kept
/// for the next question: thousands of shops share a few hundred of them.
final class OpenSentences: Sendable {
    private struct Known {
        var minute: Int64
        var language: Language
        /// By the number of the hours, plus one for hours that are unknown.
        var texts: [[UInt8]?]
    }

    private static let knownMax = 4
    private let timetable: Timetable
    private let known = Mutex<[Known]>([])

    init(_ timetable: Timetable) { self.timetable = timetable }

    /// - Parameter schedules: numbers of the timetable, −1 for unknown hours.
    /// - Returns: `{"state": …, "text": …, "nextChange": …}` for each of them.
    func texts(of schedules: [Int32], at moment: Instant, in language: Language) -> [[UInt8]] {
        // Local minutes: states change on full minutes of the city's clock.
        let local = moment.seconds + timetable.utcOffsetSeconds
        let minute = local >= 0 ? local / 60 : (local - 59) / 60
        return known.withLock { known in
            let place =
                known.firstIndex { $0.minute == minute && $0.language == language } ?? add(minute, language, to: &known)
            return schedules.map { schedule in
                let number = Int(schedule) + 1
                if let text = known[place].texts[number] { return text }
                let text = self.text(of: schedule, at: moment, in: language)
                known[place].texts[number] = text
                return text
            }
        }
    }

    private func add(_ minute: Int64, _ language: Language, to known: inout [Known]) -> Int {
        if known.count >= Self.knownMax { known.removeFirst() }
        known.append(
            Known(minute: minute, language: language, texts: Array(repeating: nil, count: timetable.count + 1)))
        return known.count - 1
    }

    private func text(of schedule: Int32, at moment: Instant, in language: Language) -> [UInt8] {
        let state = schedule < 0 ? .unknown : timetable.state(ofNumber: schedule, at: moment)
        return timetable.json(state, at: moment, in: language).bytes
    }
}

extension Timetable {
    /// `openState` of a place: the word for programs, the sentence for people, and when it changes.
    func json(_ state: OpenState, at moment: Instant, in language: Language) -> JSON {
        let next = state.nextChange.map { Instant(seconds: $0).rfc3339(utcOffsetSeconds: utcOffsetSeconds) }
        return [
            "state": .string(state.kind.word), "text": .string(sentence(for: state, at: moment, in: language)),
            "nextChange": JSON(next),
        ]
    }
}
