-- Entries of the directory as staff edit them. `version` counts every writing of a row, so that two people do not undo
-- each other unknowingly; `kept` names what staff have set, which files and feeds leave alone when they are read again.
ALTER TABLE place ADD COLUMN version BIGINT NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE place ADD COLUMN kept TEXT NOT NULL DEFAULT '' CHECK (length(kept) <= 200);
-- Closed for good: it stays, but nobody is sent there.
ALTER TABLE place ADD COLUMN archived_at BIGINT;
-- The entry that stands for this one, which was the same told twice.
ALTER TABLE place ADD COLUMN merged_into TEXT REFERENCES place (id) ON DELETE SET NULL;

-- What staff have changed: only the fields that changed, before and after. History: rows are added, never changed.
CREATE TABLE place_change (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL CHECK (length(actor) = 36),
    kind TEXT NOT NULL CHECK (kind IN ('add', 'edit', 'archive', 'restore', 'merge', 'undo')),
    version BIGINT NOT NULL CHECK (version > 0),
    before TEXT NOT NULL CHECK (length(before) BETWEEN 2 AND 8000),
    after TEXT NOT NULL CHECK (length(after) BETWEEN 2 AND 8000),
    reason TEXT NOT NULL CHECK (length(reason) <= 200),
    -- What belonged to the entry and went to another with a merge.
    moved TEXT NOT NULL CHECK (length(moved) BETWEEN 2 AND 60000),
    undoes TEXT UNIQUE CHECK (length(undoes) = 36)
);

CREATE INDEX place_change_by_place ON place_change (place_id, id);

-- What people on the spot say is wrong with an entry. The hashes of device and network are blanked after two days.
CREATE TABLE place_suggestion (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    subject TEXT NOT NULL CHECK (subject IN ('name', 'hours', 'position', 'closed', 'facilities', 'other')),
    text TEXT NOT NULL CHECK (length(text) <= 200),
    -- The new value, where the subject has one.
    value TEXT NOT NULL CHECK (length(value) <= 500),
    received_at BIGINT NOT NULL,
    key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 8 AND 64),
    account_id TEXT REFERENCES account (id),
    device TEXT CHECK (length(device) = 32),
    network TEXT CHECK (length(network) = 32),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'declined')),
    decided_at BIGINT,
    decided_by TEXT CHECK (length(decided_by) = 36),
    reason TEXT NOT NULL CHECK (length(reason) <= 200),
    CHECK ((state = 'waiting') = (decided_at IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    CHECK ((device IS NULL) = (network IS NULL))
);

CREATE INDEX place_suggestion_by_place ON place_suggestion (place_id, state);
CREATE INDEX place_suggestion_by_state ON place_suggestion (state, received_at);
CREATE INDEX place_suggestion_by_device ON place_suggestion (device, received_at);
CREATE INDEX place_suggestion_by_network ON place_suggestion (network, received_at);
CREATE INDEX place_suggestion_by_account ON place_suggestion (account_id);

-- Pictures of places lie beside the database, named by the hash of what they hold.
CREATE TABLE place_photo (
    place_id TEXT NOT NULL PRIMARY KEY REFERENCES place (id) ON DELETE CASCADE,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    width BIGINT NOT NULL CHECK (width > 0),
    height BIGINT NOT NULL CHECK (height > 0),
    added_at BIGINT NOT NULL,
    added_by TEXT NOT NULL CHECK (length(added_by) = 36)
);

CREATE INDEX place_photo_by_hash ON place_photo (hash);
