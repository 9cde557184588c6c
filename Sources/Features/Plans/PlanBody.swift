import CompoundPlan
import Foundation
import Kernel
import PlaceEditing
import Places

/// `{"base": 3, "plan": {…}, "note": "…", "key": "…"}`; nothing else in it.
struct PlanBody {
    private static let members = ["base", "plan", "note", "key"]
    private let given: [String: Any]

    init(_ visit: Visit) throws(Refusal) {
        guard visit.bodyType == "application/json",
            let read = try? JSONSerialization.jsonObject(with: Data(visit.body)), let given = read as? [String: Any]
        else { throw .unsupportedBody(accepted: "application/json, {base, plan, note, key}") }
        if let stranger = given.keys.filter({ !Self.members.contains($0) }).min() {
            let list = Self.members.joined(separator: ", ")
            throw .parameter(
                name: String(stranger.prefix(Limits.shownValueCharactersMax)), came: nil,
                accepted: Phrase("可用：\(list)。", "Accepted: \(list)."))
        }
        self.given = given
    }

    /// - Throws: `Refusal`, or the `PlanFault` that names where the plan is none.
    func version(of place: ID<Place>) throws -> NewPlanVersion {
        guard let number = given["base"] as? NSNumber, let base = Int(exactly: number.doubleValue), base >= 0 else {
            throw Refusal.parameter(name: "base", came: nil, accepted: .planBaseForm)
        }
        let note = EditText.line(given["note"] as? String ?? "")
        guard given["note"] == nil || given["note"] is String,
            note.unicodeScalars.count <= Limits.planNoteCharactersMax
        else { throw Refusal.parameter(name: "note", came: nil, accepted: .planNoteForm) }
        guard let key = given["key"] as? String, PlanBody.isKey(key, Limits.planKeyCharacters) else {
            throw Refusal.parameter(name: "key", came: nil, accepted: .planKeyForm)
        }
        guard let plan = given["plan"] as? [String: Any] else {
            throw Refusal.parameter(name: "plan", came: nil, accepted: .planWanted)
        }
        let bytes = try JSONSerialization.data(withJSONObject: plan)
        return NewPlanVersion(place: place, base: base, plan: try Plan(reading: bytes), note: note, key: key)
    }

    /// Letters, digits, hyphens and underscores.
    static func isKey(_ text: String, _ lengths: ClosedRange<Int>) -> Bool {
        lengths.contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                    || byte == 95
            }
    }
}

extension PlanFault.Reason {
    var words: Phrase {
        switch self {
        case .tooLong:
            Phrase(
                "平面图太大，最多 \(PlanLimits.bytesMax) 字节。", "The plan is too large: \(PlanLimits.bytesMax) bytes at most.")
        case .notJSON: Phrase("平面图应是 JSON。", "The plan must be JSON.")
        case .otherFormat: Phrase("只认识格式 1。", "Only format 1 is known.")
        case .unknownMember: Phrase("没有这一项。", "There is no such member.")
        case .missing: Phrase("缺少这一项。", "It is missing.")
        case .otherType: Phrase("类型不对。", "It is of another type.")
        case .outside(let range):
            Phrase(
                "应在 \(range.lowerBound) 到 \(range.upperBound) 之间。",
                "It must be from \(range.lowerBound) to \(range.upperBound).")
        case .unknownWord: Phrase("不认识这个词。", "This word is not known.")
        case .notIdentifier: Phrase("编号应是 1 到 12 个小写字母或数字。", "An identifier is 1 to 12 small letters or digits.")
        case .doubleIdentifier: Phrase("这个编号已经用过。", "Some other part has this identifier.")
        case .notGate: Phrase("应是门的编号（UUID）。", "The UUID of a gate is wanted.")
        case .notName:
            Phrase(
                "名称最多 \(PlanLimits.nameCharactersMax) 个字，不能有看不见的字符。",
                "A name has \(PlanLimits.nameCharactersMax) visible characters at most.")
        case .halfPoint: Phrase("坐标要成对。", "Coordinates come in pairs.")
        }
    }
}
