-- What Schema/v*.sql make together, as SQLite keeps it. Generated: YONGAI_RECORD=1 and the tests.

CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('active', 'blocked', 'erased')),
    name TEXT NOT NULL CHECK (length(name) <= 40),
    trade TEXT CHECK (trade IN ('food-delivery', 'courier', 'ride-hailing', 'truck', 'other')),
    team TEXT NOT NULL CHECK (length(team) <= 60),
    platform TEXT NOT NULL CHECK (length(platform) <= 60),
    verified_by TEXT CHECK (verified_by IN ('roster', 'staff')),
    verified_at INTEGER,
    verified_area TEXT REFERENCES area (code),
    phone_sealed BLOB,
    phone_index BLOB UNIQUE CHECK (length(phone_index) = 16),
    legal_name_sealed BLOB,
    identity_sealed BLOB,
    identity_index BLOB CHECK (length(identity_index) = 16),
    photo BLOB CHECK (length(photo) <= 200000),
    is_demonstration INTEGER NOT NULL CHECK (is_demonstration IN (0, 1)),
    CHECK ((phone_sealed IS NULL) = (phone_index IS NULL)),
    CHECK ((identity_sealed IS NULL) = (identity_index IS NULL)),
    CHECK ((verified_by IS NULL) = (verified_at IS NULL)),
    CHECK (status <> 'erased' OR phone_sealed IS NULL AND legal_name_sealed IS NULL AND identity_sealed IS NULL
        AND photo IS NULL AND name = '')
) STRICT;

CREATE INDEX account_by_area ON account (verified_area, id);

CREATE INDEX account_by_identity ON account (identity_index);

CREATE TABLE api_token (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    account_id TEXT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    actions TEXT NOT NULL CHECK (length(actions) BETWEEN 1 AND 500),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
    seen_at INTEGER,
    ended_at INTEGER
) STRICT;

CREATE INDEX api_token_by_account ON api_token (account_id, ended_at);

CREATE TABLE area (
    code TEXT NOT NULL PRIMARY KEY CHECK (length(code) IN (4, 6, 9, 12)),
    level TEXT NOT NULL CHECK (level IN ('city', 'district', 'street', 'community')),
    parent_code TEXT REFERENCES area (code),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    name_en TEXT NOT NULL CHECK (length(name_en) BETWEEN 1 AND 120),
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    centre_basis TEXT NOT NULL CHECK (centre_basis IN ('outline', 'surveyed', 'address-median', 'derived', 'none')),
    code_basis TEXT NOT NULL CHECK (length(code_basis) BETWEEN 1 AND 40),
    CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CHECK ((parent_code IS NULL) = (level = 'city'))
) STRICT;

CREATE INDEX area_by_parent ON area (parent_code, code);

CREATE TABLE area_outline (
    code TEXT NOT NULL PRIMARY KEY REFERENCES area (code) ON DELETE CASCADE,
    basis TEXT NOT NULL CHECK (basis IN ('pack', 'import')),
    source TEXT NOT NULL,
    polygons TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE attempt (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
    sender BLOB NOT NULL CHECK (length(sender) = 16),
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX attempt_by_sender ON attempt (kind, sender, at);

CREATE INDEX attempt_by_time ON attempt (at);

CREATE TABLE audit_entry (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    at INTEGER NOT NULL,
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
) STRICT;

CREATE TRIGGER audit_entry_is_history BEFORE UPDATE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TABLE audit_head (
    size INTEGER NOT NULL PRIMARY KEY CHECK (size >= 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    signed_at INTEGER NOT NULL,
    note TEXT NOT NULL CHECK (length(note) BETWEEN 1 AND 1000)
) STRICT;

CREATE TRIGGER audit_head_is_history BEFORE UPDATE ON audit_head
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TABLE audit_leaf (
    position INTEGER NOT NULL PRIMARY KEY CHECK (position >= 0),
    entry_id TEXT NOT NULL UNIQUE REFERENCES audit_entry (id),
    at INTEGER NOT NULL,
    actor TEXT,
    about TEXT,
    action TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;

CREATE INDEX audit_leaf_by_about ON audit_leaf (about, entry_id);

CREATE INDEX audit_leaf_by_action ON audit_leaf (action, entry_id);

CREATE INDEX audit_leaf_by_actor ON audit_leaf (actor, entry_id);

CREATE INDEX audit_leaf_by_subject ON audit_leaf (subject, entry_id);

CREATE TRIGGER audit_leaf_is_history BEFORE UPDATE ON audit_leaf
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TRIGGER audit_leaf_stays BEFORE DELETE ON audit_leaf
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TABLE audit_node (
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 62),
    position INTEGER NOT NULL CHECK (position >= 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, position)
) STRICT;

CREATE TRIGGER audit_node_is_history BEFORE UPDATE ON audit_node
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TRIGGER audit_node_stays BEFORE DELETE ON audit_node
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TABLE blocked_report (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    -- Made by the page, so that what a phone sends twice is kept once.
    sending_key TEXT NOT NULL UNIQUE CHECK (length(sending_key) BETWEEN 8 AND 64),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    -- Empty where the rider did not say.
    gate_id TEXT CHECK (length(gate_id) = 36),
    account_id TEXT REFERENCES account (id),
    trade TEXT NOT NULL CHECK (length(trade) <= 40),
    reason TEXT NOT NULL CHECK (reason IN ('no-entry', 'id-card', 'money', 'rude', 'too-long', 'other')),
    words TEXT NOT NULL CHECK (length(words) <= 200),
    reported_at INTEGER NOT NULL,
    -- Until then the property answers; afterwards the community may decide without it.
    due_at INTEGER NOT NULL CHECK (due_at > reported_at),
    state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'settled', 'disputed', 'decided')),
    answer TEXT NOT NULL CHECK (length(answer) <= 300),
    -- What the property changes; empty when nothing.
    improvement TEXT NOT NULL CHECK (length(improvement) <= 300),
    answered_at INTEGER,
    answered_by TEXT REFERENCES account (id),
    objection TEXT NOT NULL CHECK (length(objection) <= 200),
    disputed_at INTEGER,
    decision TEXT NOT NULL CHECK (length(decision) <= 300),
    -- Whether the rider was right: known once it is closed.
    is_upheld INTEGER CHECK (is_upheld IN (0, 1)),
    closed_at INTEGER,
    -- Empty where the rider said so, or nobody said anything for a week.
    decided_by TEXT REFERENCES account (id),
    CHECK ((state IN ('settled', 'decided')) = (closed_at IS NOT NULL)),
    CHECK ((closed_at IS NULL) = (is_upheld IS NULL))
) STRICT;

CREATE INDEX blocked_report_by_account ON blocked_report (account_id, reported_at);

CREATE INDEX blocked_report_by_end ON blocked_report (closed_at);

CREATE INDEX blocked_report_by_place ON blocked_report (place_id, reported_at);

CREATE INDEX blocked_report_by_state ON blocked_report (state, due_at);

CREATE TABLE challenge (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 16 AND 64),
    purpose TEXT NOT NULL CHECK (purpose IN ('passkey-new', 'passkey', 'provider', 'password-new')),
    account_id TEXT REFERENCES account (id),
    content TEXT NOT NULL CHECK (length(content) <= 2000),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX challenge_by_expiry ON challenge (expires_at);

CREATE TABLE charger (
    place_id TEXT NOT NULL PRIMARY KEY REFERENCES place (id) ON DELETE CASCADE,
    method TEXT NOT NULL CHECK (method IN ('charge', 'swap', 'both')),
    operator TEXT NOT NULL CHECK (length(operator) <= 60),
    vehicle TEXT NOT NULL CHECK (vehicle IN ('ebike', 'car')),
    connector TEXT NOT NULL CHECK (length(connector) <= 60),
    battery TEXT NOT NULL CHECK (length(battery) <= 60),
    electricity_fen_per_kwh INTEGER CHECK (electricity_fen_per_kwh >= 0),
    service_fen_per_kwh INTEGER CHECK (service_fen_per_kwh >= 0),
    swap_fen INTEGER CHECK (swap_fen >= 0),
    slots_total INTEGER NOT NULL CHECK (slots_total >= 0),
    slots_free INTEGER CHECK (slots_free BETWEEN 0 AND slots_total),
    batteries_full INTEGER CHECK (batteries_full BETWEEN 0 AND slots_total),
    status_at INTEGER
) STRICT;

CREATE TABLE charger_connector (
    feed TEXT NOT NULL REFERENCES charger_feed (name) ON DELETE CASCADE,
    connector_key TEXT NOT NULL CHECK (length(connector_key) BETWEEN 1 AND 100),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('unknown', 'offline', 'free', 'taken', 'broken')),
    state_at INTEGER,
    PRIMARY KEY (feed, connector_key)
) STRICT;

CREATE INDEX charger_connector_by_place ON charger_connector (place_id, connector_key);

CREATE TABLE charger_feed (
    name TEXT NOT NULL PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 40),
    format TEXT NOT NULL CHECK (format IN ('tcec102', 'ocpi', 'gbfs')),
    address TEXT NOT NULL CHECK (length(address) BETWEEN 1 AND 1000),
    operator TEXT NOT NULL CHECK (length(operator) BETWEEN 1 AND 60),
    operator_id TEXT NOT NULL CHECK (length(operator_id) <= 32),
    datum TEXT NOT NULL CHECK (datum IN ('wgs84', 'gcj02', 'bd09')),
    vehicle TEXT NOT NULL CHECK (vehicle IN ('ebike', 'car')),
    interval_seconds INTEGER NOT NULL CHECK (interval_seconds BETWEEN 30 AND 86400),
    created_at INTEGER NOT NULL,
    tried_at INTEGER,
    good_at INTEGER,
    sites_at INTEGER,
    failure TEXT NOT NULL CHECK (length(failure) <= 40),
    failures INTEGER NOT NULL CHECK (failures >= 0),
    problems INTEGER NOT NULL CHECK (problems >= 0)
) STRICT;

CREATE UNIQUE INDEX charger_feed_by_operator ON charger_feed (operator_id) WHERE operator_id <> '';

CREATE TABLE charger_feed_message (
    feed TEXT NOT NULL REFERENCES charger_feed (name) ON DELETE CASCADE,
    time_stamp TEXT NOT NULL CHECK (length(time_stamp) = 14),
    sequence TEXT NOT NULL CHECK (length(sequence) BETWEEN 1 AND 8),
    received_at INTEGER NOT NULL,
    PRIMARY KEY (feed, time_stamp, sequence)
) STRICT;

CREATE TABLE city_setting (
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    area TEXT NOT NULL REFERENCES area (code),
    value TEXT NOT NULL CHECK (length(value) <= 500),
    changed_at INTEGER NOT NULL,
    changed_by TEXT REFERENCES account (id),
    PRIMARY KEY (name, area)
) STRICT;

CREATE TABLE compound_day (
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    day INTEGER NOT NULL CHECK (day >= 0),
    let_in INTEGER NOT NULL CHECK (let_in >= 0),
    refused INTEGER NOT NULL CHECK (refused >= 0),
    PRIMARY KEY (place_id, day)
) STRICT;

CREATE INDEX compound_day_by_day ON compound_day (day);

CREATE TABLE compound_wait (
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    day INTEGER NOT NULL CHECK (day >= 0),
    seconds INTEGER NOT NULL CHECK (seconds BETWEEN 0 AND 1800),
    number INTEGER NOT NULL CHECK (number > 0),
    PRIMARY KEY (place_id, day, seconds)
) STRICT;

CREATE INDEX compound_wait_by_day ON compound_wait (day);

CREATE TABLE confirmation (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    answer TEXT NOT NULL CHECK (answer IN ('open', 'closed', 'full', 'worked', 'broken')),
    seen_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 8 AND 64),
    replaces TEXT REFERENCES confirmation (id),
    device TEXT CHECK (length(device) = 32),
    network TEXT CHECK (length(network) = 32),
    CHECK ((device IS NULL) = (network IS NULL)),
    CHECK (seen_at <= received_at)
) STRICT;

CREATE INDEX confirmation_by_device ON confirmation (device, received_at);

CREATE INDEX confirmation_by_network ON confirmation (network, received_at);

CREATE INDEX confirmation_by_place ON confirmation (place_id, seen_at);

CREATE INDEX confirmation_by_replaced ON confirmation (replaces);

CREATE TRIGGER confirmation_is_history BEFORE UPDATE ON confirmation
WHEN NEW.id IS NOT OLD.id OR NEW.place_id IS NOT OLD.place_id OR NEW.answer IS NOT OLD.answer
    OR NEW.seen_at IS NOT OLD.seen_at OR NEW.received_at IS NOT OLD.received_at OR NEW.key IS NOT OLD.key
    OR NEW.replaces IS NOT OLD.replaces OR NEW.device IS NOT NULL OR NEW.network IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a confirmation is history');
END;

CREATE TRIGGER confirmation_stays BEFORE DELETE ON confirmation
WHEN EXISTS (SELECT 1 FROM place WHERE id = OLD.place_id)
BEGIN
    SELECT RAISE(ABORT, 'a confirmation is history');
END;

CREATE TABLE consent (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    account_id TEXT NOT NULL REFERENCES account (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('terms', 'location', 'photo', 'identity')),
    version INTEGER NOT NULL CHECK (version > 0),
    given_at INTEGER NOT NULL,
    withdrawn_at INTEGER CHECK (withdrawn_at >= given_at)
) STRICT;

CREATE INDEX consent_by_account ON consent (account_id, purpose);

CREATE TABLE delay_certificate (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 22),
    account_id TEXT REFERENCES account (id),
    arrival_id TEXT NOT NULL UNIQUE CHECK (length(arrival_id) = 36),
    -- The COSE_Sign1; empty once it was taken back.
    signed BLOB NOT NULL CHECK (length(signed) <= 2048),
    made_at INTEGER NOT NULL,
    removed_at INTEGER,
    CHECK ((removed_at IS NULL) = (length(signed) > 0))
) STRICT;

CREATE INDEX delay_certificate_by_account ON delay_certificate (account_id, made_at);

CREATE INDEX delay_certificate_by_time ON delay_certificate (made_at);

CREATE TABLE friendliness (
    place_id TEXT NOT NULL PRIMARY KEY REFERENCES place (id) ON DELETE CASCADE,
    -- Empty where there are too few visits.
    score INTEGER CHECK (score BETWEEN 0 AND 100),
    let_in INTEGER NOT NULL CHECK (let_in >= 0),
    refused INTEGER NOT NULL CHECK (refused >= 0),
    -- The middle one; empty where nobody said that they had arrived.
    wait_seconds INTEGER CHECK (wait_seconds >= 0),
    waits INTEGER NOT NULL CHECK (waits >= 0),
    upheld INTEGER NOT NULL CHECK (upheld >= 0),
    has_policy INTEGER NOT NULL CHECK (has_policy IN (0, 1)),
    made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE gate (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    hours TEXT NOT NULL CHECK (length(hours) <= 500),
    admits TEXT NOT NULL CHECK (admits IN ('foot', 'bike', 'car')),
    rule TEXT NOT NULL CHECK (length(rule) <= 200), ended_at INTEGER,
    CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;

CREATE INDEX gate_by_place ON gate (place_id, name);

CREATE TABLE gate_arrival (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    gate_id TEXT NOT NULL CHECK (length(gate_id) = 36),
    account_id TEXT REFERENCES account (id),
    at INTEGER NOT NULL,
    vehicle TEXT NOT NULL CHECK (vehicle IN ('foot', 'e-bike', 'car')),
    verdict TEXT NOT NULL CHECK (verdict IN ('come-in', 'come-in-on-foot', 'use-another-gate', 'not-now', 'refused'))
) STRICT;

CREATE INDEX gate_arrival_by_account ON gate_arrival (account_id, at);

CREATE INDEX gate_arrival_by_gate ON gate_arrival (gate_id, at);

CREATE INDEX gate_arrival_by_time ON gate_arrival (at);

CREATE TABLE gate_code (
    gate_id TEXT NOT NULL REFERENCES gate (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 65535),
    made_at INTEGER NOT NULL,
    -- Empty for commands.
    made_by TEXT CHECK (length(made_by) = 36),
    ended_at INTEGER,
    PRIMARY KEY (gate_id, number)
) STRICT;

CREATE TABLE gate_count (
    gate_id TEXT NOT NULL CHECK (length(gate_id) = 36),
    day TEXT NOT NULL CHECK (length(day) = 10),
    verdict TEXT NOT NULL CHECK (verdict IN ('come-in', 'come-in-on-foot', 'use-another-gate', 'not-now', 'refused',
        'not-valid')),
    number INTEGER NOT NULL CHECK (number >= 0),
    PRIMARY KEY (gate_id, day, verdict)
) STRICT;

CREATE TABLE gate_policy (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    gate_id TEXT NOT NULL REFERENCES gate (id) ON DELETE CASCADE,
    -- Counted up for each gate.
    number INTEGER NOT NULL CHECK (number > 0),
    policy TEXT NOT NULL CHECK (length(policy) BETWEEN 2 AND 8000),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'standing', 'declined', 'withdrawn', 'replaced')),
    -- Why it was asked for.
    purpose TEXT NOT NULL CHECK (length(purpose) <= 200),
    proposed_at INTEGER NOT NULL,
    -- Empty for the demonstration.
    proposed_by TEXT CHECK (length(proposed_by) = 36),
    decided_at INTEGER,
    decided_by TEXT CHECK (length(decided_by) = 36),
    -- What whoever decided said.
    reason TEXT NOT NULL CHECK (length(reason) <= 200),
    UNIQUE (gate_id, number),
    CHECK ((state = 'proposed') = (decided_at IS NULL))
) STRICT;

CREATE INDEX gate_policy_by_proposer ON gate_policy (proposed_by);

CREATE INDEX gate_policy_by_state ON gate_policy (state, proposed_at);

CREATE UNIQUE INDEX gate_policy_proposed ON gate_policy (gate_id) WHERE state = 'proposed';

CREATE UNIQUE INDEX gate_policy_standing ON gate_policy (gate_id) WHERE state = 'standing';

CREATE TRIGGER gate_policy_terms_stay
BEFORE UPDATE OF id, gate_id, number, policy, purpose, proposed_at ON gate_policy
BEGIN
    SELECT RAISE(ABORT, 'the terms of a policy are history');
END;

CREATE TABLE key_check (
    version INTEGER NOT NULL PRIMARY KEY CHECK (version > 0),
    mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;

CREATE TABLE offer (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('percent_off', 'fixed_price', 'free_item')),
    amount INTEGER NOT NULL CHECK (amount >= 0),
    item TEXT NOT NULL CHECK (length(item) <= 60),
    item_en TEXT NOT NULL CHECK (length(item_en) <= 120),
    days TEXT NOT NULL CHECK (length(days) <= 500),
    per_day INTEGER NOT NULL CHECK (per_day > 0),
    valid_until INTEGER,
    CHECK (kind <> 'percent_off' OR amount <= 100)
) STRICT;

CREATE INDEX offer_by_place ON offer (place_id, id);

CREATE TABLE pass_counter (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    next_serial INTEGER NOT NULL CHECK (next_serial BETWEEN 1 AND 4294967296)
) STRICT;

CREATE TABLE "pass_credential" (
    serial INTEGER NOT NULL PRIMARY KEY CHECK (serial BETWEEN 1 AND 4294967295),
    kind TEXT NOT NULL CHECK (kind IN ('rider', 'guest')),
    account_id TEXT REFERENCES account (id),
    phone_index BLOB CHECK (length(phone_index) = 16),
    place_id TEXT REFERENCES place (id) ON DELETE SET NULL,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL CHECK (expires_at > issued_at),
    revoked_at INTEGER,
    CHECK ((kind = 'rider') = (account_id IS NOT NULL)),
    CHECK (kind = 'guest' OR phone_index IS NULL AND place_id IS NULL)
) STRICT;

CREATE INDEX pass_credential_by_account ON pass_credential (account_id, issued_at);

CREATE INDEX pass_credential_by_expiry ON pass_credential (expires_at);

CREATE INDEX pass_credential_by_phone ON pass_credential (phone_index, issued_at);

CREATE INDEX pass_credential_by_place ON pass_credential (place_id);

CREATE TABLE pass_device (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
    subject TEXT NOT NULL UNIQUE CHECK (length(subject) BETWEEN 1 AND 40),
    public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 65),
    name TEXT NOT NULL CHECK (length(name) <= 60),
    code_secret_sealed BLOB NOT NULL,
    code_step INTEGER NOT NULL,
    registered_at INTEGER NOT NULL
) STRICT;

CREATE INDEX pass_device_by_time ON pass_device (registered_at);

CREATE TABLE pass_list (
    version INTEGER NOT NULL PRIMARY KEY CHECK (version >= 1),
    issued_at INTEGER NOT NULL,
    lowest INTEGER NOT NULL CHECK (lowest >= 0)
) STRICT;

CREATE TABLE pass_mistyping (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    gate_id TEXT NOT NULL CHECK (length(gate_id) = 36),
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX pass_mistyping_by_gate ON pass_mistyping (gate_id, at);

CREATE TABLE pass_revocation (
    serial INTEGER NOT NULL PRIMARY KEY CHECK (serial BETWEEN 1 AND 4294967295),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

CREATE INDEX pass_revocation_by_version ON pass_revocation (version);

CREATE TABLE pass_scan (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    gate_id TEXT NOT NULL CHECK (length(gate_id) = 36),
    account_id TEXT REFERENCES account (id),
    serial INTEGER,
    step INTEGER,
    at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    means TEXT NOT NULL CHECK (means IN ('code', 'digits')),
    vehicle TEXT NOT NULL CHECK (vehicle IN ('foot', 'e-bike', 'car')),
    verdict TEXT NOT NULL CHECK (verdict IN ('come-in', 'come-in-on-foot', 'use-another-gate', 'not-now', 'refused',
        'not-valid')),
    fault TEXT CHECK (length(fault) <= 40),
    is_offline INTEGER NOT NULL CHECK (is_offline IN (0, 1)),
    looker_id TEXT REFERENCES account (id),
    looker_role TEXT CHECK (length(looker_role) <= 40),
    flag TEXT CHECK (flag IN ('same-step-elsewhere', 'revoked-since', 'disagrees')),
    flag_seen_at INTEGER,
    undone_at INTEGER
) STRICT;

CREATE INDEX pass_scan_by_account ON pass_scan (account_id, at);

CREATE INDEX pass_scan_by_flag ON pass_scan (flag, place_id, at);

CREATE INDEX pass_scan_by_looker ON pass_scan (looker_id, at);

CREATE INDEX pass_scan_by_time ON pass_scan (at);

CREATE TABLE pass_showing (
    serial INTEGER NOT NULL,
    step INTEGER NOT NULL,
    gate_id TEXT NOT NULL CHECK (length(gate_id) = 36),
    scan_id TEXT NOT NULL CHECK (length(scan_id) = 36),
    at INTEGER NOT NULL,
    PRIMARY KEY (serial, step)
) STRICT;

CREATE INDEX pass_showing_by_time ON pass_showing (at);

CREATE TABLE passkey (
    credential BLOB NOT NULL PRIMARY KEY CHECK (length(credential) BETWEEN 1 AND 1023),
    account_id TEXT NOT NULL REFERENCES account (id),
    public_key BLOB NOT NULL,
    sign_count INTEGER NOT NULL CHECK (sign_count >= 0),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    created_at INTEGER NOT NULL,
    seen_at INTEGER
) STRICT;

CREATE INDEX passkey_by_account ON passkey (account_id);

CREATE TABLE password (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
    hash TEXT NOT NULL CHECK (length(hash) BETWEEN 1 AND 200),
    secret_sealed BLOB NOT NULL,
    last_step INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    failures INTEGER NOT NULL CHECK (failures >= 0),
    closed_until INTEGER
) STRICT;

CREATE TABLE place (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL CHECK (kind IN ('compound', 'station', 'merchant', 'charger', 'street', 'building')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    name_en TEXT NOT NULL CHECK (length(name_en) <= 200),
    pinyin TEXT NOT NULL,
    initials TEXT NOT NULL,
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    point_basis TEXT NOT NULL CHECK (point_basis IN ('given', 'approximate', 'none')),
    area_code TEXT REFERENCES area (code),
    area_basis TEXT NOT NULL CHECK (area_basis IN ('outline', 'nearest-centre', 'given', 'none')),
    address TEXT NOT NULL CHECK (length(address) <= 300),
    hours TEXT NOT NULL CHECK (length(hours) <= 500),
    phone TEXT NOT NULL CHECK (length(phone) <= 40),
    facilities TEXT NOT NULL CHECK (length(facilities) <= 1000),
    source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 80),
    source_key TEXT NOT NULL CHECK (length(source_key) BETWEEN 1 AND 500),
    demonstration INTEGER NOT NULL CHECK (demonstration IN (0, 1)),
    verified_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL, version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0), kept TEXT NOT NULL DEFAULT '' CHECK (length(kept) <= 200), archived_at INTEGER, merged_into TEXT REFERENCES place (id) ON DELETE SET NULL,
    UNIQUE (source, source_key),
    CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CHECK ((latitude IS NULL) = (point_basis = 'none')),
    CHECK ((area_code IS NULL) = (area_basis = 'none'))
) STRICT;

CREATE INDEX place_by_area ON place (area_code, kind);

CREATE TABLE place_change (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL CHECK (length(actor) = 36),
    kind TEXT NOT NULL CHECK (kind IN ('add', 'edit', 'archive', 'restore', 'merge', 'undo')),
    version INTEGER NOT NULL CHECK (version > 0),
    before TEXT NOT NULL CHECK (length(before) BETWEEN 2 AND 8000),
    after TEXT NOT NULL CHECK (length(after) BETWEEN 2 AND 8000),
    reason TEXT NOT NULL CHECK (length(reason) <= 200),
    -- What belonged to the entry and went to another with a merge.
    moved TEXT NOT NULL CHECK (length(moved) BETWEEN 2 AND 60000),
    undoes TEXT UNIQUE CHECK (length(undoes) = 36)
) STRICT;

CREATE INDEX place_change_by_place ON place_change (place_id, id);

CREATE TRIGGER place_change_is_history BEFORE UPDATE ON place_change
BEGIN
    SELECT RAISE(ABORT, 'a change of a place is history');
END;

CREATE TRIGGER place_change_stays BEFORE DELETE ON place_change
WHEN EXISTS (SELECT 1 FROM place WHERE id = OLD.place_id)
BEGIN
    SELECT RAISE(ABORT, 'a change of a place is history');
END;

CREATE TABLE place_photo (
    place_id TEXT NOT NULL PRIMARY KEY REFERENCES place (id) ON DELETE CASCADE,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    width INTEGER NOT NULL CHECK (width > 0),
    height INTEGER NOT NULL CHECK (height > 0),
    added_at INTEGER NOT NULL,
    added_by TEXT NOT NULL CHECK (length(added_by) = 36)
) STRICT;

CREATE INDEX place_photo_by_hash ON place_photo (hash);

CREATE TABLE place_suggestion (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    subject TEXT NOT NULL CHECK (subject IN ('name', 'hours', 'position', 'closed', 'facilities', 'other')),
    text TEXT NOT NULL CHECK (length(text) <= 200),
    -- The new value, where the subject has one.
    value TEXT NOT NULL CHECK (length(value) <= 500),
    received_at INTEGER NOT NULL,
    key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 8 AND 64),
    account_id TEXT REFERENCES account (id),
    device TEXT CHECK (length(device) = 32),
    network TEXT CHECK (length(network) = 32),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'declined')),
    decided_at INTEGER,
    decided_by TEXT CHECK (length(decided_by) = 36),
    reason TEXT NOT NULL CHECK (length(reason) <= 200),
    CHECK ((state = 'waiting') = (decided_at IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    CHECK ((device IS NULL) = (network IS NULL))
) STRICT;

CREATE INDEX place_suggestion_by_account ON place_suggestion (account_id);

CREATE INDEX place_suggestion_by_device ON place_suggestion (device, received_at);

CREATE INDEX place_suggestion_by_network ON place_suggestion (network, received_at);

CREATE INDEX place_suggestion_by_place ON place_suggestion (place_id, state);

CREATE INDEX place_suggestion_by_state ON place_suggestion (state, received_at);

CREATE TABLE place_truth (
    place_id TEXT NOT NULL PRIMARY KEY REFERENCES place (id) ON DELETE CASCADE,
    newest_answer TEXT NOT NULL CHECK (newest_answer IN ('open', 'closed', 'full', 'worked', 'broken')),
    newest_at INTEGER NOT NULL,
    open_at INTEGER,
    full_at INTEGER,
    full_until INTEGER,
    closed_people INTEGER CHECK (closed_people >= 2),
    closed_at INTEGER,
    closed_until INTEGER,
    broken_people INTEGER CHECK (broken_people >= 2),
    broken_at INTEGER,
    broken_until INTEGER,
    tries INTEGER NOT NULL CHECK (tries BETWEEN 0 AND 20),
    worked INTEGER NOT NULL CHECK (worked BETWEEN 0 AND tries),
    CHECK ((full_at IS NULL) = (full_until IS NULL)),
    CHECK ((closed_people IS NULL) = (closed_until IS NULL) AND (closed_at IS NULL) = (closed_until IS NULL)),
    CHECK ((broken_people IS NULL) = (broken_until IS NULL) AND (broken_at IS NULL) = (broken_until IS NULL))
) STRICT;

CREATE TABLE plan (
    place_id TEXT NOT NULL PRIMARY KEY REFERENCES place (id) ON DELETE CASCADE,
    -- Of the newest version.
    number INTEGER NOT NULL CHECK (number > 0),
    buildings INTEGER NOT NULL CHECK (buildings >= 0),
    units INTEGER NOT NULL CHECK (units >= 0),
    -- Doors that somebody on foot reaches from some gate: with one there is a guide.
    reachable_units INTEGER NOT NULL CHECK (reachable_units BETWEEN 0 AND units),
    parking_spots INTEGER NOT NULL CHECK (parking_spots >= 0),
    -- Where its upper left corner lies on the map (WGS-84), and which way up is, in degrees clockwise from north. For
    -- staff alone.
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    turn INTEGER CHECK (turn BETWEEN 0 AND 359),
    -- When somebody on the spot last found it right, or drew it.
    verified_at INTEGER,
    -- Made up from a seed and never drawn on.
    is_template INTEGER NOT NULL CHECK (is_template IN (0, 1)),
    CHECK ((latitude IS NULL) = (longitude IS NULL) AND (latitude IS NULL) = (turn IS NULL))
) STRICT;

CREATE INDEX plan_by_verification ON plan (verified_at);

CREATE TABLE plan_remark (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    sending_key TEXT NOT NULL UNIQUE CHECK (length(sending_key) BETWEEN 8 AND 64),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    -- Of the version it is about.
    number INTEGER NOT NULL CHECK (number > 0),
    -- Empty for the plan as a whole.
    part TEXT NOT NULL CHECK (length(part) <= 12),
    -- What the part is called, as the rider saw it.
    part_name TEXT NOT NULL CHECK (length(part_name) <= 60),
    kind TEXT NOT NULL CHECK (kind IN ('right', 'unreadable', 'sealed', 'barred', 'misplaced', 'missing')),
    words TEXT NOT NULL CHECK (length(words) <= 200),
    made_at INTEGER NOT NULL,
    account_id TEXT REFERENCES account (id),
    device TEXT CHECK (length(device) = 32),
    network TEXT CHECK (length(network) = 32),
    -- That it is right needs nobody.
    state TEXT NOT NULL CHECK (state IN ('kept', 'waiting', 'done', 'declined')),
    decided_at INTEGER,
    decided_by TEXT CHECK (length(decided_by) = 36),
    reason TEXT NOT NULL CHECK (length(reason) <= 200),
    CHECK ((device IS NULL) = (network IS NULL)),
    CHECK ((state = 'kept') = (kind = 'right')),
    CHECK ((state IN ('done', 'declined')) = (decided_at IS NOT NULL))
) STRICT;

CREATE INDEX plan_remark_by_account ON plan_remark (account_id);

CREATE INDEX plan_remark_by_device ON plan_remark (device, made_at);

CREATE INDEX plan_remark_by_network ON plan_remark (network, made_at);

CREATE INDEX plan_remark_by_place ON plan_remark (place_id, state, made_at);

CREATE INDEX plan_remark_by_state ON plan_remark (state, made_at);

CREATE TABLE plan_version (
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number > 0),
    -- The version it was drawn on; not the one before it where two drew at once.
    base INTEGER NOT NULL CHECK (base >= 0 AND base < number),
    content TEXT NOT NULL CHECK (length(content) BETWEEN 2 AND 400000),
    note TEXT NOT NULL CHECK (length(note) <= 200),
    made_at INTEGER NOT NULL,
    -- Empty for the demonstration.
    made_by TEXT CHECK (length(made_by) = 36),
    -- Made by the editor, so that what it sends twice is kept once; empty for the demonstration.
    sending_key TEXT UNIQUE CHECK (length(sending_key) BETWEEN 16 AND 64),
    -- SHA-256 of what came with the key.
    sent TEXT CHECK (length(sent) = 64),
    PRIMARY KEY (place_id, number),
    CHECK ((sending_key IS NULL) = (sent IS NULL))
) STRICT;

CREATE INDEX plan_version_by_maker ON plan_version (made_by);

CREATE TRIGGER plan_version_is_history
BEFORE UPDATE OF number, base, content, note, made_at, made_by, sending_key, sent ON plan_version
BEGIN
    SELECT RAISE(ABORT, 'a version of a plan is history');
END;

CREATE TRIGGER plan_version_stays BEFORE DELETE ON plan_version
WHEN EXISTS (SELECT 1 FROM place WHERE id = OLD.place_id)
BEGIN
    SELECT RAISE(ABORT, 'a version of a plan is history');
END;

CREATE TABLE provider_identity (
    issuer TEXT NOT NULL CHECK (length(issuer) BETWEEN 1 AND 200),
    subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    account_id TEXT NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT;

CREATE INDEX provider_identity_by_account ON provider_identity (account_id);

CREATE TABLE role_grant (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    account_id TEXT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL CHECK (role IN ('guard', 'property-manager', 'merchant', 'station-keeper', 'charging-operator',
        'community-worker', 'grid-worker', 'officer', 'mediator', 'platform-partner', 'auditor', 'administrator')),
    area TEXT NOT NULL REFERENCES area (code),
    place_id TEXT REFERENCES place (id) ON DELETE CASCADE,
    granted_by TEXT REFERENCES account (id),
    granted_at INTEGER NOT NULL,
    expires_at INTEGER CHECK (expires_at > granted_at),
    revoked_at INTEGER,
    revoked_by TEXT REFERENCES account (id),
    CHECK ((place_id IS NOT NULL) = (role IN ('guard', 'property-manager', 'merchant', 'station-keeper',
        'charging-operator')))
) STRICT;

CREATE INDEX role_grant_by_account ON role_grant (account_id, revoked_at);

CREATE INDEX role_grant_by_area ON role_grant (area, role);

CREATE INDEX role_grant_by_place ON role_grant (place_id);

CREATE TABLE roster_entry (
    phone_index BLOB NOT NULL CHECK (length(phone_index) = 16),
    partner_id TEXT NOT NULL REFERENCES account (id),
    platform TEXT NOT NULL CHECK (length(platform) BETWEEN 1 AND 60),
    team TEXT NOT NULL CHECK (length(team) <= 60),
    trade TEXT NOT NULL CHECK (trade IN ('food-delivery', 'courier', 'ride-hailing', 'truck', 'other')),
    key_version INTEGER NOT NULL CHECK (key_version > 0),
    uploaded_at INTEGER NOT NULL,
    PRIMARY KEY (phone_index, partner_id)
) STRICT;

CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    account_id TEXT NOT NULL REFERENCES account (id),
    proof TEXT NOT NULL CHECK (proof IN ('code', 'passkey', 'password', 'provider')),
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    device TEXT NOT NULL CHECK (length(device) <= 60),
    ended_at INTEGER
) STRICT;

CREATE INDEX session_by_account ON session (account_id, ended_at);

CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE sign_in_code (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    phone_index BLOB NOT NULL CHECK (length(phone_index) = 16),
    network BLOB NOT NULL CHECK (length(network) = 16),
    code_mac BLOB NOT NULL CHECK (length(code_mac) = 32),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL CHECK (tries >= 0),
    ended_at INTEGER
) STRICT;

CREATE INDEX sign_in_code_by_network ON sign_in_code (network, created_at);

CREATE INDEX sign_in_code_by_phone ON sign_in_code (phone_index, created_at);

CREATE INDEX sign_in_code_by_time ON sign_in_code (created_at);

CREATE TABLE station (
    place_id TEXT NOT NULL PRIMARY KEY REFERENCES place (id) ON DELETE CASCADE,
    keeper TEXT NOT NULL CHECK (length(keeper) <= 60),
    crowding TEXT NOT NULL CHECK (crowding IN ('unknown', 'free', 'busy', 'full')),
    crowding_at INTEGER
) STRICT;

CREATE TABLE token_gate (
    token_id TEXT NOT NULL REFERENCES api_token (id) ON DELETE CASCADE,
    gate_id TEXT NOT NULL CHECK (length(gate_id) = 36),
    PRIMARY KEY (token_id, gate_id)
) STRICT;

CREATE TABLE withdrawal (
    confirmation_id TEXT NOT NULL PRIMARY KEY REFERENCES confirmation (id) ON DELETE CASCADE,
    received_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER withdrawal_is_history BEFORE UPDATE ON withdrawal
BEGIN
    SELECT RAISE(ABORT, 'a withdrawal is history');
END;

CREATE TRIGGER withdrawal_stays BEFORE DELETE ON withdrawal
WHEN EXISTS (SELECT 1 FROM confirmation WHERE id = OLD.confirmation_id)
BEGIN
    SELECT RAISE(ABORT, 'a withdrawal is history');
END;
