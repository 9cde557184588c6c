import Kernel
import Places

/// Opening hours in a form: the text itself, what it says in words, and room for the builder, which needs scripts.
struct HoursField {
    let visit: Visit
    let text: String
    var fault: HTML = .empty
    var mark: HTML = .empty
    private var language: Language { visit.language }

    var markup: HTML {
        """
        <fieldset class="hours-field" id="hours-field"><legend>\(PlaceField.hours.words.in(language))</legend>
        <label class="field"><span class="quiet">\(Phrase.hoursHelp.in(language))</span>
        <input type="text" name="hours" maxlength="\(Limits.hoursBytesMax)" value="\(text)" autocomplete="off"\
        \(mark)>\(fault)</label>
        <p class="hours-words" aria-live="polite">\(HoursWords.description(of: text, in: language))</p>
        </fieldset>
        """
    }
}
