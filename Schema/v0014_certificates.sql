-- Certificates of waiting at a gate. One that its rider took back keeps its address, and nothing else.
CREATE TABLE delay_certificate (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 22),
    account_id TEXT REFERENCES account (id),
    arrival_id TEXT NOT NULL UNIQUE CHECK (length(arrival_id) = 36),
    -- The COSE_Sign1; empty once it was taken back.
    signed BYTEA NOT NULL CHECK (length(signed) <= 2048),
    made_at BIGINT NOT NULL,
    removed_at BIGINT,
    CHECK ((removed_at IS NULL) = (length(signed) > 0))
);

CREATE INDEX delay_certificate_by_account ON delay_certificate (account_id, made_at);
CREATE INDEX delay_certificate_by_time ON delay_certificate (made_at);
