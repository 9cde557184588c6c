-- The directory: everything a rider may be sent to. Coordinates are WGS-84; an entry without a point waits for staff
-- to place it.
CREATE TABLE place (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL CHECK (kind IN ('compound', 'station', 'merchant', 'charger', 'street', 'building')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    name_en TEXT NOT NULL CHECK (length(name_en) <= 200),
    pinyin TEXT NOT NULL,
    initials TEXT NOT NULL,
    latitude DOUBLE PRECISION CHECK (latitude BETWEEN -90 AND 90),
    longitude DOUBLE PRECISION CHECK (longitude BETWEEN -180 AND 180),
    point_basis TEXT NOT NULL CHECK (point_basis IN ('given', 'approximate', 'none')),
    area_code TEXT REFERENCES area (code),
    area_basis TEXT NOT NULL CHECK (area_basis IN ('outline', 'nearest-centre', 'given', 'none')),
    address TEXT NOT NULL CHECK (length(address) <= 300),
    hours TEXT NOT NULL CHECK (length(hours) <= 500),
    phone TEXT NOT NULL CHECK (length(phone) <= 40),
    facilities TEXT NOT NULL CHECK (length(facilities) <= 1000),
    source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 80),
    source_key TEXT NOT NULL CHECK (length(source_key) BETWEEN 1 AND 500),
    demonstration BIGINT NOT NULL CHECK (demonstration IN (0, 1)),
    verified_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (source, source_key),
    CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CHECK ((latitude IS NULL) = (point_basis = 'none')),
    CHECK ((area_code IS NULL) = (area_basis = 'none'))
);

CREATE INDEX place_by_area ON place (area_code, kind);
