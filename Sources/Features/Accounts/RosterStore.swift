import Kernel

/// Looking a number up among the rosters.
struct RosterStore: Sendable {
    func entry(phoneIndexes: [[UInt8]], in town: any Reading) throws -> RosterEntry? {
        try town.row(
            """
            SELECT platform, team, trade FROM roster_entry
            WHERE phone_index IN \(list: phoneIndexes.map(SQLValue.blob))
            ORDER BY uploaded_at DESC, partner_id LIMIT 1
            """
        ).map { row in
            RosterEntry(
                platform: try row.text("platform"), team: try row.text("team"), trade: try row.choice("trade"))
        }
    }
}
