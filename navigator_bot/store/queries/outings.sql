-- name: plan_outing*!
INSERT INTO outings (id, case_id, staff_id, starts_at, status, sealed, key_id)
VALUES (:id, :case_id, :staff_id, :starts_at, 'planned', :sealed, :key_id);

-- name: outing_of
SELECT o.id, o.staff_id, o.starts_at, o.status, o.asked, o.sealed, o.key_id, o.case_id,
       c.number, s.user_id AS staff_user, s.active AS staff_active, s.sealed AS staff_sealed,
       s.key_id AS staff_key_id
FROM outings o JOIN staff s ON s.id = o.staff_id LEFT JOIN cases c ON c.id = o.case_id
WHERE o.id = :id;

-- name: outing_asked*!
UPDATE outings SET asked = :asked WHERE id = :id;

-- name: outing_changed*!
UPDATE outings SET status = :status, asked = 0, over_at = :over_at WHERE id = :id;

-- name: outings_of
SELECT starts_at FROM outings
WHERE staff_id = :staff_id AND status = 'planned' AND starts_at >= :since AND starts_at < :before
ORDER BY starts_at;

-- name: outings_forgotten!
DELETE FROM outings WHERE over_at < :before;
