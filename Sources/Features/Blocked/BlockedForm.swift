import Compounds
import Kernel
import PlaceEditing
import Places

/// The form by which a rider says that they were stopped: each reason is a button that sends it.
struct BlockedForm {
    let place: ID<Place>
    /// The gate the rider stands at; nil where they choose one of `gates`.
    var gate: ID<Gate>?
    var gates: [Gate] = []
    let key: String
    let visit: Visit
    private var language: Language { visit.language }

    var markup: HTML {
        """
        <form class="stack blocked-form" method="post" action="/places/\(place)/blocked">
        <input type="hidden" name="key" value="\(key)">
        \(which)\
        <label class="field"><span class="label">\(Phrase.blockedMore.in(language))</span>
        <textarea name="words" rows="2" maxlength="\(Limits.blockedWordsCharactersMax)"></textarea></label>
        <fieldset class="blocked-reasons"><legend>\(Phrase.blockedWhy.in(language))</legend>
        \(BlockedReport.Reason.allCases.markup(button))</fieldset>
        <p class="quiet">\(Phrase.blockedSeen.in(language))</p>
        </form>

        """
    }

    private func button(_ reason: BlockedReport.Reason) -> HTML {
        """
        <button class="button" type="submit" name="reason" value="\(reason.rawValue)">\
        \(reason.words.in(language))</button>

        """
    }

    private var which: HTML {
        if let gate { return "<input type=\"hidden\" name=\"gate\" value=\"\(gate)\">\n" }
        guard !gates.isEmpty else { return .empty }
        let options = gates.markup { "<option value=\"\($0.id)\">\($0.name)</option>\n" as HTML }
        return """
            <label class="field"><span class="label">\(Phrase.blockedGate.in(language))</span>
            <select name="gate"><option value="">\(Phrase.blockedGateUnknown.in(language))</option>
            \(options)</select></label>

            """
    }
}

extension NewBlocked {
    /// What the form sent.
    init(_ visit: Visit, place: ID<Place>) throws {
        let form = try visit.form()
        try form.accept(only: ["key", "gate", "words", "reason"])
        let key = try form.value("key") ?? ""
        guard ID<BlockedReport>(key) != nil else {
            throw Refusal.parameter(name: "key", came: nil, accepted: .blockedKeyForm)
        }
        guard let reason = try form.value("reason").flatMap(BlockedReport.Reason.init(rawValue:)) else {
            throw Refusal.parameter(name: "reason", came: try form.value("reason"), accepted: .blockedReasons)
        }
        let gateText = try form.value("gate") ?? ""
        let gate = ID<Gate>(gateText)
        guard gateText.isEmpty || gate != nil else {
            throw Refusal.parameter(name: "gate", came: gateText, accepted: .gateOfThis)
        }
        self.init(
            key: key, place: place, gate: gate, reason: reason,
            words: try form.blockedText("words", charactersMax: Limits.blockedWordsCharactersMax) ?? "")
    }
}

extension Query {
    /// A line somebody wrote; nil when it is empty.
    func blockedText(
        _ name: String, charactersMax: Int, accepted: Phrase = .blockedObjectionNeeded
    ) throws -> String? {
        let text = EditText.line(try value(name) ?? "")
        guard text.unicodeScalars.count <= charactersMax else {
            throw Refusal.parameter(name: name, came: nil, accepted: accepted)
        }
        return text.isEmpty ? nil : text
    }

    func neededText(_ name: String, charactersMax: Int, accepted: Phrase) throws -> String {
        guard let text = try blockedText(name, charactersMax: charactersMax, accepted: accepted) else {
            throw Refusal.parameter(name: name, came: nil, accepted: accepted)
        }
        return text
    }
}
