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
        // What is left beside words everybody tries must still be something.
        var left = plain
        for word in known.sorted(by: { $0.count > $1.count }) { left = left.replacing(word, with: "") }
        return left.count < Limits.passwordOwnCharactersMin ? .passwordTooPlain : nil
    }

    /// First guesses of anybody: from lists of leaked passwords, and from where we are.
    private static let common = [
        "password", "passw0rd", "qwertyuiop", "qwerty", "1qaz2wsx", "asdfghjkl", "zxcvbnm", "letmein", "welcome",
        "iloveyou", "woaini", "dragon", "monkey", "football", "baseball", "sunshine", "princess", "superman", "michael",
        "administrator", "admin", "guanliyuan", "root", "test", "changeme", "secret", "default", "login", "master",
        "123456789012", "1234567890", "0123456789", "123456789", "12345678", "1234567", "123456", "12345", "1234",
        "987654321", "87654321", "654321", "111111", "000000", "888888", "666666", "abcdef", "abc123", "5201314",
        "1314520",
        "yongai", "甬爱", "rider", "qishou", "骑手", "waimai", "外卖", "shequ", "社区", "mima", "密码",
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
