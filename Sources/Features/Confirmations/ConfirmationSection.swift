import Kernel
import Places

extension Confirmations: PlaceSection {
    public func addition(to place: Place, for visit: Visit, in town: any Reading) throws -> PlaceAddition? {
        guard !place.kind.answers.isEmpty else { return nil }
        let sender = DeviceCookie.read(visit).map { Sender(device: $0, network: visit.client.network) }
        return PlaceAddition(
            .state, try section(of: place, for: visit, sender, in: town), modules: ["truth"], styles: ["truth"])
    }

    public func member(
        of place: Place, for visit: Visit, in town: any Reading
    ) throws -> (name: String, value: JSON)? {
        let truth = try store.truth(of: place.id, in: town)
        return ("confirmations", truth.map { ConfirmationJSON.truth($0, visit) } ?? .null)
    }

    func section(of place: Place, for visit: Visit, _ sender: Sender?, in town: any Reading) throws -> HTML {
        TruthPart(
            place: place, truth: try store.truth(of: place.id, in: town),
            own: try sender.flatMap { try own($0, about: place.id, now: visit.now, in: town) }, visit: visit
        ).markup
    }

    /// What this device has said on this visit, unless it took that back.
    private func own(
        _ sender: Sender, about placeID: ID<Place>, now: Instant, in town: any Reading
    ) throws -> Confirmation? {
        let device = witness(sender).device
        let since = now.adding(seconds: -Limits.sameVisitMinutesMax * 60)
        let newest = try store.newest(of: device, about: placeID, since: since, in: town)
        return try newest.flatMap { try store.isWithdrawn($0.id, in: town) ? nil : $0 }
    }
}

/// How a place was found, and the buttons to say so.
struct TruthPart {
    let place: Place
    let truth: PlaceTruth?
    let own: Confirmation?
    let visit: Visit

    private var language: Language { visit.language }

    var markup: HTML {
        let texts: [(HTML, Phrase)] = [
            ("sending", .sending), ("kept", .savedForLater), ("failed", .notSent), ("withdrawn", .withdrawn),
        ]
        let data = texts.markup { " data-\($0.0)=\"\($0.1.in(language))\"" }
        return """
            <section class="truth" id="truth" aria-labelledby="truth-question"\(data)>
            \(told())<form class="truth-form" method="post" action="/places/\(place.id)/confirmations">
            <p class="label" id="truth-question">\(Phrase.truthQuestion.in(language))</p>
            <div class="truth-answers truth-answers-\(place.kind.answers.count)">
            \(place.kind.answers.markup(button))</div>
            </form>
            \(said())</section>
            """
    }

    private func told() -> HTML {
        guard let truth else { return .empty }
        let line = truth.line(at: visit.now, hoursMax: Limits.pageHoursMax)
        let reliability: HTML =
            truth.tries == 0
            ? .empty : "<p class=\"truth-reliability\">\(truth.reliability.text.in(language))</p>\n"
        guard let line else { return reliability }
        let words = Phrase.told(line, now: visit.now).in(language)
        let classes = line.tone == .warning ? "warning" : "truth-\(line.tone.rawValue)"
        return "<p class=\"truth-now \(classes)\">\(words)</p>\n\(reliability)"
    }

    private func button(_ answer: Confirmation.Answer) -> HTML {
        """
        <button class="truth-answer" name="answer" value="\(answer.rawValue)" \
        aria-pressed="\(own?.answer == answer ? "true" : "false")">\
        \(visit.icon(answer.symbol))\(answer.words(for: place.kind).in(language))</button>

        """
    }

    /// The thanks, and the way back for a moment.
    private func said() -> HTML {
        guard let own else { return "<p class=\"truth-said\" role=\"status\"></p>\n" }
        let left = Limits.withdrawSecondsMax - (visit.now.seconds - own.receivedAt.seconds)
        guard left > 0 else { return "<p class=\"truth-said\" role=\"status\"></p>\n" }
        return """
            <p class="truth-said" role="status">\(Phrase.thanks.in(language))</p>
            <form class="truth-undo" method="post" action="/places/\(place.id)/withdrawals" data-seconds="\(Int(left))">
            <button class="button small">\(Phrase.withdraw.in(language))</button>
            </form>

            """
    }
}
