-- What people on the spot say of a place. History: rows are added, never changed or removed, but for the hashes of
-- device and network, which are blanked when an answer is too old to count against another.
CREATE TABLE confirmation (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    answer TEXT NOT NULL CHECK (answer IN ('open', 'closed', 'full', 'worked', 'broken')),
    seen_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 8 AND 64),
    replaces TEXT REFERENCES confirmation (id),
    device TEXT CHECK (length(device) = 32),
    network TEXT CHECK (length(network) = 32),
    CHECK ((device IS NULL) = (network IS NULL)),
    CHECK (seen_at <= received_at)
);

CREATE INDEX confirmation_by_place ON confirmation (place_id, seen_at);
CREATE INDEX confirmation_by_device ON confirmation (device, received_at);
CREATE INDEX confirmation_by_network ON confirmation (network, received_at);
CREATE INDEX confirmation_by_replaced ON confirmation (replaces);

-- Answers taken back within moments.
CREATE TABLE withdrawal (
    confirmation_id TEXT NOT NULL PRIMARY KEY REFERENCES confirmation (id) ON DELETE CASCADE,
    received_at BIGINT NOT NULL
);

-- What the answers about a place say together, worked out again with each of them.
CREATE TABLE place_truth (
    place_id TEXT NOT NULL PRIMARY KEY REFERENCES place (id) ON DELETE CASCADE,
    newest_answer TEXT NOT NULL CHECK (newest_answer IN ('open', 'closed', 'full', 'worked', 'broken')),
    newest_at BIGINT NOT NULL,
    open_at BIGINT,
    full_at BIGINT,
    full_until BIGINT,
    closed_people BIGINT CHECK (closed_people >= 2),
    closed_at BIGINT,
    closed_until BIGINT,
    broken_people BIGINT CHECK (broken_people >= 2),
    broken_at BIGINT,
    broken_until BIGINT,
    tries BIGINT NOT NULL CHECK (tries BETWEEN 0 AND 20),
    worked BIGINT NOT NULL CHECK (worked BETWEEN 0 AND tries),
    CHECK ((full_at IS NULL) = (full_until IS NULL)),
    CHECK ((closed_people IS NULL) = (closed_until IS NULL) AND (closed_at IS NULL) = (closed_until IS NULL)),
    CHECK ((broken_people IS NULL) = (broken_until IS NULL) AND (broken_at IS NULL) = (broken_until IS NULL))
);

-- The key of the hashes: random, made with the first answer.
CREATE TABLE confirmation_secret (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    secret BYTEA NOT NULL
);
