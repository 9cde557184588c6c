CREATE TRIGGER audit_entry_is_history BEFORE UPDATE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TRIGGER audit_leaf_is_history BEFORE UPDATE ON audit_leaf
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TRIGGER audit_leaf_stays BEFORE DELETE ON audit_leaf
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TRIGGER audit_node_is_history BEFORE UPDATE ON audit_node
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TRIGGER audit_node_stays BEFORE DELETE ON audit_node
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TRIGGER audit_head_is_history BEFORE UPDATE ON audit_head
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;

CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
BEGIN
    SELECT RAISE(ABORT, 'the audit log is history');
END;
