-- name: claim_events
UPDATE inbox SET claim = :claim WHERE id IN (
    SELECT i.id FROM inbox i
    WHERE i.status = 'waiting' AND i.not_before <= :now AND i.lane <= :lane AND NOT EXISTS (
        SELECT 1 FROM inbox e
        WHERE e.chat = i.chat AND e.status = 'waiting' AND (e.lane, e.id) < (i.lane, i.id))
    ORDER BY i.lane, i.id LIMIT :most)
RETURNING id, key, chat, at, sealed, key_id, tries;

-- name: case_to_change
SELECT c.*, s.user_id AS staff_user, s.sealed AS staff_sealed, s.key_id AS staff_key_id
FROM cases c LEFT JOIN staff s ON s.id = c.staff_id WHERE c.id = :id;

-- name: outing_to_change
SELECT o.id, o.staff_id, o.starts_at, o.status, o.asked, o.shared, o.sealed, o.key_id, o.case_id,
       c.number, c.chat, c.status AS case_status, c.staff_id AS case_staff, c.person_id,
       s.user_id AS staff_user, s.active AS staff_active, s.sealed AS staff_sealed,
       s.key_id AS staff_key_id
FROM outings o JOIN staff s ON s.id = o.staff_id LEFT JOIN cases c ON c.id = o.case_id
WHERE o.id = :id;
