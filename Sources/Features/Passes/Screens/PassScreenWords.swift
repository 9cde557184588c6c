import Kernel

extension PassScreen {
    /// What `pass-view.js` and `pass.js` say. A state has a title, and a sentence under its name with `-why`.
    static let words: [(String, Phrase)] = [
        ("next-in", Phrase("{n} 秒后换新码", "new code in {n} s")),
        ("until", Phrase("有效到{when}", "Good until {when}")),
        ("fresh", Phrase("· 刚更新", "· just renewed")), ("aged", Phrase("· {age}前更新", "· renewed {age} ago")),
        ("clock-ahead", Phrase("手机时间快了 {span}，已按城市时间出码。", "Your clock is {span} ahead; the code goes by the city’s.")),
        (
            "clock-behind",
            Phrase("手机时间慢了 {span}，已按城市时间出码。", "Your clock is {span} behind; the code goes by the city’s.")
        ),
        ("digits-left", Phrase("{n} 秒后换。", "Changes in {n} s.")),
        ("digits-none", Phrase("联网更新后才有", "after the next renewal")),
        ("note-signed-out", Phrase("登录已过期，到期前请重新登录，码才能续。", "You are signed out. Sign in again before it expires.")),
        ("gate-named", Phrase("已扫{gate}的门口码：这个码只在这个门有效。", "For {gate}, and no other gate.")),
        (
            "gate-forged",
            Phrase("您扫的不是本市的门口码。这个码在哪个门都能用；请告诉保安。", "What you scanned is no gate code of this city. Tell the guard.")
        ),
        ("gate-unchecked", Phrase("没有网络，门口码没有核对。这个码在哪个门都能用。", "Offline: the gate’s code was not checked.")),
        ("sign-in", Phrase("登录", "Sign in")), ("again", Phrase("再试一次", "Try again")),
        ("signed-out", Phrase("先登录", "Sign in first")),
        ("signed-out-why", Phrase("登录后，这部手机就有您的通行码。", "Then this phone holds your pass.")),
        ("no-rider", Phrase("您还不是骑手", "You are not a rider yet")),
        (
            "no-rider-why",
            Phrase("通行码给骑手用。在“我的”里填上行业，就能开通。", "The pass is for riders. Say your trade under “Me”, and you get one.")
        ),
        ("to-me", Phrase("去“我的”", "To “Me”")),
        ("offline", Phrase("没有网络", "No network")),
        (
            "offline-why",
            Phrase("第一次开通要联网。开通后没有网络也能用。", "The first time needs a network. After that it works without one.")
        ),
        ("unreached", Phrase("现在连不上", "Not to be reached now")),
        ("unreached-why", Phrase("请稍后再试。", "Please try again in a moment.")),
        ("refused", Phrase("没有开通", "Not made")), ("refused-why", Phrase("请再试一次。", "Please try again.")),
        ("elsewhere", Phrase("换到这部手机？", "Move it to this phone?")),
        (
            "elsewhere-why",
            Phrase(
                "您的通行码在“{phone}”上（{since} 起）。换过来，那部手机上的码马上作废。",
                "Your pass is on “{phone}” (since {since}). If you move it, the code there ends at once.")
        ),
        ("move-here", Phrase("换到这部手机", "Move it here")), ("not-moving", Phrase("不换", "Leave it there")),
        ("moved", Phrase("通行码已在另一部手机上", "Your pass is on another phone")),
        ("moved-why", Phrase("一个人只有一个通行码，这部手机上的已作废。", "Everybody has one pass. The one on this phone has ended.")),
        ("move-back", Phrase("换回这部手机", "Move it back here")),
        ("ended", Phrase("通行码已停用", "Your pass was ended")),
        (
            "ended-why",
            Phrase("可能是您报了手机丢失。可以在这部手机上重新开通。", "Perhaps you reported a lost phone. You can get a new one here.")
        ),
        ("start-again", Phrase("重新开通", "Get a new one")),
        ("guest-at", Phrase("临时通行码：只能在{place}用", "Guest pass: good at {place} only")),
        ("guest-over", Phrase("临时通行码到时间了", "Your guest pass has ended")),
        ("guest-over-why", Phrase("可以再申请一个，或者注册领正式通行码。", "Get another, or register for a pass of your own.")),
        ("guest-again", Phrase("再申请一个", "Get another")),
        ("expired", Phrase("通行码过期了", "Your pass has expired")),
        ("expired-why", Phrase("连上网络，马上续好。", "Go online, and it is renewed at once.")),
        ("expired-signed-out", Phrase("通行码过期了", "Your pass has expired")),
        ("expired-signed-out-why", Phrase("请重新登录，马上续好。", "Sign in again, and it is renewed at once.")),
        ("renewing", Phrase("正在续通行码", "Renewing your pass")), ("renewing-why", Phrase("请稍等。", "One moment.")),
        ("cannot", Phrase("这个浏览器存不了通行码", "This browser cannot hold a pass")),
        (
            "cannot-why",
            Phrase(
                "请用系统浏览器打开本站（https），不要用无痕模式。", "Open this site (https) in the phone’s own browser, not in private mode."
            )
        ),
    ]
}
