import Kernel

/// Slow hashes of passwords.
public protocol PasswordHashing: Sendable {
    /// - Throws: `Refusal.tooMany` when too many are waiting.
    func hash(_ password: String) async throws -> String
    func isRight(_ password: String, for hash: String) async throws -> Bool
}

/// What a new password must be: long, and none that is guessed first. Which letters it has is nobody's business (NIST
/// SP 800-63B).
enum PasswordRule {
    /// - Parameter own: what others know of its owner: name and number.
    static func fault(_ password: String, own: [String]) -> Phrase? {
        if password.unicodeScalars.count < Limits.passwordCharactersMin { return .passwordTooShort }
        if password.utf8.count > Limits.passwordBytesMax { return .passwordTooLong }
        let plain = password.lowercased().filter { $0.isLetter || $0.isNumber }
        if Set(plain).count < 5 { return .passwordTooPlain }
        let known = (common + own.map { $0.lowercased() }).filter { $0.count >= 2 }
        // What is left beside runs and words everybody tries must still be something.
        var left = withoutRuns(plain)
        for word in known.sorted(by: { $0.count > $1.count }) { left = left.replacing(word, with: "") }
        return left.count < Limits.passwordOwnCharactersMin ? .passwordTooPlain : nil
    }

    /// Without runs of four and more: `4321`, `aaaa`, `abcd`, and neighbours in a row of the keyboard, `poiu`.
    private static func withoutRuns(_ text: String) -> String {
        let letters = Array(text.unicodeScalars)
        var left = String.UnicodeScalarView()
        var start = 0
        while start < letters.count {
            var end = start + 1
            var ways = Set(-1...1).union([10, -10])
            while end < letters.count {
                let further = ways.intersection(steps(letters[end - 1], letters[end]))
                if further.isEmpty { break }
                (ways, end) = (further, end + 1)
            }
            let isRun = end - start >= 4
            if !isRun { left.append(letters[start]) }
            start = isRun ? end : start + 1
        }
        return String(left)
    }

    /// How one letter follows another: itself (0), the next or last of the alphabet (1, -1), of the keyboard (10, -10).
    private static func steps(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Set<Int> {
        var steps: Set<Int> = [Int(second.value) - Int(first.value)]
        for row in rows {
            if let one = row.firstIndex(of: first), let other = row.firstIndex(of: second) {
                steps.insert((other - one) * 10)
            }
        }
        return steps
    }

    private static let rows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0.unicodeScalars) }

    /// First guesses of anybody, and of people of this trade. The city's name comes with what is the owner's own.
    private static let common = [
        "password", "passw0rd", "qwertyuiop", "qwerty", "1qaz2wsx", "asdfghjkl", "zxcvbnm", "letmein", "welcome",
        "iloveyou", "woaini", "dragon", "monkey", "football", "baseball", "sunshine", "princess", "superman", "michael",
        "administrator", "admin", "guanliyuan", "root", "test", "changeme", "secret", "default", "login", "master",
        "123456789012", "1234567890", "0123456789", "123456789", "12345678", "1234567", "123456", "12345", "1234",
        "987654321", "87654321", "654321", "111111", "000000", "888888", "666666", "abcdef", "abc123", "5201314",
        "1314520",
        "meituan", "美团", "eleme", "饿了么", "yongai", "甬爱", "rider", "qishou", "骑手",
        "waimai", "外卖", "shequ", "社区", "mima", "密码",
        "2024", "2025", "2026", "2027",
    ]
}

extension Limits {
    static let passwordCharactersMin = 12
    static let passwordBytesMax = 256
    static let passwordOwnCharactersMin = 6
    /// Failures before the first wait.
    static let passwordFailuresFree = 4
    static let passwordWaitSecondsMax: Int64 = 3600
}

extension Phrase {
    static let passwordTooShort = Phrase(
        "密码至少 \(Limits.passwordCharactersMin) 个字符，越长越好。",
        "A password has at least \(Limits.passwordCharactersMin) characters.")
    static let passwordTooLong = Phrase("密码太长了。", "This password is too long.")
    static let passwordTooPlain = Phrase(
        "这个密码太容易被猜到。可以用几个不相干的词连起来。", "This password is guessed too easily. Try a few unrelated words.")
    static let passwordsDiffer = Phrase("两次输入的密码不一样。", "The two passwords are not the same.")
}
