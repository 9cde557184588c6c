import NameSearch
import Pinyin
import TestTown
import Testing

private let ningbo = Result { try Town.pinyin(Town.pack(Repository.root + "/Cities/ningbo")) }

@Suite("Names with local readings")
struct PolyphoneTests {
    @Test(
        "Are found by the right pinyin and the right initials",
        arguments: [
            ("石碶街道", "shiqi", "sq"), ("深甽镇", "shenzhen", "sz"), ("澥浦镇", "xiepu", "xp"), ("长街镇", "changjie", "cj"),
            ("江厦街道", "jiangxia", "jx"),
        ])
    func found(name: String, spelling: String, initials: String) throws {
        let reading = try ningbo.get().reading(of: name)
        let others = ["石浦镇", "深圳路", "蟹浦", "长江街", "江夏"].map { NameEntry(name: $0) }
        let index = NameIndex(
            others + [NameEntry(name: name, reading: reading.full, initials: reading.initials)],
            folding: .withoutTraditional)
        #expect(index.search(NameQuestion(spelling)).map(\.entry) == [5])
        #expect(index.search(NameQuestion(initials)).map(\.entry) == [5])
        #expect(index.search(NameQuestion(String(name.prefix(2)))).map(\.entry) == [5])
    }
}
