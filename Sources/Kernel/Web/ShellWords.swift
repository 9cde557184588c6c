/// The words that `shell.js` says about what is kept on the phone; it fills in figures only.
enum ShellWords {
    static func template(_ language: Language) -> HTML {
        """
        <template id="shell-words" data-offline="\(Phrase.offline.in(language))" \
        data-slow="\(Phrase.slow.in(language))" \
        data-kept="\(Phrase.keptFrom.in(language))" data-renewed="\(Phrase.renewed.in(language))" \
        data-back="\(Phrase.networkBack.in(language))" data-again="\(Phrase.again.in(language))" \
        data-now="\(Phrase.momentsAgo.in(language))" data-minutes="\(Phrase.minutesAgo.in(language))" \
        data-hours="\(Phrase.hoursAgo.in(language))" data-days="\(Phrase.daysAgo.in(language))"></template>
        """
    }

    /// The page for what is not kept on the phone.
    static func offlinePage(_ visit: Visit) -> Page {
        let language = visit.language
        let main: HTML = """
            <section class="message">
            <div class="empty">\(visit.icon("offline"))
            <h1>\(Phrase.nothingKept.in(language))</h1>
            <p>\(Phrase.nothingKeptWhy.in(language))</p>
            <p><a class="button primary" href="/">\(Phrase("回首页", "Go to the start page").in(language))</a></p>
            </div>
            </section>
            """
        return Page(title: Phrase.offline.in(language), main: main)
    }
}

extension Phrase {
    static let offline = Phrase("离线", "Offline")
    static let slow = Phrase("网络慢", "Slow network")
    static let keptFrom = Phrase("内容是{age}的", "as it was {age}")
    static let renewed = Phrase("有新内容了", "There is something newer")
    static let networkBack = Phrase("网络恢复了", "You are online again")
    static let again = Phrase("刷新", "Show it")
    static let momentsAgo = Phrase("刚才", "a moment ago")
    static let minutesAgo = Phrase(" {n} 分钟前", "{n} min ago")
    static let hoursAgo = Phrase(" {n} 小时前", "{n} h ago")
    static let daysAgo = Phrase(" {n} 天前", "{n} days ago")
    static let nothingKept = Phrase("没有网络，这页没存过", "No network, and this page is not kept")
    static let nothingKeptWhy = Phrase(
        "看过的地点和最近一次的列表会存在手机里，没有网络也能看。",
        "Places you have opened and your last list are kept on this phone and can be read without a network.")
}
