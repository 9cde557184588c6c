import Console
import Kernel

/// Where a platform hands in who rides for it.
struct RosterPages {
    let console: Console
    let visit: Visit
    let viewer: Person
    private var language: Language { visit.language }

    init(_ console: Console, _ visit: Visit, _ viewer: Person) {
        self.console = console
        self.visit = visit
        self.viewer = viewer
    }

    func upload() -> Page {
        console.page(
            .rosterTitle,
            """
            <p class="quiet">\(Phrase.rosterNote.in(language))</p>
            <form class="stack" method="post" action="/console/roster">
            <label class="field"><span>\(Phrase.platformField.in(language))</span>
            <input name="platform" maxlength="\(Limits.platformCharactersMax)" required></label>
            <label class="field"><span>\(Phrase.rosterField.in(language))</span>
            <textarea name="roster" rows="12" required spellcheck="false"></textarea></label>
            <button class="button primary" type="submit">\(Phrase.rosterButton.in(language))</button>
            </form>
            """, at: .roster, visit)
    }

    func done(_ sheet: RosterSheet, matched: Int) -> Page {
        let problems = sheet.problems.prefix(100).markup { problem in
            "<li>\(Phrase.line(problem.line).in(language)) \(problem.reason.in(language))</li>\n"
        }
        let list: HTML =
            problems.isEmpty
            ? .empty
            : """
            <h2>\(Phrase.rosterProblems(sheet.problems.count).in(language))</h2>
            <ul class="stack">
            \(problems)</ul>
            """
        return console.page(
            .rosterTitle,
            """
            <p class="notice">\(Phrase.rosterTaken(sheet.entries.count, matched).in(language))</p>
            \(list)
            <p><a class="button" href="/console/roster">\(Phrase.rosterAgain.in(language))</a></p>
            """, at: .roster, visit)
    }
}

extension Phrase {
    static let rosterTitle = Phrase("骑手名册", "Roster")
    static let rosterNote = Phrase(
        "从表格里复制三列贴进来：手机号、站点或车队、行业。每次上传都会替换上一次的名册；手机号只保存加密后的指纹，用来核对骑手身份。",
        "Paste three columns: phone, team, trade. Each upload replaces the last; only keyed hashes of numbers are kept."
    )
    static let rosterField = Phrase("名册", "Roster")
    static let rosterButton = Phrase("上传", "Hand in")
    static let rosterAgain = Phrase("再传一次", "Hand in another")

    static func line(_ number: Int) -> Phrase { Phrase("第 \(number) 行：", "Line \(number):") }
    static func rosterProblems(_ count: Int) -> Phrase { Phrase("有 \(count) 行没有收下", "\(count) lines were not taken") }

    static func rosterTaken(_ count: Int, _ matched: Int) -> Phrase {
        Phrase("收下 \(count) 人，其中 \(matched) 人已有账号。", "\(count) people taken, \(matched) of them have an account.")
    }
}
