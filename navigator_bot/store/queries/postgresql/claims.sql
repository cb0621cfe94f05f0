-- name: claim_events
-- The row's lock keeps other copies from this event; the advisory lock from what has come since in
-- a more urgent lane of the same chat.
UPDATE inbox SET claim = :claim WHERE id IN (
    SELECT free.id FROM (
        SELECT i.id, i.chat FROM inbox i
        WHERE i.status = 'waiting' AND i.not_before <= :now AND NOT EXISTS (
            SELECT 1 FROM inbox e
            WHERE e.chat = i.chat AND e.status = 'waiting' AND (e.lane, e.id) < (i.lane, i.id))
        ORDER BY i.lane, i.id LIMIT :most FOR UPDATE SKIP LOCKED) AS free
    WHERE pg_try_advisory_xact_lock(hashtextextended('inbox ' || free.chat, 0)))
RETURNING id, key, chat, at, sealed, key_id, tries;

-- name: case_to_change
-- Not joined: behind another copy's lock, a join would still show the staff of before.
SELECT c.*, (SELECT s.user_id FROM staff s WHERE s.id = c.staff_id) AS staff_user,
       (SELECT s.sealed FROM staff s WHERE s.id = c.staff_id) AS staff_sealed,
       (SELECT s.key_id FROM staff s WHERE s.id = c.staff_id) AS staff_key_id
FROM cases c WHERE c.id = :id FOR UPDATE;
