CREATE TRIGGER confirmation_is_history BEFORE UPDATE ON confirmation
WHEN NEW.id IS NOT OLD.id OR NEW.place_id IS NOT OLD.place_id OR NEW.answer IS NOT OLD.answer
    OR NEW.seen_at IS NOT OLD.seen_at OR NEW.received_at IS NOT OLD.received_at OR NEW.key IS NOT OLD.key
    OR NEW.replaces IS NOT OLD.replaces OR NEW.device IS NOT NULL OR NEW.network IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a confirmation is history');
END;

-- It goes with its place, never alone: a cascade finds the place gone.
CREATE TRIGGER confirmation_stays BEFORE DELETE ON confirmation
WHEN EXISTS (SELECT 1 FROM place WHERE id = OLD.place_id)
BEGIN
    SELECT RAISE(ABORT, 'a confirmation is history');
END;

CREATE TRIGGER withdrawal_is_history BEFORE UPDATE ON withdrawal
BEGIN
    SELECT RAISE(ABORT, 'a withdrawal is history');
END;

CREATE TRIGGER withdrawal_stays BEFORE DELETE ON withdrawal
WHEN EXISTS (SELECT 1 FROM confirmation WHERE id = OLD.confirmation_id)
BEGIN
    SELECT RAISE(ABORT, 'a withdrawal is history');
END;
