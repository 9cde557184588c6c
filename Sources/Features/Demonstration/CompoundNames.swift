import Dice

/// Names of compounds, put together from words that such names are made of.
enum CompoundNames {
    static let stems = [
        "翠柏", "江南", "云水", "锦绣", "香樟", "丹桂", "碧水", "金桂", "银杏", "紫藤", "芳草", "绿洲", "明月", "春晓", "秋月", "和风", "朝晖", "晨曦",
        "望湖", "听涛", "临江", "滨河", "枫林", "梅香", "兰亭", "竹影", "松涛", "荷塘", "柳岸", "桃源", "海棠", "玉兰", "蔷薇", "茶山", "南塘", "北岸",
        "长安", "安居", "康乐", "永泰", "和美", "祥和", "福海", "万和", "阳光", "蓝天", "白鹭", "青山", "清泉", "水岸", "书香", "月湾", "星河", "石桥",
        "古渡", "沁园", "桑田", "雁南", "鹭鸣", "麦香", "杏花", "雨荷", "云栖", "东篱", "西溪", "南屏", "北辰", "天河", "景明", "嘉禾", "瑞雪", "彩虹",
    ]
    private static let seconds = [
        "印象", "雅韵", "风华", "名家", "尚品", "逸景", "悦庭", "里", "时代", "天境", "丽景", "春天", "左岸", "人家", "朗庭", "映象",
    ]
    private static let endings = ["苑", "花园", "新村", "公寓", "小区", "家园", "府", "名邸", "华庭", "雅苑", "佳苑", "嘉园"]
    private static let plainEndings = ["新村", "小区", "公寓", "家园", "花园", "佳苑"]
    private static let parts = ["一期", "二期", "三期", "东区", "西区", "南区", "北区"]

    static func draw(on road: LaidRoad, _ dice: inout Dice) -> String {
        var name: String
        switch dice.below(10) {
        case 0..<4: name = dice.pick(stems) + dice.pick(endings)
        case 4..<8: name = dice.pick(stems) + dice.pick(seconds) + (dice.happens(0.5) ? dice.pick(endings) : "")
        default: name = road.stem + dice.pick(plainEndings)
        }
        if dice.happens(0.18) { name += dice.pick(parts) }
        return name
    }
}

extension LaidRoad {
    /// 灵桥 of 灵桥路, 人民 of 人民大道.
    var stem: String {
        for ending in ["大道", "大街", "路", "街", "巷", "弄", "道"] where name.hasSuffix(ending) && name.count > 2 {
            let stem = name.dropLast(ending.count)
            if stem.count > 1 { return String(stem) }
        }
        return name
    }
}
