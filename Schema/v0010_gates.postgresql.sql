CREATE TRIGGER gate_policy_terms_stay
BEFORE UPDATE OF id, gate_id, number, policy, purpose, proposed_at ON gate_policy
FOR EACH ROW EXECUTE FUNCTION refuse_change();
