CREATE TRIGGER audit_entry_is_history BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_leaf_is_history BEFORE UPDATE ON audit_leaf FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_leaf_stays BEFORE DELETE ON audit_leaf FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_node_is_history BEFORE UPDATE ON audit_node FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_node_stays BEFORE DELETE ON audit_node FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_head_is_history BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION refuse_change();
