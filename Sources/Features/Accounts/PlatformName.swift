import Foundation
import Kernel

/// What a platform is called: in one way of writing, whoever writes it, so that it cannot be passed off as another by
/// look-alike letters, and a rider's platform reads the same everywhere.
enum PlatformName {
    /// Nil for what is no name: too long, or of other signs than letters, digits and a few between them.
    static func of(_ typed: String) -> String? {
        let plain = typed.precomposedStringWithCompatibilityMapping.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        guard !plain.isEmpty, plain.count <= Limits.platformCharactersMax, plain.unicodeScalars.allSatisfy(isUsual)
        else { return nil }
        let word = plain.lowercased().filter { $0 != " " }
        return known.first { $0.others.contains(word) || $0.name == word }?.name ?? plain
    }

    /// Han, Latin letters, digits: no Cyrillic that looks Latin, nothing invisible.
    private static func isUsual(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x4E00...0x9FFF, 0x3400...0x4DBF: true
        default: " ·-&().".unicodeScalars.contains(scalar)
        }
    }

    private static let known: [(name: String, others: [String])] = [
        ("美团", ["美团外卖", "美团配送", "美团众包", "meituan"]), ("饿了么", ["饿了吗", "eleme", "ele.me", "蜂鸟", "蜂鸟众包", "蜂鸟即配"]),
        ("京东", ["京东外卖", "京东秒送", "京东到家", "京东物流", "京东快递", "jd"]), ("达达", ["达达快送", "达达秒送", "dada"]),
        ("顺丰", ["顺丰速运", "顺丰快递", "sf"]), ("顺丰同城", ["顺丰同城急送"]), ("闪送", []),
        ("中通", ["中通快递", "zto"]), ("圆通", ["圆通速递", "圆通快递", "yto"]), ("申通", ["申通快递", "sto"]),
        ("韵达", ["韵达快递", "韵达速递"]), ("极兔", ["极兔速递", "j&t"]), ("邮政", ["中国邮政", "邮政ems", "ems", "邮政快递"]),
        ("滴滴", ["滴滴出行", "didi"]), ("货拉拉", []), ("盒马", ["盒马鲜生"]), ("叮咚买菜", ["叮咚"]),
    ]
}

extension Limits {
    static let platformCharactersMax = 30
}

extension Phrase {
    static let platformForm = Phrase(
        "请填写平台名称：汉字、字母和数字，不超过 \(Limits.platformCharactersMax) 字。",
        "Give the platform's name: Han, letters and digits, at most \(Limits.platformCharactersMax) characters.")
}
