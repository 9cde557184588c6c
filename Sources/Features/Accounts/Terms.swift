import Kernel

/// What somebody agrees to on registering, whole. A changed wording is a new version of `ConsentPurpose.terms`.
enum Terms {
    static let paragraphs: [Phrase] = [
        Phrase(
            "甬爱码由城市运行，帮骑手找到换电、充电、歇脚、吃饭的地方，顺利进小区。使用免费，也不影响平台给您的评分。",
            "YongAi is run by the city. It helps riders find a swap, a charge, a rest, a meal and the right gate. "
                + "It is free, and has no bearing on what a platform thinks of you."),
        Phrase(
            "我们保存：手机号（加密）、称呼、行业、平台或站点。不保存您的行踪。",
            "We keep your phone number (encrypted), what you are called, your trade, your platform or team. "
                + "We keep no trail of where you go."),
        Phrase(
            "工作人员查看您的资料时，系统会记下谁、何时、为什么；您可以看到这些记录。",
            "When staff look at your data, the system writes down who, when and why, and you can see it."),
        Phrase(
            "位置、照片、身份证件另行征求同意，随时可以撤回。您可以随时导出资料或注销账号。",
            "Position, photo and identity papers are asked for one by one, and each consent can be withdrawn. "
                + "You may export your data or erase your account at any time."),
        Phrase(
            "请如实填写，不要替别人注册，也不要把验证码告诉任何人。",
            "Please tell the truth, register only yourself, and give your code to nobody."),
    ]

    static func page(_ visit: Visit) -> Page {
        let language = visit.language
        let text = paragraphs.markup { "<p>\($0.in(language))</p>\n" }
        let version = ConsentPurpose.terms.version
        let edition = Phrase("第 \(version) 版", "Version \(version)")
        return Page(
            title: Phrase.terms.in(language),
            main: """
                <section class="message">
                <h1>\(Phrase.terms.in(language))</h1>
                \(text)<p class="quiet">\(edition.in(language))</p>
                </section>
                """, tab: .me)
    }
}

extension Phrase {
    static let terms = Phrase("使用条款与隐私说明", "Terms and privacy")
}
