import Foundation
import Pinyin

struct BenchName {
    var name: String
    /// Without spaces, as a B-tree wants it.
    var spelling: String
    var reading: String
    var initials: String
}

/// Names of shops: the real ones where the shared data lies beside the repository, else put together from the city
/// pack's roads; more of them than there are come from their parts, put together anew.
enum BenchNames {
    private static let trades = ["面馆", "包子铺", "麻辣烫", "便利店", "烧烤", "奶茶", "快餐", "药房", "修车铺", "水果店", "驿站", "换电站"]

    static func make(_ count: Int, root: String) throws -> [BenchName] {
        let pinyin = Pinyin(
            characters: try text(root, "Languages/zh/characters.tsv"),
            phrases: try text(root, "Languages/zh/phrases.tsv"), local: try text(root, "Cities/ningbo/pinyin.csv"))
        let roads = try column(text(root, "Cities/ningbo/roads.csv"), 1)
        let shops = try? column(text(root, "../shared/data/ningbo-merchants/ningbo_food_merchants_2017.csv"), 1)
        var names = shops ?? roads.flatMap { road in trades.map { "\(road)\($0)" } }
        print(shops == nil ? "names: made of roads and trades" : "names: real shops, and their parts put together anew")
        var stems = names.map { String($0.prefix { $0 != "（" && $0 != "(" }) }
        stems = Array(Set(stems)).sorted()
        var random: UInt64 = 20_261_124
        func below(_ bound: Int) -> Int {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((random >> 33) % UInt64(bound))
        }
        while names.count < count {
            let stem = stems[below(stems.count)]
            let half = stem.prefix(max(2, stem.count / 2))
            let other = stems[below(stems.count)]
            names.append("\(half)\(other.suffix(max(2, other.count / 2)))（\(roads[below(roads.count)])店）")
        }
        return names.prefix(count).map { name in
            let reading = pinyin.reading(of: name)
            return BenchName(
                name: name, spelling: reading.syllables.joined(), reading: reading.full, initials: reading.initials)
        }
    }

    private static func text(_ root: String, _ path: String) throws -> String {
        try String(contentsOfFile: root + "/" + path, encoding: .utf8)
    }

    private static func column(_ text: String, _ number: Int) -> [String] {
        text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            return cells.count > number && !cells[number].isEmpty ? String(cells[number]) : nil
        }
    }
}
