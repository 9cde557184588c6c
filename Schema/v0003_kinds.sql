-- What each kind of place has of its own. Money in fen.
CREATE TABLE gate (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    latitude DOUBLE PRECISION CHECK (latitude BETWEEN -90 AND 90),
    longitude DOUBLE PRECISION CHECK (longitude BETWEEN -180 AND 180),
    hours TEXT NOT NULL CHECK (length(hours) <= 500),
    admits TEXT NOT NULL CHECK (admits IN ('foot', 'bike', 'car')),
    rule TEXT NOT NULL CHECK (length(rule) <= 200),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
);

CREATE INDEX gate_by_place ON gate (place_id, name);

CREATE TABLE station (
    place_id TEXT NOT NULL PRIMARY KEY REFERENCES place (id) ON DELETE CASCADE,
    keeper TEXT NOT NULL CHECK (length(keeper) <= 60),
    crowding TEXT NOT NULL CHECK (crowding IN ('unknown', 'free', 'busy', 'full')),
    crowding_at BIGINT
);

CREATE TABLE offer (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('percent_off', 'fixed_price', 'free_item')),
    amount BIGINT NOT NULL CHECK (amount >= 0),
    item TEXT NOT NULL CHECK (length(item) <= 60),
    item_en TEXT NOT NULL CHECK (length(item_en) <= 120),
    days TEXT NOT NULL CHECK (length(days) <= 500),
    per_day BIGINT NOT NULL CHECK (per_day > 0),
    valid_until BIGINT,
    CHECK (kind <> 'percent_off' OR amount <= 100)
);

CREATE INDEX offer_by_place ON offer (place_id, id);

CREATE TABLE charger (
    place_id TEXT NOT NULL PRIMARY KEY REFERENCES place (id) ON DELETE CASCADE,
    method TEXT NOT NULL CHECK (method IN ('charge', 'swap', 'both')),
    operator TEXT NOT NULL CHECK (length(operator) <= 60),
    vehicle TEXT NOT NULL CHECK (vehicle IN ('ebike', 'car')),
    connector TEXT NOT NULL CHECK (length(connector) <= 60),
    battery TEXT NOT NULL CHECK (length(battery) <= 60),
    electricity_fen_per_kwh BIGINT CHECK (electricity_fen_per_kwh >= 0),
    service_fen_per_kwh BIGINT CHECK (service_fen_per_kwh >= 0),
    swap_fen BIGINT CHECK (swap_fen >= 0),
    slots_total BIGINT NOT NULL CHECK (slots_total >= 0),
    slots_free BIGINT CHECK (slots_free BETWEEN 0 AND slots_total),
    batteries_full BIGINT CHECK (batteries_full BETWEEN 0 AND slots_total),
    status_at BIGINT
);
