-- What is known of a compound's plan (docs/plan-format.md), besides its versions.
CREATE TABLE plan (
    place_id TEXT NOT NULL PRIMARY KEY REFERENCES place (id) ON DELETE CASCADE,
    -- Of the newest version.
    number BIGINT NOT NULL CHECK (number > 0),
    buildings BIGINT NOT NULL CHECK (buildings >= 0),
    units BIGINT NOT NULL CHECK (units >= 0),
    -- Doors that somebody on foot reaches from some gate: with one there is a guide.
    reachable_units BIGINT NOT NULL CHECK (reachable_units BETWEEN 0 AND units),
    parking_spots BIGINT NOT NULL CHECK (parking_spots >= 0),
    -- Where its upper left corner lies on the map (WGS-84), and which way up is, in degrees clockwise from north. For
    -- staff alone.
    latitude DOUBLE PRECISION CHECK (latitude BETWEEN -90 AND 90),
    longitude DOUBLE PRECISION CHECK (longitude BETWEEN -180 AND 180),
    turn BIGINT CHECK (turn BETWEEN 0 AND 359),
    -- When somebody on the spot last found it right, or drew it.
    verified_at BIGINT,
    -- Made up from a seed and never drawn on.
    is_template BIGINT NOT NULL CHECK (is_template IN (0, 1)),
    CHECK ((latitude IS NULL) = (longitude IS NULL) AND (latitude IS NULL) = (turn IS NULL))
);

CREATE INDEX plan_by_verification ON plan (verified_at);

-- What was drawn, version by version: rows are added, never changed but for the place, where entries are merged.
CREATE TABLE plan_version (
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    number BIGINT NOT NULL CHECK (number > 0),
    -- The version it was drawn on; not the one before it where two drew at once.
    base BIGINT NOT NULL CHECK (base >= 0 AND base < number),
    content TEXT NOT NULL CHECK (length(content) BETWEEN 2 AND 400000),
    note TEXT NOT NULL CHECK (length(note) <= 200),
    made_at BIGINT NOT NULL,
    -- Empty for the demonstration.
    made_by TEXT CHECK (length(made_by) = 36),
    -- Made by the editor, so that what it sends twice is kept once; empty for the demonstration.
    sending_key TEXT UNIQUE CHECK (length(sending_key) BETWEEN 16 AND 64),
    -- SHA-256 of what came with the key.
    sent TEXT CHECK (length(sent) = 64),
    PRIMARY KEY (place_id, number),
    CHECK ((sending_key IS NULL) = (sent IS NULL))
);

CREATE INDEX plan_version_by_maker ON plan_version (made_by);

-- What riders say of a plan or of a part of it. Hashes of device and network, and the account, go when a word is too old
-- to count with another.
CREATE TABLE plan_remark (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    sending_key TEXT NOT NULL UNIQUE CHECK (length(sending_key) BETWEEN 8 AND 64),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    -- Of the version it is about.
    number BIGINT NOT NULL CHECK (number > 0),
    -- Empty for the plan as a whole.
    part TEXT NOT NULL CHECK (length(part) <= 12),
    -- What the part is called, as the rider saw it.
    part_name TEXT NOT NULL CHECK (length(part_name) <= 60),
    kind TEXT NOT NULL CHECK (kind IN ('right', 'unreadable', 'sealed', 'barred', 'misplaced', 'missing')),
    words TEXT NOT NULL CHECK (length(words) <= 200),
    made_at BIGINT NOT NULL,
    account_id TEXT REFERENCES account (id),
    device TEXT CHECK (length(device) = 32),
    network TEXT CHECK (length(network) = 32),
    -- That it is right needs nobody.
    state TEXT NOT NULL CHECK (state IN ('kept', 'waiting', 'done', 'declined')),
    decided_at BIGINT,
    decided_by TEXT CHECK (length(decided_by) = 36),
    reason TEXT NOT NULL CHECK (length(reason) <= 200),
    CHECK ((device IS NULL) = (network IS NULL)),
    CHECK ((state = 'kept') = (kind = 'right')),
    CHECK ((state IN ('done', 'declined')) = (decided_at IS NOT NULL))
);

CREATE INDEX plan_remark_by_place ON plan_remark (place_id, state, made_at);
CREATE INDEX plan_remark_by_state ON plan_remark (state, made_at);
CREATE INDEX plan_remark_by_device ON plan_remark (device, made_at);
CREATE INDEX plan_remark_by_network ON plan_remark (network, made_at);
CREATE INDEX plan_remark_by_account ON plan_remark (account_id);
