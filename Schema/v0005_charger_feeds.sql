-- Where operators' states come from, and how each feed is doing. Secrets are not here: they stay in a file beside the
-- settings.
CREATE TABLE charger_feed (
    name TEXT NOT NULL PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 40),
    format TEXT NOT NULL CHECK (format IN ('tcec102', 'ocpi', 'gbfs')),
    address TEXT NOT NULL CHECK (length(address) BETWEEN 1 AND 1000),
    operator TEXT NOT NULL CHECK (length(operator) BETWEEN 1 AND 60),
    operator_id TEXT NOT NULL CHECK (length(operator_id) <= 32),
    datum TEXT NOT NULL CHECK (datum IN ('wgs84', 'gcj02', 'bd09')),
    vehicle TEXT NOT NULL CHECK (vehicle IN ('ebike', 'car')),
    interval_seconds BIGINT NOT NULL CHECK (interval_seconds BETWEEN 30 AND 86400),
    created_at BIGINT NOT NULL,
    tried_at BIGINT,
    good_at BIGINT,
    sites_at BIGINT,
    failure TEXT NOT NULL CHECK (length(failure) <= 40),
    failures BIGINT NOT NULL CHECK (failures >= 0),
    problems BIGINT NOT NULL CHECK (problems >= 0)
);

CREATE UNIQUE INDEX charger_feed_by_operator ON charger_feed (operator_id) WHERE operator_id <> '';

-- The connectors of a charger whose operator tells the state of each.
CREATE TABLE charger_connector (
    feed TEXT NOT NULL REFERENCES charger_feed (name) ON DELETE CASCADE,
    connector_key TEXT NOT NULL CHECK (length(connector_key) BETWEEN 1 AND 100),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('unknown', 'offline', 'free', 'taken', 'broken')),
    state_at BIGINT,
    PRIMARY KEY (feed, connector_key)
);

CREATE INDEX charger_connector_by_place ON charger_connector (place_id, connector_key);

-- Messages pushed to us, for as long as the same one could be sent again.
CREATE TABLE charger_feed_message (
    feed TEXT NOT NULL REFERENCES charger_feed (name) ON DELETE CASCADE,
    time_stamp TEXT NOT NULL CHECK (length(time_stamp) = 14),
    sequence TEXT NOT NULL CHECK (length(sequence) BETWEEN 1 AND 8),
    received_at BIGINT NOT NULL,
    PRIMARY KEY (feed, time_stamp, sequence)
);
