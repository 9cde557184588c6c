-- The divisions of the city: city > district > street > community, by their division codes (4, 6, 9, 12 digits).
CREATE TABLE area (
    code TEXT NOT NULL PRIMARY KEY CHECK (length(code) IN (4, 6, 9, 12)),
    level TEXT NOT NULL CHECK (level IN ('city', 'district', 'street', 'community')),
    parent_code TEXT REFERENCES area (code),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    name_en TEXT NOT NULL CHECK (length(name_en) BETWEEN 1 AND 120),
    latitude DOUBLE PRECISION CHECK (latitude BETWEEN -90 AND 90),
    longitude DOUBLE PRECISION CHECK (longitude BETWEEN -180 AND 180),
    centre_basis TEXT NOT NULL CHECK (centre_basis IN ('outline', 'surveyed', 'address-median', 'derived', 'none')),
    code_basis TEXT NOT NULL CHECK (length(code_basis) BETWEEN 1 AND 40),
    CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CHECK ((parent_code IS NULL) = (level = 'city'))
);

CREATE INDEX area_by_parent ON area (parent_code, code);

-- Outlines as WKT multipolygons in WGS-84 (OGC 06-103r4): from the city pack, or imported, which wins.
CREATE TABLE area_outline (
    code TEXT NOT NULL PRIMARY KEY REFERENCES area (code) ON DELETE CASCADE,
    basis TEXT NOT NULL CHECK (basis IN ('pack', 'import')),
    source TEXT NOT NULL,
    polygons TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
