-- The phone that holds a rider's pass: one for each rider. The row goes when the pass is given up or moves on. The
-- secret of typed codes is sealed (AES-256-GCM); of the phone's own key only the public half is ever here.
CREATE TABLE pass_device (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
    subject TEXT NOT NULL UNIQUE CHECK (length(subject) BETWEEN 1 AND 40),
    public_key BYTEA NOT NULL UNIQUE CHECK (length(public_key) = 65),
    name TEXT NOT NULL CHECK (length(name) <= 60),
    code_secret_sealed BYTEA NOT NULL,
    code_step BIGINT NOT NULL,
    registered_at BIGINT NOT NULL
);

CREATE INDEX pass_device_by_time ON pass_device (registered_at);

-- What was issued, by its serial, until some days after it has expired.
CREATE TABLE pass_credential (
    serial BIGINT NOT NULL PRIMARY KEY CHECK (serial BETWEEN 1 AND 4294967295),
    account_id TEXT NOT NULL REFERENCES account (id),
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL CHECK (expires_at > issued_at),
    revoked_at BIGINT
);

CREATE INDEX pass_credential_by_account ON pass_credential (account_id, issued_at);
CREATE INDEX pass_credential_by_expiry ON pass_credential (expires_at);

-- The serial that is given out next; one row.
CREATE TABLE pass_counter (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    next_serial BIGINT NOT NULL CHECK (next_serial BETWEEN 1 AND 4294967296)
);

INSERT INTO pass_counter (id, next_serial) VALUES (1, 1);

-- The lists of revocations by their versions. A version's list holds the serials revoked up to it, from its floor on.
CREATE TABLE pass_list (
    version BIGINT NOT NULL PRIMARY KEY CHECK (version >= 1),
    issued_at BIGINT NOT NULL,
    lowest BIGINT NOT NULL CHECK (lowest >= 0)
);

CREATE TABLE pass_revocation (
    serial BIGINT NOT NULL PRIMARY KEY CHECK (serial BETWEEN 1 AND 4294967295),
    version BIGINT NOT NULL CHECK (version >= 1)
);

CREATE INDEX pass_revocation_by_version ON pass_revocation (version);

-- Looks at passes: who was looked at, at which gate, when, and what was answered. The rider sees them.
CREATE TABLE pass_scan (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    gate_id TEXT NOT NULL CHECK (length(gate_id) = 36),
    account_id TEXT REFERENCES account (id),
    serial BIGINT,
    step BIGINT,
    at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    means TEXT NOT NULL CHECK (means IN ('code', 'digits')),
    vehicle TEXT NOT NULL CHECK (vehicle IN ('foot', 'e-bike', 'car')),
    verdict TEXT NOT NULL CHECK (verdict IN ('come-in', 'come-in-on-foot', 'use-another-gate', 'not-now', 'refused',
        'not-valid')),
    fault TEXT CHECK (length(fault) <= 40),
    is_offline BIGINT NOT NULL CHECK (is_offline IN (0, 1)),
    looker_id TEXT REFERENCES account (id),
    looker_role TEXT CHECK (length(looker_role) <= 40),
    flag TEXT CHECK (flag IN ('same-step-elsewhere', 'revoked-since', 'disagrees')),
    flag_seen_at BIGINT,
    undone_at BIGINT
);

CREATE INDEX pass_scan_by_account ON pass_scan (account_id, at);
CREATE INDEX pass_scan_by_time ON pass_scan (at);
CREATE INDEX pass_scan_by_flag ON pass_scan (flag, place_id, at);
CREATE INDEX pass_scan_by_looker ON pass_scan (looker_id, at);

-- Where a moving code was shown first: the same one at another gate is somebody else's picture of it.
CREATE TABLE pass_showing (
    serial BIGINT NOT NULL,
    step BIGINT NOT NULL,
    gate_id TEXT NOT NULL CHECK (length(gate_id) = 36),
    scan_id TEXT NOT NULL CHECK (length(scan_id) = 36),
    at BIGINT NOT NULL,
    PRIMARY KEY (serial, step)
);

CREATE INDEX pass_showing_by_time ON pass_showing (at);

-- Typed codes that were wrong, for their limit.
CREATE TABLE pass_mistyping (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    gate_id TEXT NOT NULL CHECK (length(gate_id) = 36),
    at BIGINT NOT NULL
);

CREATE INDEX pass_mistyping_by_gate ON pass_mistyping (gate_id, at);

-- How often what was answered at a gate, by day: nobody's name, kept when the looks are gone.
CREATE TABLE gate_count (
    gate_id TEXT NOT NULL CHECK (length(gate_id) = 36),
    day TEXT NOT NULL CHECK (length(day) = 10),
    verdict TEXT NOT NULL CHECK (verdict IN ('come-in', 'come-in-on-foot', 'use-another-gate', 'not-now', 'refused',
        'not-valid')),
    number BIGINT NOT NULL CHECK (number >= 0),
    PRIMARY KEY (gate_id, day, verdict)
);

-- Riders who have scanned a gate's own code and say that they are there.
CREATE TABLE gate_arrival (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    gate_id TEXT NOT NULL CHECK (length(gate_id) = 36),
    account_id TEXT REFERENCES account (id),
    at BIGINT NOT NULL,
    vehicle TEXT NOT NULL CHECK (vehicle IN ('foot', 'e-bike', 'car')),
    verdict TEXT NOT NULL CHECK (verdict IN ('come-in', 'come-in-on-foot', 'use-another-gate', 'not-now', 'refused'))
);

CREATE INDEX gate_arrival_by_gate ON gate_arrival (gate_id, at);
CREATE INDEX gate_arrival_by_account ON gate_arrival (account_id, at);
CREATE INDEX gate_arrival_by_time ON gate_arrival (at);

-- The gates an API token is for. A token without any is for all gates of its owner's.
CREATE TABLE token_gate (
    token_id TEXT NOT NULL REFERENCES api_token (id) ON DELETE CASCADE,
    gate_id TEXT NOT NULL CHECK (length(gate_id) = 36),
    PRIMARY KEY (token_id, gate_id)
);
