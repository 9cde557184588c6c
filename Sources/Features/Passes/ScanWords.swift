import Gates
import Kernel
import PassToken

/// Why a pass is not taken, in words for guards: what it is, and what to do next.
enum ScanWords {
    /// One line in large type, which is also said aloud.
    static func headline(_ fault: ScanFault) -> Phrase {
        switch fault {
        case .pass(.expired): Phrase("通行码过期了", "The pass has expired")
        case .pass(.stepTooOld): Phrase("码已过时", "An old code")
        case .pass(.clockAhead), .pass(.clockBehind), .pass(.notYetValid): Phrase("手机时间不准", "The phone's clock is off")
        case .pass(.otherGate), .pass(.nonceMissing), .pass(.nonceWrong):
            Phrase("这是给别的门的码", "A code for another gate")
        case .pass(.otherCompound): Phrase("这是别的小区的临时码", "A guest pass of another compound")
        case .pass(.revoked): Phrase("通行码已停用", "The pass was ended")
        case .pass(.phoneSignature): Phrase("这是复制的码", "A copied code")
        case .pass(.issuer), .pass(.issuerKeyUnknown), .pass(.issuerKeyOutOfUse), .pass(.issuerSignature):
            Phrase("不是本市的通行码", "Not a pass of this city")
        case .pass(.version): Phrase("新版的通行码", "A newer kind of pass")
        case .pass(.prefix), .pass(.size), .pass(.letters), .pass(.form), .pass(.credentialForm), .pass(.claims):
            Phrase("不是通行码", "Not a pass")
        case .sameStepElsewhere: Phrase("这个码刚在别的门用过", "Just shown at another gate")
        case .digitsUnknown: Phrase("数字不对", "Wrong digits")
        case .digitsAmbiguous: Phrase("请再输手机号后四位", "The last four of the phone number too")
        case .digitsUsed: Phrase("数字已经用过", "These digits were used")
        }
    }

    /// What to do.
    static func advice(_ fault: ScanFault) -> Phrase {
        switch fault {
        case .pass(.expired): Phrase("请骑手联网打开一次通行码。", "Let the rider open the pass once with a network.")
        case .pass(.stepTooOld):
            Phrase(
                "请当场亮码，不收截图。", "Let the rider show it live; no pictures of it.")
        case .pass(.clockAhead), .pass(.clockBehind), .pass(.notYetValid):
            Phrase("请骑手打开自动校时。", "Let the rider set the phone to automatic time.")
        case .pass(.otherGate), .pass(.nonceMissing), .pass(.nonceWrong):
            Phrase("请骑手扫这个门的码，再亮一次。", "Let the rider scan this gate's code and show the pass again.")
        case .pass(.otherCompound): Phrase("请骑手重新申请临时码。", "Let the rider ask for one for this compound.")
        case .pass(.revoked), .pass(.phoneSignature):
            Phrase("请骑手用本人手机登录后亮码。", "Let the rider sign in on their own phone and show the pass there.")
        case .pass(.version): Phrase("请更新查验程序。", "This program must be updated.")
        case .pass: Phrase("请骑手在甬爱码里亮码。", "Let the rider show the pass in YongAi.")
        case .sameStepElsewhere: Phrase("请等十五秒，让骑手亮出新的码。", "Wait fifteen seconds for the next code.")
        case .digitsUnknown: Phrase("请看手机上现在的八位数字，再输一次。", "Type the eight digits the phone shows now.")
        case .digitsAmbiguous: Phrase("有人和他数字相同。", "Somebody else has the same digits just now.")
        case .digitsUsed: Phrase("请等新的数字出现。", "Wait for the next digits.")
        }
    }

    /// What the rider reads of a look.
    static func outcome(_ look: OwnLook) -> Phrase {
        switch look.verdict {
        case .comeIn: Phrase("可以进", "Come in")
        case .comeInOnFoot: Phrase("请步行进入", "Come in on foot")
        case .useAnotherGate: Phrase("请走别的门", "Use another gate")
        case .notNow: Phrase("现在不能进", "Not now")
        case .refused: Phrase("不能进", "No entry")
        case .notValid: headline(ScanFault(name: look.fault ?? ""))
        }
    }
}

extension ScanFault {
    /// Reads a name; one nobody knows is no pass.
    init(name: String) {
        let own: [ScanFault] = [.sameStepElsewhere, .digitsUnknown, .digitsAmbiguous, .digitsUsed]
        self = own.first { $0.name == name } ?? .pass(PassFault(rawValue: name) ?? .form)
    }
}
