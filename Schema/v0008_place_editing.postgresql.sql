CREATE TRIGGER place_change_is_history BEFORE UPDATE ON place_change FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- It goes with its place, never alone: a cascade finds the place gone.
CREATE FUNCTION refuse_lone_change_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM place WHERE id = OLD.place_id) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'a % is history', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER place_change_stays BEFORE DELETE ON place_change FOR EACH ROW
EXECUTE FUNCTION refuse_lone_change_removal();
