import Foundation
import Kernel
import Places

/// A tap on a place's page. Without a module on the page it has no key: a browser that sends a form twice comes with
/// its cookie, and a device's repeated answers count once.
struct TapForm {
    let confirmation: NewConfirmation
    /// Whether a module asks for the changed part alone.
    let isPart: Bool

    init(_ form: Query, place: Place, key: String) throws(Refusal) {
        try form.accept(only: ["answer", "key", "ago", "part"])
        confirmation = NewConfirmation(
            placeID: place.id, kind: place.kind,
            answer: try Self.answer(try form.value("answer"), place.kind),
            key: try Self.key(try form.value("key") ?? key), secondsAgo: try Self.secondsAgo(try form.value("ago")))
        isPart = try form.value("part") != nil
    }

    static func part(_ form: Query) throws(Refusal) -> Bool {
        try form.accept(only: ["part"])
        return try form.value("part") != nil
    }

    static func answer(_ text: String?, _ kind: PlaceKind) throws(Refusal) -> Confirmation.Answer {
        guard let answer = text.flatMap(Confirmation.Answer.init(rawValue:)) else {
            let list = kind.answers.map(\.rawValue).joined(separator: ", ")
            throw .parameter(name: "answer", came: text, accepted: Phrase("可用：\(list)。", "Accepted: \(list)."))
        }
        guard kind.answers.contains(answer) else { throw .conflict(what: .otherAnswers(kind)) }
        return answer
    }

    /// Letters, digits, hyphens and underscores.
    static func key(_ text: String?) throws(Refusal) -> String {
        let bounds = Limits.confirmationKeyCharactersMin...Limits.confirmationKeyCharactersMax
        guard let text, bounds.contains(text.utf8.count),
            text.utf8.allSatisfy({ byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                    || byte == 95
            })
        else {
            throw .parameter(
                name: "key", came: text,
                accepted: Phrase(
                    "请填 \(bounds.lowerBound) 到 \(bounds.upperBound) 个字母、数字、- 或 _，每次提交都不同。",
                    "Give \(bounds.lowerBound) to \(bounds.upperBound) letters, digits, - or _, new for every answer."))
        }
        return text
    }

    static func secondsAgo(_ text: String?, name: String = "ago") throws(Refusal) -> Int64 {
        guard let text else { return 0 }
        let most = Limits.seenHoursAgoMax * 3600
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let seconds = Int64(text), seconds <= most else {
            throw .parameter(
                name: name, came: text,
                accepted: Phrase("请填 0 到 \(most) 的整数（秒）。", "Give whole seconds from 0 to \(most)."))
        }
        return seconds
    }
}

/// `{"answer": "open", "key": "…", "secondsAgo": 0}`; nothing else in it.
struct ConfirmationBody: Decodable {
    private let answer: String?
    private let key: String?
    private let secondsAgo: Int64?
    private let stranger: String?

    private static let members = ["answer", "key", "secondsAgo"]

    init(_ visit: Visit) throws(Refusal) {
        guard visit.bodyType == "application/json",
            let read = try? JSONDecoder().decode(Self.self, from: Data(visit.body))
        else { throw .unsupportedBody(accepted: "application/json, {answer, key, secondsAgo}") }
        self = read
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Member.self)
        answer = try container.given("answer")
        key = try container.given("key")
        secondsAgo = try container.given("secondsAgo")
        stranger = container.allKeys.map(\.stringValue).filter { !Self.members.contains($0) }.min()
    }

    func confirmation(of place: Place) throws(Refusal) -> NewConfirmation {
        if let stranger {
            let list = Self.members.joined(separator: ", ")
            throw .parameter(
                name: String(stranger.prefix(Limits.shownValueCharactersMax)), came: nil,
                accepted: Phrase("可用：\(list)。", "Accepted: \(list)."))
        }
        return NewConfirmation(
            placeID: place.id, kind: place.kind, answer: try TapForm.answer(answer, place.kind),
            key: try TapForm.key(key),
            secondsAgo: try TapForm.secondsAgo(secondsAgo.map { String($0) }, name: "secondsAgo"))
    }

    fileprivate struct Member: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(_ name: String) { stringValue = name }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

extension KeyedDecodingContainer<ConfirmationBody.Member> {
    /// nil where nothing is given; null is not nothing.
    fileprivate func given<Value: Decodable>(_ name: String) throws -> Value? {
        let member = ConfirmationBody.Member(name)
        return contains(member) ? try decode(Value.self, forKey: member) : nil
    }
}
