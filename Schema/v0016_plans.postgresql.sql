CREATE TRIGGER plan_version_is_history
BEFORE UPDATE OF number, base, content, note, made_at, made_by, sending_key, sent ON plan_version
FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- It goes with its place, never alone: a cascade finds the place gone.
CREATE TRIGGER plan_version_stays BEFORE DELETE ON plan_version FOR EACH ROW
EXECUTE FUNCTION refuse_lone_change_removal();
