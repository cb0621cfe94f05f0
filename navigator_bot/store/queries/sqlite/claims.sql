-- name: claim_events
UPDATE inbox SET claim = :claim WHERE id IN (
    SELECT i.id FROM inbox i
    WHERE i.status = 'waiting' AND i.not_before <= :now AND NOT EXISTS (
        SELECT 1 FROM inbox e
        WHERE e.chat = i.chat AND e.status = 'waiting' AND (e.lane, e.id) < (i.lane, i.id))
    ORDER BY i.lane, i.id LIMIT :most)
RETURNING id, key, chat, at, sealed, key_id, tries;

-- name: case_to_change
SELECT c.*, s.user_id AS staff_user, s.sealed AS staff_sealed, s.key_id AS staff_key_id
FROM cases c LEFT JOIN staff s ON s.id = c.staff_id WHERE c.id = :id;
