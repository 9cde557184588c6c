-- What riders say of being stopped at a gate, and what became of it. The account goes with its owner, and the row half a
-- year after it was closed.
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
    reported_at BIGINT NOT NULL,
    -- Until then the property answers; afterwards the community may decide without it.
    due_at BIGINT NOT NULL CHECK (due_at > reported_at),
    state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'settled', 'disputed', 'decided')),
    answer TEXT NOT NULL CHECK (length(answer) <= 300),
    -- What the property changes; empty when nothing.
    improvement TEXT NOT NULL CHECK (length(improvement) <= 300),
    answered_at BIGINT,
    answered_by TEXT REFERENCES account (id),
    objection TEXT NOT NULL CHECK (length(objection) <= 200),
    disputed_at BIGINT,
    decision TEXT NOT NULL CHECK (length(decision) <= 300),
    -- Whether the rider was right: known once it is closed.
    is_upheld BIGINT CHECK (is_upheld IN (0, 1)),
    closed_at BIGINT,
    -- Empty where the rider said so, or nobody said anything for a week.
    decided_by TEXT REFERENCES account (id),
    CHECK ((state IN ('settled', 'decided')) = (closed_at IS NOT NULL)),
    CHECK ((closed_at IS NULL) = (is_upheld IS NULL))
);

CREATE INDEX blocked_report_by_account ON blocked_report (account_id, reported_at);
CREATE INDEX blocked_report_by_place ON blocked_report (place_id, reported_at);
CREATE INDEX blocked_report_by_state ON blocked_report (state, due_at);
CREATE INDEX blocked_report_by_end ON blocked_report (closed_at);
