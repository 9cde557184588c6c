import Kernel

extension Phrase {
    static let signInOrRegister = Phrase("登录 / 注册", "Sign in or register")
    static let signInLead = Phrase(
        "用手机号登录。第一次来的骑手接着就能注册。", "Sign in with your phone number. New here? You register on the way.")
    public static let phoneNumber = Phrase("手机号", "Phone number")
    public static let getCode = Phrase("获取验证码", "Get a code")
    public static let numberIsSealed = Phrase("手机号加密保存，不会给别人看。", "Your number is kept encrypted and shown to nobody.")
    static let staffWay = Phrase("工作人员：用通行密钥或密码登录", "Staff: sign in by passkey or password")
    public static let noCodesYet = Phrase(
        "这里还没有接通短信，暂时不能发送验证码。请联系城市管理员。",
        "No way to send codes is set up here yet. Please ask whoever runs this city's service.")
    public static let demonstrationCode = Phrase("演示：没有真的短信，验证码是", "Demonstration, no message is sent. The code is")
    static let codeInLogOnly = Phrase(
        "这个号码有正式的工作角色，演示页面不显示它的验证码，请在服务器日志里查看。",
        "This number holds a role for real, so its code is not shown here. It stands in the server's log.")
    static let enterCode = Phrase("输入验证码", "Enter the code")
    public static let sixDigits = Phrase("6 位验证码", "Six digits")
    static let signIn = Phrase("登录", "Sign in")
    static let noCodeCame = Phrase("没收到？一分钟后可以再要一个。", "Nothing came? Ask for another after a minute.")
    static let codeAgain = Phrase("重新获取验证码", "Send another code")
    public static let otherNumber = Phrase("换个号码", "Another number")
    public static let codeIsOver = Phrase("这个验证码不能用了，请重新获取。", "This code works no longer. Please ask for another.")
    public static let accountBlocked = Phrase(
        "这个账号已停用。有疑问请到社区询问。", "This account is blocked. Please ask at your community's office.")
    public static let notANumber = Phrase("这不像是手机号，请检查一下。", "That does not look like a phone number. Please check it.")
    static let oneMoreStep = Phrase("还差一步", "One more step")
    static let registerLead = Phrase("号码确认好了。告诉我们怎么称呼您。", "Your number is confirmed. Tell us what to call you.")
    static let yourName = Phrase("称呼", "What to call you")
    static let yourTrade = Phrase("行业", "Trade")
    static let yourPlatform = Phrase("平台或站点（选填）", "Platform or team (optional)")
    public static let pleaseChoose = Phrase("请选择", "Please choose")
    static let agreeTo = Phrase("我同意", "I agree to the ")
    static let registerAndEnter = Phrase("注册并登录", "Register and sign in")
    static let ticketIsOver = Phrase("时间太久了，请重新获取验证码。", "That took too long. Please ask for another code.")

    public static func codeSent(_ masked: String) -> Phrase {
        Phrase(
            "验证码发到 \(masked)，\(Limits.codeMinutesMax) 分钟内有效。",
            "A code goes to \(masked). It works for \(Limits.codeMinutesMax) minutes.")
    }

    public static func codeWrong(_ left: Int) -> Phrase {
        left > 0
            ? Phrase("验证码不对，还可以试 \(left) 次。", "That is not the code. Tries left: \(left).")
            : Phrase("验证码不对，次数用完了，请重新获取。", "That is not the code, and no tries are left. Ask for another.")
    }

    static func inRoster(_ platform: String) -> Phrase {
        Phrase("\(platform)的名册里有您，注册后就是已核实骑手。", "\(platform) has you in its roster: you are verified on registering.")
    }

    static func notSent(_ fault: CodeFault) -> Phrase {
        switch fault {
        case .late:
            Phrase(
                "短信网关没有及时回应，验证码可能没发出。请一分钟后再试。",
                "The gateway was slow; the code may not have gone out. Try again in a minute.")
        case .unreachable, .refused, .noWay:
            Phrase("短信没有发出去。请一分钟后再试。", "The code could not be sent. Try again in a minute.")
        }
    }
}
