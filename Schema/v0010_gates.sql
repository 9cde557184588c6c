-- A gate that was taken away stays for the records that name it.
ALTER TABLE gate ADD COLUMN ended_at BIGINT;

-- What holds at a gate (docs/gate-policy.md), what was asked for, and what held before. The terms of a row never change;
-- only what became of it does.
CREATE TABLE gate_policy (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    gate_id TEXT NOT NULL REFERENCES gate (id) ON DELETE CASCADE,
    -- Counted up for each gate.
    number BIGINT NOT NULL CHECK (number > 0),
    policy TEXT NOT NULL CHECK (length(policy) BETWEEN 2 AND 8000),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'standing', 'declined', 'withdrawn', 'replaced')),
    -- Why it was asked for.
    purpose TEXT NOT NULL CHECK (length(purpose) <= 200),
    proposed_at BIGINT NOT NULL,
    -- Empty for the demonstration.
    proposed_by TEXT CHECK (length(proposed_by) = 36),
    decided_at BIGINT,
    decided_by TEXT CHECK (length(decided_by) = 36),
    -- What whoever decided said.
    reason TEXT NOT NULL CHECK (length(reason) <= 200),
    UNIQUE (gate_id, number),
    CHECK ((state = 'proposed') = (decided_at IS NULL))
);

CREATE UNIQUE INDEX gate_policy_standing ON gate_policy (gate_id) WHERE state = 'standing';
CREATE UNIQUE INDEX gate_policy_proposed ON gate_policy (gate_id) WHERE state = 'proposed';
CREATE INDEX gate_policy_by_state ON gate_policy (state, proposed_at);
CREATE INDEX gate_policy_by_proposer ON gate_policy (proposed_by);

-- The numbers of a gate's printed code. The newest that has not ended is good.
CREATE TABLE gate_code (
    gate_id TEXT NOT NULL REFERENCES gate (id) ON DELETE CASCADE,
    number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 65535),
    made_at BIGINT NOT NULL,
    -- Empty for commands.
    made_by TEXT CHECK (length(made_by) = 36),
    ended_at BIGINT,
    PRIMARY KEY (gate_id, number)
);
