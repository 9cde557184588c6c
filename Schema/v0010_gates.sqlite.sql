CREATE TRIGGER gate_policy_terms_stay
BEFORE UPDATE OF id, gate_id, number, policy, purpose, proposed_at ON gate_policy
BEGIN
    SELECT RAISE(ABORT, 'the terms of a policy are history');
END;
