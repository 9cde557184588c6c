import Console
import Geo
import Kernel
import Places

/// Pages for making one entry of two.
struct MergePages {
    let editing: PlaceEditing
    let visit: Visit
    private var language: Language { visit.language }
    private var words: FactWords { FactWords(places: editing.places, visit: visit) }

    /// Pairs of one name that stand close to each other.
    func duplicates(_ pairs: [NearDuplicate]) -> Page {
        let rows = pairs.prefix(Limits.duplicatesShownMax).markup { pair in
            """
            <li class="panel"><p><strong>\(pair.first.name(in: language))</strong> · \
            <strong>\(pair.second.name(in: language))</strong></p>
            <p class="quiet">\(pair.first.address) · \(pair.second.address) · \
            \(Phrase.metresApart(pair.metres).in(language))</p>
            <p><a class="button small" href="/console/places/\(pair.first.id)/merge?with=\(pair.second.id)">\
            \(Phrase.compareThem.in(language))</a></p></li>

            """
        }
        let list: HTML =
            pairs.isEmpty
            ? "<p class=\"empty\">\(Phrase.noDuplicates.in(language))</p>" : "<ol class=\"stack\">\n\(rows)</ol>"
        return page(.duplicatesTitle, "<p class=\"quiet\">\(Phrase.duplicatesNote.in(language))</p>\(list)")
    }

    /// Entries of its kind around one, to choose from.
    func candidates(of place: Place, _ found: [NearbyPlace]) -> Page {
        let rows = found.markup { near in
            """
            <li class="panel"><p><strong>\(near.place.name(in: language))</strong> \
            <span class="quiet">\(near.place.address) · \(Phrase.metresApart(near.metres).in(language))</span></p>
            <p><a class="button small" href="/console/places/\(place.id)/merge?with=\(near.place.id)">\
            \(Phrase.compareThem.in(language))</a></p></li>

            """
        }
        let list: HTML =
            found.isEmpty
            ? "<p class=\"empty\">\(Phrase.noPlacesFit.in(language))</p>" : "<ol class=\"stack\">\n\(rows)</ol>"
        return page(.mergeWith(place), "\(back(place))\(list)")
    }

    /// Two entries side by side, and which value of each field stays.
    func comparison(_ kept: PlaceRecord, _ merged: PlaceRecord) -> Page {
        let (here, there) = (kept.facts, merged.facts)
        let rows = Merger.fields.markup { row($0, here[$0] ?? "", there[$0] ?? "") }
        let swap = "/console/places/\(merged.place.id)/merge?with=\(kept.place.id)"
        let heads = [Phrase.fieldHead, .thisStays, .thisGoes].markup { "<th scope=\"col\">\($0.in(language))</th>" }
        return page(
            .mergeWith(kept.place),
            """
            \(back(kept.place))<p class="quiet">\(Phrase.mergeNote(kept.place, merged.place).in(language))</p>
            <form method="post" action="/console/places/\(kept.place.id)/merge">
            <input type="hidden" name="with" value="\(merged.place.id)">
            <input type="hidden" name="version" value="\(String(kept.version))">
            <input type="hidden" name="with-version" value="\(String(merged.version))">
            <div class="scroller" tabindex="0" role="region" aria-label="\(Phrase.compareThem.in(language))">
            <table class="sheet-table merging"><thead><tr>\(heads)</tr></thead>
            <tbody>
            \(rows)</tbody></table></div>
            <div class="fields"><label class="field"><span>\(Phrase.whyChanged.in(language))</span>
            <input type="text" name="reason" maxlength="\(Limits.editReasonCharactersMax)"></label></div>
            <p class="console-actions"><button class="button primary" type="submit">\
            \(Phrase.mergeThem.in(language))</button> \
            <a class="button" href="\(swap)">\(Phrase.otherWayRound.in(language))</a></p></form>
            """)
    }

    private func row(_ field: PlaceField, _ here: String, _ there: String) -> HTML {
        let name = words.name(field)
        guard here != there else {
            return """
                <tr><th scope="row">\(name)</th><td colspan="2">\(words.value(field, here))</td></tr>

                """
        }
        // What is known stays rather than what is not.
        let prefersThere = here.isEmpty
        let both: HTML =
            field == .facilities && !here.isEmpty && !there.isEmpty
            ? """
            <tr><td></td><td colspan="2">\
            \(choice(field, .both, Phrase.allOfBoth.in(language), isChosen: true))</td></tr>

            """ : .empty
        let hasBoth = both != .empty
        return """
            <tr><th scope="row">\(name)</th>
            <td>\(choice(field, .here, words.value(field, here), isChosen: !prefersThere && !hasBoth))</td>
            <td>\(choice(field, .there, words.value(field, there), isChosen: prefersThere))</td></tr>
            \(both)
            """
    }

    private func choice(_ field: PlaceField, _ choice: MergeChoice, _ value: String, isChosen: Bool) -> HTML {
        let mark: HTML = isChosen ? " checked" : .empty
        return """
            <label class="choice"><input type="radio" name="\(field.rawValue)" value="\(choice.rawValue)"\(mark)>\
            <span>\(value)</span></label>
            """
    }

    private func back(_ place: Place) -> HTML {
        """
        <p><a class="link" href="/console/places/\(place.id)">\(visit.icon("back"))\
        \(Phrase.backToPlace.in(language))</a></p>
        """
    }

    private func page(_ title: Phrase, _ main: HTML) -> Page {
        editing.console.page(title, main, at: .places, visit, styles: ["editing"])
    }
}

/// The way to merging from an entry, and the entries it stands for.
struct MergedPart {
    let visit: Visit
    let record: PlaceRecord
    let merged: [PlaceRecord]

    var markup: HTML {
        let language = visit.language
        let links = merged.markup { other in
            """
            <li><a class="link" href="/console/places/\(other.place.id)">\(other.place.name(in: language))</a></li>

            """ as HTML
        }
        let list: HTML =
            merged.isEmpty ? .empty : "<h2>\(Phrase.mergedHere.in(language))</h2>\n<ul>\n\(links)</ul>\n"
        let way: HTML =
            record.archivedAt != nil
            ? .empty
            : """
            <p><a class="button" href="/console/places/\(record.place.id)/merge">\
            \(Phrase.mergeWithAnother.in(language))</a></p>
            """
        return "<section>\(list)\(way)</section>"
    }
}

extension Limits {
    static let duplicatesShownMax = 100
    static let mergeRadiusMetres = 500.0
    static let mergeCandidatesMax = 20
}

extension Phrase {
    static let duplicatesTitle = Phrase("疑似重复", "Near duplicates")
    static let duplicatesNote = Phrase(
        "名称相同、相距不到 60 米的地点。请对照后再决定是否合并。", "Places of one name within 60 m. Compare before you merge.")
    static let noDuplicates = Phrase("没有疑似重复的地点。", "There are no near duplicates.")
    static let compareThem = Phrase("对照", "Compare")
    static let thisStays = Phrase("留下", "Stays")
    static let thisGoes = Phrase("合并进来", "Is merged")
    static let allOfBoth = Phrase("两边的都要", "All of both")
    static let mergeThem = Phrase("合并", "Merge")
    static let otherWayRound = Phrase("反过来合并", "The other way round")
    static let mergeWithAnother = Phrase("与另一个地点合并", "Merge with another place")
    static let mergedHere = Phrase("合并进来的地点", "Merged into this place")
    static let backToPlace = Phrase("回到地点", "Back to the place")

    static func mergeNote(_ kept: Place, _ merged: Place) -> Phrase {
        Phrase(
            "选好每一项留哪个。“\(kept.name)”留下，“\(merged.name)”合并进来：旧网址会转到留下的地点，出入口、优惠和角色"
                + "一起转移，可以撤销。",
            "Choose which value stays. “\(kept.name(in: .english))” stays; addresses of “\(merged.name(in: .english))” "
                + "lead to it, and its gates, offers and roles go with it. It can be undone.")
    }

    static func mergeWith(_ place: Place) -> Phrase {
        Phrase("合并：\(place.name)", "Merge: \(place.name(in: .english))")
    }

    static func metresApart(_ metres: Double) -> Phrase {
        let whole = Int(metres.rounded())
        return Phrase("相距 \(whole) 米", "\(whole) m apart")
    }
}
