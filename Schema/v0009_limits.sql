-- What is done too often is counted here: who did it is a keyed hash of a network or an account. A row is added only as
-- long as it is allowed, so that a flood leaves no more of them than the limit.
CREATE TABLE attempt (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
    sender BYTEA NOT NULL CHECK (length(sender) = 16),
    at BIGINT NOT NULL
);

CREATE INDEX attempt_by_sender ON attempt (kind, sender, at);
CREATE INDEX attempt_by_time ON attempt (at);

-- The hashes of devices and networks are made by the house's keys, which lie apart from the database.
DROP TABLE confirmation_secret;
