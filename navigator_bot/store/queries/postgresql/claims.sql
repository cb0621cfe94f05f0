-- name: claim_events
-- The row's lock keeps other copies from this event; the advisory lock from what has come since in
-- a more urgent lane of the same chat.
UPDATE inbox SET claim = :claim WHERE id IN (
    SELECT free.id FROM (
        SELECT i.id, i.chat FROM inbox i
        WHERE i.status = 'waiting' AND i.not_before <= :now AND i.lane <= :lane AND NOT EXISTS (
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

-- name: outing_to_change
SELECT o.id, o.staff_id, o.starts_at, o.status, o.asked, o.shared, o.sealed, o.key_id, o.case_id,
       (SELECT c.number FROM cases c WHERE c.id = o.case_id) AS number,
       (SELECT c.chat FROM cases c WHERE c.id = o.case_id) AS chat,
       (SELECT c.status FROM cases c WHERE c.id = o.case_id) AS case_status,
       (SELECT c.staff_id FROM cases c WHERE c.id = o.case_id) AS case_staff,
       (SELECT c.person_id FROM cases c WHERE c.id = o.case_id) AS person_id,
       (SELECT s.user_id FROM staff s WHERE s.id = o.staff_id) AS staff_user,
       (SELECT s.active FROM staff s WHERE s.id = o.staff_id) AS staff_active,
       (SELECT s.sealed FROM staff s WHERE s.id = o.staff_id) AS staff_sealed,
       (SELECT s.key_id FROM staff s WHERE s.id = o.staff_id) AS staff_key_id
FROM outings o WHERE o.id = :id FOR UPDATE;
