-- What was issued may be a guest's: of somebody without an account, known by the keyed hash of a phone number only, and
-- good at one compound. Serials of both kinds come from one counter and stand on one list of revocations.
CREATE TABLE pass_issued (
    serial BIGINT NOT NULL PRIMARY KEY CHECK (serial BETWEEN 1 AND 4294967295),
    kind TEXT NOT NULL CHECK (kind IN ('rider', 'guest')),
    account_id TEXT REFERENCES account (id),
    phone_index BYTEA CHECK (length(phone_index) = 16),
    place_id TEXT REFERENCES place (id) ON DELETE SET NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL CHECK (expires_at > issued_at),
    revoked_at BIGINT,
    CHECK ((kind = 'rider') = (account_id IS NOT NULL)),
    CHECK (kind = 'guest' OR phone_index IS NULL AND place_id IS NULL)
);

INSERT INTO pass_issued (serial, kind, account_id, issued_at, expires_at, revoked_at)
SELECT serial, 'rider', account_id, issued_at, expires_at, revoked_at FROM pass_credential;

DROP TABLE pass_credential;
ALTER TABLE pass_issued RENAME TO pass_credential;

CREATE INDEX pass_credential_by_account ON pass_credential (account_id, issued_at);
CREATE INDEX pass_credential_by_expiry ON pass_credential (expires_at);
CREATE INDEX pass_credential_by_phone ON pass_credential (phone_index, issued_at);
CREATE INDEX pass_credential_by_place ON pass_credential (place_id);
