import Kernel
import Places

/// A pass of somebody without an account.
struct GuestPass: Sendable, Equatable {
    var serial: UInt32
    /// The keyed hash of the phone number; nil once its owner's account was erased.
    var phoneIndex: [UInt8]?
    var place: ID<Place>
    var placeName: String
    var area: String?
    var issuedAt: Instant
    var expiresAt: Instant
}

/// All SQL about passes of guests.
struct GuestStore: Sendable {
    func add(_ pass: GuestPass, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO pass_credential (serial, kind, phone_index, place_id, issued_at, expires_at)
            VALUES (\(Int64(pass.serial)), 'guest', \(pass.phoneIndex.map(SQLValue.blob) ?? .null), \(pass.place),
                \(pass.issuedAt), \(pass.expiresAt))
            """)
    }

    /// Ascending; how many of a number's were issued within a time, and when.
    func issued(to indexes: [[UInt8]], since: Instant, in town: any Reading) throws -> [Instant] {
        try town.rows(
            """
            SELECT issued_at FROM pass_credential
            WHERE phone_index IN \(list: indexes.map(SQLValue.blob)) AND issued_at > \(since) ORDER BY issued_at
            """
        ).map { try $0.instant("issued_at") }
    }

    /// Serials of a number's that have neither expired nor been revoked, ascending.
    func running(of indexes: [[UInt8]], at moment: Instant, in town: any Reading) throws -> [UInt32] {
        try town.rows(
            """
            SELECT serial FROM pass_credential
            WHERE phone_index IN \(list: indexes.map(SQLValue.blob)) AND expires_at > \(moment)
                AND revoked_at IS NULL
            ORDER BY serial
            """
        ).map { UInt32(clamping: try $0.int64("serial")) }
    }

    func pass(_ serial: UInt32, in town: any Reading) throws -> GuestPass? {
        try town.row(
            """
            SELECT c.serial, c.phone_index, c.place_id, p.name AS place_name, p.area_code, c.issued_at, c.expires_at
            FROM pass_credential c JOIN place p ON p.id = c.place_id
            WHERE c.serial = \(Int64(serial)) AND c.kind = 'guest'
            """
        ).map { row in
            GuestPass(
                serial: serial, phoneIndex: try row.optionalBlob("phone_index"), place: try row.id("place_id"),
                placeName: try row.text("place_name"), area: try row.optionalText("area_code"),
                issuedAt: try row.instant("issued_at"), expiresAt: try row.instant("expires_at"))
        }
    }

    /// Running ones on the number of an account that may have no pass any more.
    func blocked(at moment: Instant, in town: any Reading) throws -> [UInt32] {
        try town.rows(
            """
            SELECT c.serial FROM pass_credential c JOIN account a ON a.phone_index = c.phone_index
            WHERE a.status <> 'active' AND c.expires_at > \(moment) AND c.revoked_at IS NULL
            ORDER BY c.serial LIMIT 500
            """
        ).map { UInt32(clamping: try $0.int64("serial")) }
    }

    /// The keyed hash an account's number is found by.
    func phoneIndex(of account: ID<Account>, in town: any Reading) throws -> [UInt8]? {
        try town.row("SELECT phone_index FROM account WHERE id = \(account)")?.optionalBlob("phone_index")
    }

    /// Takes the number out of what was issued to it. The serials stay until they lapse: lists go by them.
    func forget(_ index: [UInt8], in town: any Writing) throws {
        try town.run(
            "UPDATE pass_credential SET phone_index = NULL WHERE phone_index = \(SQLValue.blob(index))")
    }
}
