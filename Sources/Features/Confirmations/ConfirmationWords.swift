import Kernel
import Places

/// What is said about confirmations.
extension Phrase {
    static let foundOpen = Phrase("有人确认开门", "Found open")
    static let foundWorking = Phrase("有人确认能用", "Found working")
    static let foundClosed = Phrase("有 1 人反映关门", "1 person found it closed")
    static let foundBroken = Phrase("有 1 人反映坏了", "1 person found it broken")
    static let foundFull = Phrase("有人反映满了，要等", "Found full")
    static let wasFull = Phrase("有人来过，当时满了", "Was full")
    static let truthQuestion = Phrase("您到了吗？告诉后面的骑手", "Are you there? Tell the next rider")
    static let thanks = Phrase("谢谢，已经记下。", "Thank you, noted.")
    static let withdraw = Phrase("撤回", "Undo")
    static let sending = Phrase("正在发送…", "Sending…")
    static let savedForLater = Phrase("没有网络，已存下，连上后自动发送。", "No network. Kept, and sent once you are online.")
    static let withdrawn = Phrase("已撤回。", "Taken back.")
    static let notSent = Phrase("没有发出去，请稍后再试。", "It was not sent. Try again soon.")
    static let keyTaken = Phrase("这次提交的编号已经用过，内容不同。", "This key was used before with other content.")
    static let nothingToWithdraw = Phrase(
        "没有可以撤回的，或已过了撤回时间。", "There is nothing to take back, or it is too late.")

    static let nothingToConfirm = Phrase(
        "没有这个地点，或这类地点不需要确认。", "There is no such place, or nothing to confirm about its kind.")

    static func otherAnswers(_ kind: PlaceKind) -> Phrase {
        let list = kind.answers.map(\.rawValue).joined(separator: ", ")
        return Phrase("这类地点只能说：\(list)。", "Of such a place one says: \(list).")
    }

    static func severalFoundClosed(_ people: Int) -> Phrase {
        Phrase("有 \(people) 人反映关门", "\(people) people found it closed")
    }

    static func severalFoundBroken(_ people: Int) -> Phrase {
        Phrase("有 \(people) 人反映坏了", "\(people) people found it broken")
    }

    static func reliability(worked: Int, tries: Int) -> Phrase {
        Phrase("近 \(tries) 次 \(worked) 次能用", "Worked \(worked) of the last \(tries) times")
    }

    /// With the age first, as one says it: `40 分钟前有人确认开门`.
    static func told(_ line: StandingLine, now: Instant) -> Phrase {
        guard let at = line.at else { return line.text }
        let age = Phrase.ago(at, now: now)
        return Phrase("\(age.chinese)\(line.text.chinese)", "\(line.text.english) \(age.english)")
    }
}

extension Confirmation.Answer {
    func words(for kind: PlaceKind) -> Phrase {
        switch self {
        case .open: Phrase("开着", "Open")
        case .closed: Phrase("关着", "Closed")
        // "满" alone would be read as full of charge at a cabinet.
        case .full: kind == .charger ? Phrase("满了要等", "Must wait") : Phrase("满了", "Full")
        case .worked: Phrase("能用", "Works")
        case .broken: Phrase("坏了", "Broken")
        }
    }

    var symbol: String {
        switch self {
        case .open: "door-open"
        case .closed: "door-closed"
        case .full: "people"
        case .worked: "check"
        case .broken: "repair"
        }
    }
}
