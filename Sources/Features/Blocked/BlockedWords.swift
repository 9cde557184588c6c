import Kernel

extension BlockedReport.Reason {
    var words: Phrase {
        switch self {
        case .noEntry: Phrase("不让进", "No entry")
        case .idCard: Phrase("要押证件", "Had to leave an ID card")
        case .money: Phrase("要收费", "Asked for money")
        case .rude: Phrase("态度不好", "Rude")
        case .tooLong: Phrase("手续太久", "Took too long")
        case .other: Phrase("其他", "Something else")
        }
    }
}

extension BlockedReport.State {
    var words: Phrase {
        switch self {
        case .open: Phrase("等物业答复", "Waits for the property")
        case .answered: Phrase("物业已答复", "The property has answered")
        case .settled: Phrase("已了结", "Settled")
        case .disputed: Phrase("等社区裁定", "Waits for the community")
        case .decided: Phrase("社区已裁定", "The community has decided")
        }
    }

    var badge: String {
        switch self {
        case .open, .disputed: "badge-notice"
        case .answered: "badge-plain"
        case .settled, .decided: "badge-good"
        }
    }
}

extension Phrase {
    static let blockedTitle = Phrase("被拦", "Stopped at a gate")
    static let blockedLabel = Phrase("被拦", "Stopped")
    static let blockedAsk = Phrase("被拦了？", "Were you stopped?")
    static let blockedWhy = Phrase("怎么被拦的？点一下就提交", "What happened? One tap sends it")
    static let blockedMore = Phrase("补充说明（选填）", "More about it (optional)")
    static let blockedGate = Phrase("哪个门", "Which gate")
    static let blockedGateUnknown = Phrase("说不清", "Not sure")
    static let blockedSeen = Phrase(
        "物业 24 小时内答复，逾期由社区处理。他们只看到行业、门、时间和遮住的姓名，看不到手机号。请不要写手机号等个人信息。",
        "The property answers within 24 hours, after that the community decides. They see trade, gate, time and a "
            + "masked name, never your number. Please leave out personal data.")
    static let blockedMine = Phrase("我反映的被拦", "When I was stopped")
    static let blockedNone = Phrase("您还没有反映过。", "You have not reported anything.")
    static let blockedSent = Phrase(
        "已提交。物业 24 小时内答复，可以在这里查看。", "Sent. The property answers within 24 hours; see it here.")
    static let blockedSaved = Phrase("已保存。", "Saved.")
    static let blockedForRiders = Phrase(
        "反映被拦需要骑手账号，请先在“我的”里填写行业。", "Only riders report being stopped: give your trade under “Me” first.")
    static let noSuchCompound = Phrase("没有这个小区。", "There is no such compound.")
    static let noSuchBlocked = Phrase(
        "没有这条反映，或不在您的范围内。", "There is no such report, or it is not within your reach.")
    static let blockedOwn = Phrase("不能处理自己反映的事。", "You cannot decide on what you reported yourself.")
    static let blockedMovedOn = Phrase("这条反映的状态已经变了，请刷新再看。", "This report has moved on. Load the page again.")
    static let blockedNotDue = Phrase("还没到时间：物业有 24 小时答复。", "Not yet: the property has 24 hours to answer.")
    static let blockedKeyTaken = Phrase("这次提交的编号已经用过，内容不同。", "This key was used before with other content.")
    static let blockedKeyForm = Phrase("请从页面提交。", "Send it from the page.")
    static let gateOfThis = Phrase("请选这个小区的门。", "Choose a gate of this compound.")
    static let blockedReasons = Phrase("请选一个原因。", "Choose a reason.")
    static let backToMe = Phrase("回到“我的”", "Back to “Me”")
    static let blockedSettle = Phrase("认可，了结", "Content: settle it")
    static let blockedDispute = Phrase("不认可，请社区裁定", "Not content: ask the community")
    static let blockedObjection = Phrase("为什么不认可", "Why not")
    static let blockedQuietNote = Phrase(
        "7 天内不提出异议，视为认可。", "If you do not object within 7 days, it is settled.")
    static let saysProperty = Phrase("物业答复", "The property says")
    static let saysImprovement = Phrase("会改", "What changes")
    static let saysRider = Phrase("骑手不认可", "The rider objects")
    static let saysCommunity = Phrase("社区裁定", "The community decides")
    static let upheld = Phrase("骑手反映属实", "The rider was right")
    static let notUpheld = Phrase("不属实", "The rider was not right")
    static let answerWords = Phrase("给骑手的答复", "Your answer to the rider")
    static let answerImprovement = Phrase("会改什么（没有就不填）", "What changes (leave empty if nothing)")
    static let answerSend = Phrase("答复", "Answer")
    static let answerNote = Phrase(
        "写了会改什么，就表示反映属实，计入小区的友好指数。",
        "Saying what changes means that the rider was right; it counts in the compound’s index.")
    static let decisionWords = Phrase("裁定理由", "Why")
    static let decisionSend = Phrase("裁定", "Decide")
    static let whatDecided = Phrase("结论", "Finding")
    static let blockedWordsNeeded = Phrase("请写几句话，不超过 300 字。", "Say it in some words, 300 letters at most.")
    static let blockedObjectionNeeded = Phrase("请写明原因，不超过 200 字。", "Say why, 200 letters at most.")
    static let blockedFindings = Phrase("请选属实或不属实。", "Choose whether the rider was right.")
    static let nothingBlocked = Phrase("没有骑手反映被拦。", "No rider has reported being stopped.")
    static let backToBlocked = Phrase("回到列表", "Back to the list")

    static func answeredBy(_ time: String) -> Phrase {
        Phrase("物业应在 \(time) 前答复，逾期由社区处理。", "The property answers by \(time), else the community decides.")
    }

    static func answerUntil(_ time: String) -> Phrase { Phrase("请在 \(time) 前答复", "Answer before \(time)") }

    static func answerLate(_ time: String) -> Phrase {
        Phrase("已过 \(time) 的答复期限", "Not answered by \(time)")
    }
}
