import Dice
import Merchants

/// A sort of shop: how such shops are called, when they are open and what they give riders.
struct Trade {
    struct Idea {
        var kind: Offer.Kind
        /// Per cent or fen.
        var amounts: [Int]
        var item: String
        var itemEn: String
    }

    var words: [String]
    var hours: [String]
    var ideas: [Idea]
    /// Facilities that every shop of the sort has.
    var facilities: Set<String> = []
    var weight: Double

    static let all = [breakfast, noodles, rice, spicy, night, drinks, store, pharmacy, repair, haircut]

    private static let off = Idea(
        kind: .percentOff, amounts: [5, 8, 10, 12, 15, 20], item: "全单优惠", itemEn: "Off the whole bill")
    private static let setMeal = Idea(
        kind: .fixedPrice, amounts: [1000, 1200, 1300, 1500, 1800], item: "骑手套餐", itemEn: "Rider's set meal")
    private static let moreRice = Idea(kind: .freeItem, amounts: [0], item: "加饭", itemEn: "More rice")
    private static let soup = Idea(kind: .freeItem, amounts: [0], item: "热汤一碗", itemEn: "A bowl of hot soup")
    private static let hotWater = Idea(kind: .freeItem, amounts: [0], item: "热水续杯", itemEn: "Hot water refill")
    private static let tea = Idea(kind: .freeItem, amounts: [0], item: "凉茶一杯", itemEn: "A cup of herbal tea")
    private static let milk = Idea(
        kind: .fixedPrice, amounts: [200, 300, 400], item: "豆浆配两个包子", itemEn: "Soy milk and two buns")
    private static let coffee = Idea(
        kind: .fixedPrice, amounts: [500, 600, 800], item: "中杯饮品", itemEn: "Medium drink")
    private static let check = Idea(
        kind: .freeItem, amounts: [0], item: "量血压", itemEn: "Blood pressure check")
    private static let air = Idea(kind: .freeItem, amounts: [0], item: "打气、检查刹车", itemEn: "Air and a brake check")
    private static let tyre = Idea(
        kind: .fixedPrice, amounts: [1000, 1500, 2000], item: "补胎一次", itemEn: "One tyre repair")
    private static let cut = Idea(kind: .fixedPrice, amounts: [800, 1000, 1500], item: "骑手理发", itemEn: "Haircut")

    private static let breakfast = Trade(
        words: ["包子铺", "早餐店", "粥铺", "豆浆店", "生煎馆", "大饼油条"],
        hours: ["06:00-13:30", "05:30-11:00", "05:00-10:30", "06:00-12:00; PH off", "05:30-13:00"],
        ideas: [milk, off, hotWater], weight: 0.11)
    private static let noodles = Trade(
        words: ["面馆", "拉面馆", "米线店", "馄饨店", "粉面馆", "刀削面", "年糕店", "水饺馆"],
        hours: ["10:00-21:30", "06:30-20:30", "09:30-21:00", "10:00-14:00,16:30-21:00", "10:00-22:00; Mo off"],
        ideas: [off, setMeal, soup, hotWater], weight: 0.18)
    private static let rice = Trade(
        words: ["快餐", "黄焖鸡米饭", "盖浇饭", "小碗菜", "炒饭店", "煲仔饭", "家常菜馆", "猪脚饭", "海鲜面饭"],
        hours: [
            "10:00-21:30", "10:00-21:00", "10:00-14:00,16:30-20:30", "Mo-Sa 10:00-20:00; PH off", "09:30-22:00",
        ],
        ideas: [setMeal, off, moreRice, soup], weight: 0.2)
    private static let spicy = Trade(
        words: ["麻辣烫", "麻辣香锅", "酸菜鱼", "冒菜", "小火锅"], hours: ["10:30-22:00", "10:00-21:30", "11:00-23:00"],
        ideas: [off, setMeal, moreRice], weight: 0.09)
    private static let night = Trade(
        words: ["烧烤", "夜宵", "小龙虾", "炸串", "砂锅"],
        hours: ["17:00-02:00", "16:30-01:00", "18:00-03:00", "17:00-02:00; Mo off"], ideas: [off, tea], weight: 0.08)
    private static let drinks = Trade(
        words: ["奶茶", "果茶", "咖啡", "甜品", "凉茶铺"], hours: ["09:30-22:00", "10:00-22:30", "08:00-20:00"],
        ideas: [coffee, off, hotWater, tea], weight: 0.09)
    private static let store = Trade(
        words: ["便利店", "小超市", "水果店", "小卖部", "副食店"], hours: ["24/7", "07:00-23:00", "06:30-22:30", "24/7"],
        ideas: [off, hotWater, coffee], weight: 0.12)
    private static let pharmacy = Trade(
        words: ["药房", "大药房", "中药铺"], hours: ["08:00-21:30", "08:00-22:00", "24/7"], ideas: [off, check],
        weight: 0.05)
    private static let repair = Trade(
        words: ["修车铺", "电动车维修", "车行"], hours: ["08:00-19:00", "07:30-20:00", "08:00-18:00; PH off"],
        ideas: [air, tyre, off], facilities: ["repair", "tools", "tyre_pump"], weight: 0.06)
    private static let haircut = Trade(
        words: ["理发店", "美发室"], hours: ["09:00-21:00", "09:00-20:30; Tu off"], ideas: [cut, off],
        facilities: ["haircut"], weight: 0.02)
}

/// Names of shops.
enum ShopNames {
    private static let surnames = [
        "王", "李", "张", "刘", "陈", "杨", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑",
        "谢",
        "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾", "丁",
        "魏",
    ]
    private static let givens = [
        "芳", "强", "英", "明", "兰", "军", "华", "红", "平", "珍", "勇", "燕", "波", "娟", "国", "梅", "斌", "凤", "亮", "云",
    ]
    private static let moods = [
        "满福", "禾香", "味来", "好滋味", "小镇", "巷口", "转角", "桥头", "江边", "四季", "月下", "老灶", "热乎乎", "暖胃", "顺口", "春天里", "小院", "柴火",
        "石磨",
        "田园", "海风", "渔家", "阿婆", "一口鲜", "鲜满", "三餐", "半亩", "麦田", "青禾", "晴天", "街坊", "邻里", "十里", "老地方", "慢慢来", "小满", "谷雨",
        "立冬",
    ]

    static func draw(_ trade: Trade, on road: LaidRoad, _ dice: inout Dice) -> String {
        let word = dice.pick(trade.words)
        switch dice.below(100) {
        case 0..<22: return "阿" + dice.pick(givens) + word
        case 22..<36: return dice.pick(["老", "小", "大"]) + dice.pick(surnames) + word
        case 36..<52: return dice.pick(surnames) + "记" + word
        case 52..<70: return dice.pick(moods) + word
        case 70..<92: return dice.pick(moods) + word + "（" + road.name + "店）"
        default: return road.stem + word
        }
    }
}
