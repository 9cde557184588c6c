import Kernel
import Places

/// On a compound's page: the index, and what it is made of, in words.
extension FriendlinessIndex: PlaceSection {
    public func addition(to place: Place, for visit: Visit, in town: any Reading) throws -> PlaceAddition? {
        guard place.kind == .compound else { return nil }
        let part = FriendlinessPart(record: try store.record(of: place.id, in: town), visit: visit)
        return PlaceAddition(.more, part.markup, styles: ["gates"])
    }

    public func member(
        of place: Place, for visit: Visit, in town: any Reading
    ) throws -> (name: String, value: JSON)? {
        guard place.kind == .compound else { return nil }
        return ("friendliness", try store.record(of: place.id, in: town).map(FriendlinessJSON.record) ?? .null)
    }
}

enum FriendlinessJSON {
    static func record(_ one: CompoundRecord) -> JSON {
        [
            "score": one.score.map { JSON($0) } ?? .null, "days": .integer(Limits.friendlinessDays),
            "visits": JSON(one.counts.visits), "refused": JSON(one.counts.refused),
            "waitSeconds": one.counts.waitSeconds.map { JSON($0) } ?? .null, "waits": JSON(one.counts.waits),
            "upheld": JSON(one.counts.upheld), "hasPolicy": .bool(one.counts.hasPolicy),
            "madeAt": .string(one.madeAt.rfc3339()),
        ]
    }
}

struct FriendlinessPart {
    let record: CompoundRecord?
    let visit: Visit
    private var language: Language { visit.language }

    var markup: HTML {
        """
        <section class="friendliness" id="friendliness">
        <h2>\(Phrase.friendliness.in(language))</h2>
        \(body)<details><summary>\(Phrase.friendlinessHow.in(language))</summary>
        <p>\(Phrase.friendlinessFormula.in(language))</p></details>
        </section>

        """
    }

    private var body: HTML {
        guard let record, let score = record.score else {
            return "<p class=\"quiet\">\(Phrase.friendlinessUnknown.in(language))</p>\n"
        }
        let lines = FriendlinessWords.parts(record.counts)
        return """
            <p class="friendliness-score"><strong>\(score)</strong> / 100</p>
            <ul class="policy">
            \(lines.markup { "<li>\($0.in(language))</li>\n" })</ul>

            """
    }
}

enum FriendlinessWords {
    static func parts(_ counts: VisitCounts) -> [Phrase] {
        [
            wait(counts), .refusedOf(counts.refused, counts.visits), .upheldCount(counts.upheld),
            counts.hasPolicy ? .policyRecorded : .policyMissing,
        ]
    }

    static func wait(_ counts: VisitCounts) -> Phrase {
        guard let seconds = counts.waitSeconds else { return .waitUnknown }
        return .waitOf(length(seconds))
    }

    /// To the quarter of a minute: it is not known more closely.
    static func length(_ seconds: Int) -> Phrase {
        if seconds < 15 { return Phrase("不到 15 秒", "under 15 s") }
        if seconds < 60 { return Phrase("约 \(seconds) 秒", "about \(seconds) s") }
        let minutes = (seconds + 30) / 60
        return Phrase("约 \(minutes) 分钟", "about \(minutes) min")
    }
}

extension Phrase {
    static let friendliness = Phrase("友好指数", "Friendliness index")
    static let friendlinessUnknown = Phrase("数据还不够。", "Not enough visits yet.")
    static let friendlinessHow = Phrase("怎么算的", "How it is worked out")
    static let friendlinessFormula = Phrase(
        "按近 90 天的次数统计，不涉及任何人的姓名：门口等待占 35 分，有效通行码被拒占 35 分，"
            + "被拦属实占 20 分，登记了通行规则得 10 分。查验不到 20 次不显示。",
        "From counts of the last 90 days, nobody’s name: waiting at the gate 35 points, good passes refused 35, "
            + "reports of being stopped that were right 20, a recorded policy 10. Not shown below 20 visits.")
    static let waitUnknown = Phrase("等待时间：还没有数据", "Waiting: no figures yet")
    static let policyRecorded = Phrase("已登记通行规则", "Its gates have a recorded policy")
    static let policyMissing = Phrase("还没有登记通行规则", "Its gates have no recorded policy")

    static func waitOf(_ length: Phrase) -> Phrase {
        Phrase("一半的人在门口等\(length.chinese)以内", "Half wait \(length.english) or less at the gate")
    }

    static func refusedOf(_ refused: Int, _ visits: Int) -> Phrase {
        Phrase(
            "\(visits) 次查验有效通行码，拒绝 \(refused) 次", "\(visits) good passes looked at, \(refused) refused")
    }

    static func upheldCount(_ count: Int) -> Phrase {
        Phrase(
            "被拦属实 \(count) 次",
            count == 1 ? "1 report of being stopped was right" : "\(count) reports of being stopped were right")
    }
}
