CREATE TRIGGER place_change_is_history BEFORE UPDATE ON place_change
BEGIN
    SELECT RAISE(ABORT, 'a change of a place is history');
END;

-- It goes with its place, never alone: a cascade finds the place gone.
CREATE TRIGGER place_change_stays BEFORE DELETE ON place_change
WHEN EXISTS (SELECT 1 FROM place WHERE id = OLD.place_id)
BEGIN
    SELECT RAISE(ABORT, 'a change of a place is history');
END;
