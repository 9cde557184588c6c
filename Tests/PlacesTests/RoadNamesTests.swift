import TestTown
import Testing

@testable import Places

/// Streets and numbers of addresses, for who reads no Chinese.
struct RoadNamesTests {
    private static let addresses: [(String, String?)] = [
        ("海曙区大沙泥街184号", "184 Dashani Street"), ("宁波市海曙区中山东路1号", "1 Zhongshan East Road"),
        ("湖滨路 1 号", "1 Hubin Road"), ("海曙区石碶街道长安路20号", "20 Chang'an Road"),
        ("海曙区古林镇长安路20号 3 幢", "20 Chang'an Road"), ("镇明路12号", "12 Zhenming Road"),
        ("海曙区县学街", "Xianxue Street"), ("海曙区", nil), ("", nil), ("大沙泥社区", nil), ("长安路与湖滨路交叉口", nil),
        ("长安路12", nil), ("路1号", nil), ("Hubin Road 1", nil), ("长安路A座1号", nil),
    ]

    @Test("An address is told in English where its street can be told, and left alone elsewhere", arguments: addresses)
    func english(_ address: String, _ wanted: String?) throws {
        #expect(RoadNames.english(address: address, try Town.pinyin(Yunshan.folder)) == wanted)
    }
}
