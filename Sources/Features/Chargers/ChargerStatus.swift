import Kernel
import Places

/// How many slots and full batteries a charger has just now, in figures and as a drawing, and how old that is.
struct ChargerStatus {
    /// More slots than this are told in figures only.
    static let drawnSlotsMax = 40
    let charger: Charger
    let visit: Visit
    private var language: Language { visit.language }

    func section() -> HTML {
        let figures = figures()
        guard !figures.isEmpty else { return .empty }
        return """
            <section class="status">
            <h2>\(Phrase.statusNow.in(language))</h2>
            <div class="panel">
            <ul class="figures">
            \(figures)</ul>
            \(drawing())\(age())
            </div>
            </section>
            """
    }

    private func figures() -> [HTML] {
        var all: [HTML] = []
        if let full = charger.batteriesFull { all.append(figure(full, .fullBatteries, full > 0 ? "good" : "bad")) }
        if let free = charger.slotsFree {
            let name: Phrase = charger.method == .charge ? .freeSlots : .emptySlots
            all.append(figure(free, name, charger.method != .charge ? "plain" : free > 0 ? "good" : "bad"))
        }
        guard charger.slotsTotal > 0 else { return all }
        return all + [figure(charger.slotsTotal, charger.method == .charge ? .allSockets : .allSlots, "plain")]
    }

    private func figure(_ count: Int, _ name: Phrase, _ tone: String) -> HTML {
        """
        <li class="figure figure-\(tone)"><strong>\(count)</strong> <span>\(name.in(language))</span></li>

        """
    }

    /// One mark a slot: full batteries (or free sockets) filled, empty ones hollow, the rest between.
    private func drawing() -> HTML {
        let total = charger.slotsTotal
        guard total > 1, total <= Self.drawnSlotsMax else { return .empty }
        let full = charger.batteriesFull ?? (charger.method == .charge ? charger.slotsFree : nil)
        guard let full else { return .empty }
        let empty = charger.batteriesFull == nil ? 0 : charger.slotsFree ?? 0
        let marks = (0..<total).markup { number in
            let kind: HTML = number < full ? "full" : number >= total - empty ? "empty" : "used"
            return "<i class=\"slot slot-\(kind)\"></i>"
        }
        return "<p class=\"slots\" aria-hidden=\"true\">\(marks)</p>\n"
    }

    private func age() -> HTML {
        guard let then = charger.statusAt else {
            return "<p class=\"label\">\(Phrase.ageUnknown.in(language))</p>"
        }
        let age = Phrase.ago(then, now: visit.now)
        guard charger.isStatusCurrent(at: visit.now) else {
            let words = Phrase(
                "这是\(age.chinese)的情况，现在可能已经变了。", "This was so \(age.english) and may have changed.")
            return "<p class=\"warning\">\(words.in(language))</p>"
        }
        return """
            <p class="label">\(Phrase("\(age.chinese)更新", "Updated \(age.english)").in(language))</p>
            """
    }
}

extension Phrase {
    static let statusNow = Phrase("现在", "Just now")
    static let emptySlots = Phrase("空仓", "Empty slots")
    static let allSlots = Phrase("共有仓位", "Slots in all")
    static let allSockets = Phrase("共有接口", "Sockets in all")
    static let ageUnknown = Phrase("更新时间不详", "Nobody knows how old this is")
}
