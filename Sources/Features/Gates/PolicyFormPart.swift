import GatePolicy
import Kernel
import PlaceEditing
import Places

/// The form of a policy: who may come in, what is let in besides in a storm, how fast, how long, and where to park.
/// It works without scripts: a button adds a row, and a row without a tick goes away.
struct PolicyFormPart {
    let form: PolicyForm
    let faults: PolicyForm.Faults
    let address: String
    let visit: Visit
    /// Whether it stands at once.
    let isApprover: Bool
    private var language: Language { visit.language }

    var markup: HTML {
        let shut: HTML = form.isShut ? " checked" : .empty
        return """
            <form class="editor" method="post" action="\(address)" id="policy-form">
            <input type="hidden" name="seen" value="\(form.seen)">
            \(wrong)<label class="choice"><input type="checkbox" name="shut" value="yes"\(shut)>\
            <span>\(Phrase.gateShut.in(language))</span></label>
            \(group("a", .whoMayComeIn, form.admissions, add: .addAdmission, max: Limits.admissionsMax))\(fault("a"))
            \(group("s", .besidesInStorm, form.storm, add: .addStorm, max: Limits.admissionsMax))
            <div class="fields">
            \(number("speed", .speedLimit, form.speed, Limits.speedLimitKmh))\
            \(number("dwell", .dwellLimit, form.dwell, Limits.dwellMinutes))</div>
            \(group("p", .whereToPark, form.parking, add: .addParking, max: Limits.parkingPlacesMax))
            <div class="fields"><label class="field"><span>\(Phrase.whyThisPolicy.in(language))</span>
            <input type="text" name="purpose" maxlength="\(Limits.policyReasonCharactersMax)" value="\(form.purpose)">\
            </label></div>
            <p class="gate-actions">
            <button class="button" type="submit" name="action" value="preview">\(Phrase.tryIt.in(language))</button>
            <button class="button primary" type="submit" name="action" value="send">\
            \((isApprover ? Phrase.takeEffect : .sendForApproval).in(language))</button></p>
            </form>
            """
    }

    private var wrong: HTML {
        faults.isEmpty
            ? .empty : "<p class=\"warning\" role=\"alert\">\(Phrase.somethingWrong.in(language))</p>\n"
    }

    private func fault(_ name: String) -> HTML {
        faults[name].map { "<span class=\"fault\">\($0.in(language))</span>" } ?? .empty
    }

    private func number(_ name: String, _ words: Phrase, _ value: String, _ range: ClosedRange<Int>) -> HTML {
        let mark: HTML = faults[name] == nil ? .empty : " aria-invalid=\"true\""
        return """
            <label class="field"><span>\(words.in(language))</span>
            <input type="number" name="\(name)" inputmode="numeric" min="\(range.lowerBound)" \
            max="\(range.upperBound)" value="\(value)"\(mark)>\(fault(name))</label>

            """
    }

    private func group(
        _ letter: String, _ title: Phrase, _ rows: [PolicyForm.Row], add: PolicyForm.Action, max: Int
    ) -> HTML {
        // A form without any admission begins with one to fill in; a button asks for more.
        let wanted = form.action == add || (letter == "a" && rows.isEmpty) ? rows + [PolicyForm.Row()] : rows
        let shown = wanted.prefix(max).enumerated().map { row(letter, $0.offset, $0.element, title) }
        let button: HTML =
            shown.count < max
            ? """
            <button class="button small" type="submit" name="action" value="\(add.rawValue)">\
            \(Phrase.addRow(letter).in(language))</button>
            """ : .empty
        return """
            <fieldset class="gate-fields" id="group-\(letter)"><legend>\(title.in(language))</legend>
            \(shown)\(button)</fieldset>

            """
    }

    private func row(_ letter: String, _ number: Int, _ row: PolicyForm.Row, _ title: Phrase) -> HTML {
        let prefix = "\(letter)-\(number)-"
        let name = "\(title.in(language)) \(number + 1)"
        return """
            <fieldset class="panel gate-admission"><legend class="visually-hidden">\(name)</legend>
            \(letter == "p" ? bayName(prefix, row) : ticks(prefix + "trade", .whichTrades, VisitorTrade.allCases.map {
                ($0.rawValue, $0.words, row.trades.contains($0))
            }))
            \(ticks(prefix + "vehicle", .howTheyCome, VisitorVehicle.allCases.map {
                ($0.rawValue, $0.words, row.vehicles.contains($0))
            }))
            \(HoursField(
                visit: visit, text: row.hours, name: prefix + "hours", legend: .hoursOfRow,
                fault: fault(prefix + "hours")).folded)
            <p class="quiet">\(Phrase.howToRemove.in(language))</p></fieldset>

            """
    }

    private func bayName(_ prefix: String, _ row: PolicyForm.Row) -> HTML {
        let mark: HTML = faults[prefix + "name"] == nil ? .empty : " aria-invalid=\"true\""
        return """
            <label class="field"><span>\(Phrase.bayName.in(language))</span>
            <input type="text" name="\(prefix)name" maxlength="\(Limits.parkingNameCharactersMax)" \
            value="\(row.name)"\(mark)>\(fault(prefix + "name"))</label>
            """
    }

    private func ticks(_ name: String, _ title: Phrase, _ choices: [(String, Phrase, Bool)]) -> HTML {
        let boxes = choices.markup { value, words, isOn in
            let mark: HTML = isOn ? " checked" : .empty
            return """
                <label class="choice"><input type="checkbox" name="\(name)" value="\(value)"\(mark)>\
                <span>\(words.in(language))</span></label>

                """
        }
        return """
            <fieldset><legend>\(title.in(language))</legend><div class="choice-grid">
            \(boxes)</div>\(fault(name))</fieldset>
            """
    }
}

extension Phrase {
    static let gateShut = Phrase("暂停开放（施工、封闭，谁都不能进）", "Shut for now (works, walled up: nobody may come in)")
    static let whoMayComeIn = Phrase("谁可以进", "Who may come in")
    static let besidesInStorm = Phrase("恶劣天气时另外放行", "Let in besides in a storm")
    static let whereToPark = Phrase("停车点", "Where to park")
    static let whichTrades = Phrase("行业", "Trades")
    static let howTheyCome = Phrase("怎么来", "How they come")
    static let hoursOfRow = Phrase("时间", "Hours")
    static let bayName = Phrase("停车点名称", "Name of the parking place")
    static let howToRemove = Phrase(
        "不要这一条：取消“怎么来”的勾选并清空其他内容。", "To take this one out, untick how they come and empty the rest.")
    static let speedLimit = Phrase("限速（公里/小时，可不填）", "Speed limit (km/h, may be empty)")
    static let dwellLimit = Phrase("最长停留（分钟，可不填）", "Longest stay (minutes, may be empty)")
    static let whyThisPolicy = Phrase("为什么这样定（可不填）", "Why (may be empty)")
    static let tryIt = Phrase("先看看效果", "Try it first")
    static let takeEffect = Phrase("保存并生效", "Save: it takes effect")
    static let sendForApproval = Phrase("提交社区审核", "Send to the community")
    static let somethingWrong = Phrase("有几处要改，请看红字。", "Some fields need mending; see the words in red.")

    static func addRow(_ letter: String) -> Phrase {
        switch letter {
        case "s": Phrase("添加恶劣天气放行", "Add one for storms")
        case "p": Phrase("添加停车点", "Add a parking place")
        default: Phrase("再加一条", "Add another")
        }
    }
}
