-- What was done to what, by whom and why. History: rows are added, never changed or removed. An entry is written in the
-- transaction of the deed; moments later it gets its place in a Merkle tree (RFC 6962), which shows that none was
-- altered, put in or taken out afterwards.
CREATE TABLE audit_entry (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    at BIGINT NOT NULL,
    actor TEXT CHECK (length(actor) = 36),
    role TEXT CHECK (length(role) BETWEEN 1 AND 40),
    proof TEXT CHECK (length(proof) BETWEEN 1 AND 20),
    action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 60),
    subject_kind TEXT NOT NULL CHECK (length(subject_kind) BETWEEN 1 AND 40),
    subject TEXT NOT NULL CHECK (length(subject) <= 120),
    about TEXT CHECK (length(about) = 36),
    area TEXT CHECK (length(area) IN (4, 6, 9, 12)),
    reason TEXT NOT NULL CHECK (length(reason) <= 500),
    origin TEXT NOT NULL CHECK (length(origin) <= 60),
    details TEXT NOT NULL CHECK (length(details) BETWEEN 2 AND 8000)
);

-- An entry's place in the tree, with what it is looked for by: the deed's own transaction pays for no index.
CREATE TABLE audit_leaf (
    position BIGINT NOT NULL PRIMARY KEY CHECK (position >= 0),
    entry_id TEXT NOT NULL UNIQUE REFERENCES audit_entry (id),
    at BIGINT NOT NULL,
    actor TEXT,
    about TEXT,
    action TEXT NOT NULL,
    subject TEXT NOT NULL
);

CREATE INDEX audit_leaf_by_actor ON audit_leaf (actor, entry_id);
CREATE INDEX audit_leaf_by_about ON audit_leaf (about, entry_id);
CREATE INDEX audit_leaf_by_action ON audit_leaf (action, entry_id);
CREATE INDEX audit_leaf_by_subject ON audit_leaf (subject, entry_id);

-- Hashes of complete subtrees: level 0 holds the leaves.
CREATE TABLE audit_node (
    level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 62),
    position BIGINT NOT NULL CHECK (position >= 0),
    hash BYTEA NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, position)
);

-- Signed heads: one a day, and whenever somebody asks for a fresh one.
CREATE TABLE audit_head (
    size BIGINT NOT NULL PRIMARY KEY CHECK (size >= 0),
    root BYTEA NOT NULL CHECK (length(root) = 32),
    signed_at BIGINT NOT NULL,
    note TEXT NOT NULL CHECK (length(note) BETWEEN 1 AND 1000)
);
