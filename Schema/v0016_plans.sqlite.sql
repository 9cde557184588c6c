CREATE TRIGGER plan_version_is_history
BEFORE UPDATE OF number, base, content, note, made_at, made_by, sending_key, sent ON plan_version
BEGIN
    SELECT RAISE(ABORT, 'a version of a plan is history');
END;

-- It goes with its place, never alone: a cascade finds the place gone.
CREATE TRIGGER plan_version_stays BEFORE DELETE ON plan_version
WHEN EXISTS (SELECT 1 FROM place WHERE id = OLD.place_id)
BEGIN
    SELECT RAISE(ABORT, 'a version of a plan is history');
END;
