import Kernel
import Sealing

/// All SQL of changing the keys that personal data are sealed with. A sealed value begins with its version.
extension RightsStore {
    /// Accounts with something under another version than this one; at most a batch of them.
    func sealedAccounts(notUnder version: UInt32, in town: any Reading) throws -> [ID<Account>] {
        let prefix = SQLValue.blob(Self.bytes(version))
        return try town.rows(
            """
            SELECT a.id FROM account a LEFT JOIN password p ON p.account_id = a.id
            WHERE substr(a.phone_sealed, 1, 4) <> \(prefix) OR substr(a.legal_name_sealed, 1, 4) <> \(prefix)
                OR substr(a.identity_sealed, 1, 4) <> \(prefix) OR substr(a.photo, 1, 4) <> \(prefix)
                OR substr(p.secret_sealed, 1, 4) <> \(prefix)
            ORDER BY a.id LIMIT 500
            """
        ).map { try $0.id("id") }
    }

    func versionsInUse(in town: any Reading) throws -> Set<UInt32> {
        let sealed = try town.rows(
            """
            SELECT substr(phone_sealed, 1, 4) AS version FROM account WHERE phone_sealed IS NOT NULL
            UNION SELECT substr(legal_name_sealed, 1, 4) FROM account WHERE legal_name_sealed IS NOT NULL
            UNION SELECT substr(identity_sealed, 1, 4) FROM account WHERE identity_sealed IS NOT NULL
            UNION SELECT substr(photo, 1, 4) FROM account WHERE photo IS NOT NULL
            UNION SELECT substr(secret_sealed, 1, 4) FROM password
            """
        ).map {
            try KeyRing.version(of: try $0.blob("version") + Array(repeating: 0, count: KeyRing.sealedOverheadBytes))
        }
        let rosters = try town.rows("SELECT DISTINCT key_version FROM roster_entry").map {
            UInt32(clamping: try $0.int64("key_version"))
        }
        return Set(sealed + rosters)
    }

    func oneTimeSecret(of id: ID<Account>, in town: any Reading) throws -> [UInt8]? {
        try town.row("SELECT secret_sealed FROM password WHERE account_id = \(id)")?.blob("secret_sealed")
    }

    func setOneTimeSecret(_ sealed: [UInt8], of id: ID<Account>, in town: any Writing) throws {
        try town.run("UPDATE password SET secret_sealed = \(SQLValue.blob(sealed)) WHERE account_id = \(id)")
    }

    private static func bytes(_ version: UInt32) -> [UInt8] {
        stride(from: UInt32(24), through: 0, by: -8).map { UInt8(truncatingIfNeeded: version >> $0) }
    }
}
