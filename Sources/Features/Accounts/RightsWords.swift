import Kernel

/// What one's own pages say about one's data.
extension Phrase {
    static let myData = Phrase("我的数据", "My data")
    static let exportTitle = Phrase("导出", "Take along")
    static let exportNote = Phrase("下载我们保存的、与您有关的全部资料。", "Download everything we keep about you.")
    static let exportButton = Phrase("下载我的数据", "Download my data")
    static let correctTitle = Phrase("修改资料", "Correct")
    static let correctButton = Phrase("修改称呼、行业和车队", "Correct name, trade and team")
    static let eraseTitle = Phrase("注销账号", "Erase the account")
    static let eraseNote = Phrase(
        "手机号、称呼、照片和实名信息会立刻删除，不能恢复。需要在 10 分钟内登录过。",
        "Phone, name, photo and identity go at once and for good. You must have signed in within ten minutes.")
    static let eraseConfirm = Phrase("我知道不能恢复，确认注销", "I know that this is for good")
    static let eraseButton = Phrase("注销", "Erase")
    static let erasedTitle = Phrase("账号已注销", "Your account is erased")
    static let erasedNote = Phrase(
        "您的个人资料已经删除，谢谢您用过甬爱码。", "Your personal data are gone. Thank you for having been here.")
    static let whatStays = Phrase("依法保留的内容", "What stays, and why")
    static let toStart = Phrase("回首页", "To the start page")
    static let myTrail = Phrase("谁看过我的资料", "Who looked at my data")
    static let trailNote = Phrase(
        "工作人员每次查看或处理您的资料，别人登录您的账号没有成功，都会记在这里。",
        "Each time staff look at your data or handle them, or somebody fails to sign in as you, it stands here.")
    static let noTrail = Phrase("还没有记录。", "Nothing yet.")
    static let yourself = Phrase("您自己", "Yourself")
    static let theSystem = Phrase("系统", "The system")
    static let myConsents = Phrase("授权管理", "Consents")
    static let consentsNote = Phrase("每一项都可以单独同意或撤回。", "Give or withdraw each by itself.")
    static let giveConsent = Phrase("同意", "Agree")
    static let withdrawConsent = Phrase("撤回", "Withdraw")
    static let noTrade = Phrase("不是骑手", "Not a rider")
    static let saveProfile = Phrase("保存", "Save")
    static let tradeNote = Phrase("改了行业后，需要重新核实骑手身份。", "After a change of trade you are verified anew.")
}
