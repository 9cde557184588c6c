CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a % is history', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER confirmation_is_history BEFORE UPDATE ON confirmation FOR EACH ROW
WHEN ((NEW.id, NEW.place_id, NEW.answer, NEW.seen_at, NEW.received_at, NEW.key, NEW.replaces)
    IS DISTINCT FROM (OLD.id, OLD.place_id, OLD.answer, OLD.seen_at, OLD.received_at, OLD.key, OLD.replaces)
    OR NEW.device IS NOT NULL OR NEW.network IS NOT NULL)
EXECUTE FUNCTION refuse_change();

-- It goes with its place, never alone: a cascade finds the place gone.
CREATE FUNCTION refuse_lone_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'confirmation' THEN
        IF NOT EXISTS (SELECT 1 FROM place WHERE id = OLD.place_id) THEN RETURN OLD; END IF;
    ELSIF NOT EXISTS (SELECT 1 FROM confirmation WHERE id = OLD.confirmation_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a % is history', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER confirmation_stays BEFORE DELETE ON confirmation FOR EACH ROW EXECUTE FUNCTION refuse_lone_removal();

CREATE TRIGGER withdrawal_is_history BEFORE UPDATE ON withdrawal FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER withdrawal_stays BEFORE DELETE ON withdrawal FOR EACH ROW EXECUTE FUNCTION refuse_lone_removal();
