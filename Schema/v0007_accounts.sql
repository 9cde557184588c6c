-- People who sign in: riders and staff. Phone, legal name and number of identity are sealed (AES-256-GCM); what they
-- are looked up by is a keyed hash. An erased account keeps its row, without anything of the person.
CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('active', 'blocked', 'erased')),
    name TEXT NOT NULL CHECK (length(name) <= 40),
    trade TEXT CHECK (trade IN ('food-delivery', 'courier', 'ride-hailing', 'truck', 'other')),
    team TEXT NOT NULL CHECK (length(team) <= 60),
    platform TEXT NOT NULL CHECK (length(platform) <= 60),
    verified_by TEXT CHECK (verified_by IN ('roster', 'staff')),
    verified_at BIGINT,
    verified_area TEXT REFERENCES area (code),
    phone_sealed BYTEA,
    phone_index BYTEA UNIQUE CHECK (length(phone_index) = 16),
    legal_name_sealed BYTEA,
    identity_sealed BYTEA,
    identity_index BYTEA CHECK (length(identity_index) = 16),
    photo BYTEA CHECK (length(photo) <= 200000),
    is_demonstration BIGINT NOT NULL CHECK (is_demonstration IN (0, 1)),
    CHECK ((phone_sealed IS NULL) = (phone_index IS NULL)),
    CHECK ((identity_sealed IS NULL) = (identity_index IS NULL)),
    CHECK ((verified_by IS NULL) = (verified_at IS NULL)),
    CHECK (status <> 'erased' OR phone_sealed IS NULL AND legal_name_sealed IS NULL AND identity_sealed IS NULL
        AND photo IS NULL AND name = '')
);

CREATE INDEX account_by_identity ON account (identity_index);
CREATE INDEX account_by_area ON account (verified_area, id);

-- Roles of staff; a rider needs none.
CREATE TABLE role_grant (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    account_id TEXT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL CHECK (role IN ('guard', 'property-manager', 'merchant', 'station-keeper', 'charging-operator',
        'community-worker', 'grid-worker', 'officer', 'mediator', 'platform-partner', 'auditor', 'administrator')),
    area TEXT NOT NULL REFERENCES area (code),
    place_id TEXT REFERENCES place (id) ON DELETE CASCADE,
    granted_by TEXT REFERENCES account (id),
    granted_at BIGINT NOT NULL,
    expires_at BIGINT CHECK (expires_at > granted_at),
    revoked_at BIGINT,
    revoked_by TEXT REFERENCES account (id),
    CHECK ((place_id IS NOT NULL) = (role IN ('guard', 'property-manager', 'merchant', 'station-keeper',
        'charging-operator')))
);

CREATE INDEX role_grant_by_account ON role_grant (account_id, revoked_at);
CREATE INDEX role_grant_by_area ON role_grant (area, role);
CREATE INDEX role_grant_by_place ON role_grant (place_id);

-- Codes sent to phones. One number has at most one that works.
CREATE TABLE sign_in_code (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    phone_index BYTEA NOT NULL CHECK (length(phone_index) = 16),
    network BYTEA NOT NULL CHECK (length(network) = 16),
    code_mac BYTEA NOT NULL CHECK (length(code_mac) = 32),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    tries BIGINT NOT NULL CHECK (tries >= 0),
    ended_at BIGINT
);

CREATE INDEX sign_in_code_by_phone ON sign_in_code (phone_index, created_at);
CREATE INDEX sign_in_code_by_network ON sign_in_code (network, created_at);
CREATE INDEX sign_in_code_by_time ON sign_in_code (created_at);

-- What the browser holds is a random text; here stands its hash.
CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    token_hash BYTEA NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    account_id TEXT NOT NULL REFERENCES account (id),
    proof TEXT NOT NULL CHECK (proof IN ('code', 'passkey', 'password', 'provider')),
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    device TEXT NOT NULL CHECK (length(device) <= 60),
    ended_at BIGINT
);

CREATE INDEX session_by_account ON session (account_id, ended_at);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE api_token (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    token_hash BYTEA NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    account_id TEXT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    actions TEXT NOT NULL CHECK (length(actions) BETWEEN 1 AND 500),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL CHECK (expires_at > created_at),
    seen_at BIGINT,
    ended_at BIGINT
);

CREATE INDEX api_token_by_account ON api_token (account_id, ended_at);

CREATE TABLE passkey (
    credential BYTEA NOT NULL PRIMARY KEY CHECK (length(credential) BETWEEN 1 AND 1023),
    account_id TEXT NOT NULL REFERENCES account (id),
    public_key BYTEA NOT NULL,
    sign_count BIGINT NOT NULL CHECK (sign_count >= 0),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    created_at BIGINT NOT NULL,
    seen_at BIGINT
);

CREATE INDEX passkey_by_account ON passkey (account_id);

-- Password and one-time codes of an app stand or fall together.
CREATE TABLE password (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
    hash TEXT NOT NULL CHECK (length(hash) BETWEEN 1 AND 200),
    secret_sealed BYTEA NOT NULL,
    last_step BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    failures BIGINT NOT NULL CHECK (failures >= 0),
    closed_until BIGINT
);

-- Who an identity provider says somebody is.
CREATE TABLE provider_identity (
    issuer TEXT NOT NULL CHECK (length(issuer) BETWEEN 1 AND 200),
    subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    account_id TEXT NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);

CREATE INDEX provider_identity_by_account ON provider_identity (account_id);

-- A sign-in under way: what a passkey must sign, or what an identity provider must give back. Used once.
CREATE TABLE challenge (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 16 AND 64),
    purpose TEXT NOT NULL CHECK (purpose IN ('passkey-new', 'passkey', 'provider', 'password-new')),
    account_id TEXT REFERENCES account (id),
    content TEXT NOT NULL CHECK (length(content) <= 2000),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX challenge_by_expiry ON challenge (expires_at);

-- Each consent by itself, with the wording it was given to; withdrawn, never removed.
CREATE TABLE consent (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    account_id TEXT NOT NULL REFERENCES account (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('terms', 'location', 'photo', 'identity')),
    version BIGINT NOT NULL CHECK (version > 0),
    given_at BIGINT NOT NULL,
    withdrawn_at BIGINT CHECK (withdrawn_at >= given_at)
);

CREATE INDEX consent_by_account ON consent (account_id, purpose);

-- Who a platform says works for it: a keyed hash of the phone, matched when its owner signs up.
CREATE TABLE roster_entry (
    phone_index BYTEA NOT NULL CHECK (length(phone_index) = 16),
    partner_id TEXT NOT NULL REFERENCES account (id),
    platform TEXT NOT NULL CHECK (length(platform) BETWEEN 1 AND 60),
    team TEXT NOT NULL CHECK (length(team) <= 60),
    trade TEXT NOT NULL CHECK (trade IN ('food-delivery', 'courier', 'ride-hailing', 'truck', 'other')),
    key_version BIGINT NOT NULL CHECK (key_version > 0),
    uploaded_at BIGINT NOT NULL,
    PRIMARY KEY (phone_index, partner_id)
);

-- What the city has set, and until when; what is not here has the default of the code.
CREATE TABLE city_setting (
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    area TEXT NOT NULL REFERENCES area (code),
    value TEXT NOT NULL CHECK (length(value) <= 500),
    changed_at BIGINT NOT NULL,
    changed_by TEXT REFERENCES account (id),
    PRIMARY KEY (name, area)
);

-- Which keys this database was sealed with, so that a house does not open with others.
CREATE TABLE key_check (
    version BIGINT NOT NULL PRIMARY KEY CHECK (version > 0),
    mac BYTEA NOT NULL CHECK (length(mac) = 32)
);
