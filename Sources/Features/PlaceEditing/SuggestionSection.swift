import Kernel
import Places

/// The small form on every place's page by which anybody tells what is wrong with it.
public struct SuggestionSection: PlaceSection {
    public init() {}

    public func addition(to place: Place, for visit: Visit, in town: any Reading) throws -> PlaceAddition? {
        PlaceAddition(
            .more, Self.section(place, visit, isTold: try visit.query.value("told") != nil), modules: ["suggest"],
            styles: ["suggest"])
    }

    static func section(_ place: Place, _ visit: Visit, isTold: Bool) -> HTML {
        let language = visit.language
        let words: [(HTML, Phrase)] = [
            ("sending", .suggestionSending), ("kept", .suggestionKept), ("failed", .suggestionFailed),
            ("thanks", .suggestionThanks),
        ]
        let data = words.markup { " data-\($0.0)=\"\($0.1.in(language))\"" as HTML }
        let subjects = subjects(of: place).markup { subject in
            """
            <label class="suggest-subject"><input type="radio" name="subject" value="\(subject.rawValue)" required>\
            <span>\(subject.words.in(language))</span></label>

            """
        }
        let thanks: HTML = isTold ? "\(Phrase.suggestionThanks.in(language))" : .empty
        let open: HTML = isTold ? " open" : .empty
        return """
            <section class="suggest" id="suggest"\(data)>
            <details\(open)><summary class="button wide">\(Phrase.somethingWrong.in(language))</summary>
            <form method="post" action="/places/\(place.id)/suggestions">
            <fieldset><legend>\(Phrase.whatIsWrong.in(language))</legend>
            <div class="suggest-subjects">\(subjects)</div></fieldset>
            <label class="field"><span class="label">\(Phrase.rightValue.in(language))</span>
            <input type="text" name="value" maxlength="\(Limits.suggestionCharactersMax)" autocomplete="off"></label>
            <label class="field"><span class="label">\(Phrase.moreAboutIt.in(language))</span>
            <textarea name="text" rows="2" maxlength="\(Limits.suggestionCharactersMax)"></textarea></label>
            <p class="quiet">\(Phrase.noPersonalData.in(language))</p>
            <button class="button primary" type="submit">\(Phrase.sendSuggestion.in(language))</button>
            </form></details>
            <p class="suggest-said" role="status">\(thanks)</p>
            </section>

            """
    }

    private static func subjects(of place: Place) -> [Suggestion.Subject] {
        Suggestion.Subject.allCases.filter { $0 != .hours || place.kind.keepsHours }
    }
}

extension Suggestion.Subject {
    var words: Phrase {
        switch self {
        case .name: Phrase("名称", "Name")
        case .hours: Phrase("营业时间", "Opening hours")
        case .position: Phrase("位置", "Position")
        case .closed: Phrase("永久关门或搬走", "Closed for good or moved")
        case .facilities: Phrase("设施", "Facilities")
        case .other: Phrase("其他", "Something else")
        }
    }
}

extension Phrase {
    static let somethingWrong = Phrase("有误？告诉我们", "Something wrong? Tell us")
    static let whatIsWrong = Phrase("哪里不对", "What is wrong")
    static let rightValue = Phrase("正确的是（选填）", "What is right (optional)")
    static let moreAboutIt = Phrase("补充说明（选填）", "More about it (optional)")
    static let noPersonalData = Phrase("请不要写手机号等个人信息。", "Please leave out phone numbers and other personal data.")
    static let sendSuggestion = Phrase("提交", "Send")
    static let suggestionThanks = Phrase("谢谢，社区会核实。", "Thank you. The community will look into it.")
    static let suggestionSending = Phrase("正在提交…", "Sending…")
    static let suggestionKept = Phrase("没有网络，已存下，连上后自动提交。", "No network. Kept, and sent once you are online.")
    static let suggestionFailed = Phrase("没有提交成功，请稍后再试。", "It was not sent. Try again soon.")
    static let suggestionKeyTaken = Phrase("这次提交的编号已经用过，内容不同。", "This key was used before with other content.")
    static let sayWhatIsWrong = Phrase("请写明哪里不对，或正确的是什么。", "Say what is wrong, or what is right.")
    static let noValueHere = Phrase("这一项没有新值，请写在 text 里。", "This subject takes no value: say it in text.")
    static let suggestionKey = Phrase(
        "请填 8 到 64 个字母、数字、- 或 _，每次提交都不同。", "Give 8 to 64 letters, digits, - or _, new for every suggestion.")
    static let noSuchSuggestion = Phrase(
        "没有这条建议，或不在您的管辖范围内。", "There is no such suggestion, or it is not within your area.")
    static let alreadyDecided = Phrase("这条建议已经处理过了。", "This suggestion was decided already.")
    static let bySuggestion = Phrase("采纳骑手建议", "As riders suggested")
    static let suggestionsTitle = Phrase("骑手的纠错建议", "What riders say is wrong")
    static let suggestionLabel = Phrase("纠错建议", "Suggestion")
    static let acceptSuggestion = Phrase("采纳并修改", "Accept and change")
    static let markDone = Phrase("已处理好", "Mended")
    static let declineSuggestion = Phrase("不采纳", "Decline")
    static let whyDeclined = Phrase("不采纳的原因", "Why it is declined")

    static func saidBy(_ people: Int) -> Phrase {
        Phrase("\(people) 人反映", people == 1 ? "1 person" : "\(people) people")
    }
}
