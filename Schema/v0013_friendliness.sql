-- How the days of a compound's gates went: sums, nobody's name, kept when the looks at passes are gone. A day is counted
-- since 1970 in the city's calendar.
CREATE TABLE compound_day (
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    day BIGINT NOT NULL CHECK (day >= 0),
    let_in BIGINT NOT NULL CHECK (let_in >= 0),
    refused BIGINT NOT NULL CHECK (refused >= 0),
    PRIMARY KEY (place_id, day)
);

CREATE INDEX compound_day_by_day ON compound_day (day);

-- How many riders waited how long between arriving and being looked at; seconds in steps of a quarter of a minute.
CREATE TABLE compound_wait (
    place_id TEXT NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    day BIGINT NOT NULL CHECK (day >= 0),
    seconds BIGINT NOT NULL CHECK (seconds BETWEEN 0 AND 1800),
    number BIGINT NOT NULL CHECK (number > 0),
    PRIMARY KEY (place_id, day, seconds)
);

CREATE INDEX compound_wait_by_day ON compound_wait (day);

-- The friendliness index of each compound (docs/friendliness.md), made anew every hour.
CREATE TABLE friendliness (
    place_id TEXT NOT NULL PRIMARY KEY REFERENCES place (id) ON DELETE CASCADE,
    -- Empty where there are too few visits.
    score BIGINT CHECK (score BETWEEN 0 AND 100),
    let_in BIGINT NOT NULL CHECK (let_in >= 0),
    refused BIGINT NOT NULL CHECK (refused >= 0),
    -- The middle one; empty where nobody said that they had arrived.
    wait_seconds BIGINT CHECK (wait_seconds >= 0),
    waits BIGINT NOT NULL CHECK (waits >= 0),
    upheld BIGINT NOT NULL CHECK (upheld >= 0),
    has_policy BIGINT NOT NULL CHECK (has_policy IN (0, 1)),
    made_at BIGINT NOT NULL
);
