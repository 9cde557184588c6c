import Kernel

/// A little schema for the drivers' own tests.
let ledgerMigrations = [
    Migration(
        version: "v0001_ledger",
        common: """
            -- Accounts; "BIGINT" in a comment stays.
            CREATE TABLE account (
                id BIGINT NOT NULL PRIMARY KEY,
                balance BIGINT NOT NULL CONSTRAINT account_balance CHECK (balance >= 0)
            );
            CREATE TABLE entry (
                id TEXT NOT NULL PRIMARY KEY,
                account BIGINT NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
                amount BIGINT NOT NULL
            );
            """),
    Migration(
        version: "v0002_sample",
        common: """
            CREATE TABLE sample (
                id BIGINT NOT NULL PRIMARY KEY,
                whole BIGINT,
                broken DOUBLE PRECISION,
                words TEXT,
                bytes BYTEA
            );
            """,
        sqlite: """
            CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries stay'); END;
            """,
        postgreSQL: """
            CREATE FUNCTION entry_stays() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'entries stay'; END $$;
            CREATE TRIGGER entry_stays BEFORE DELETE ON entry FOR EACH ROW EXECUTE FUNCTION entry_stays();
            """),
]

extension Database {
    func balance(_ account: Int) async throws -> Int {
        try await read { try $0.row("SELECT balance FROM account WHERE id = \(account)")?.int("balance") ?? -1 }
    }

    func openAccounts(_ balances: [Int]) async throws {
        try await write { town in
            for (id, balance) in balances.enumerated() {
                try town.run("INSERT INTO account (id, balance) VALUES (\(id), \(balance))")
            }
        }
    }
}

/// The fault that `work` ends in; nil when it ends well or otherwise.
func faultOf(_ work: () async throws -> Void) async -> DatabaseFault? {
    do {
        try await work()
        return nil
    } catch {
        return error as? DatabaseFault
    }
}

/// What a body throws of its own accord.
struct ChangedMind: Error, Equatable {}
