-- name: plan_outing*!
INSERT INTO outings (id, case_id, staff_id, starts_at, status, shared, sealed, key_id)
VALUES (:id, :case_id, :staff_id, :starts_at, :status, :shared, :sealed, :key_id);

-- name: outings_claimed
-- What each person was asked or told of, until it is forgotten.
SELECT o.id, o.starts_at, o.status, o.sealed, o.key_id, o.case_id, c.person_id,
       c.status AS case_status, o.staff_id, s.active AS staff_active, s.sealed AS staff_sealed,
       s.key_id AS staff_key_id
FROM outings o JOIN cases c ON c.id = o.case_id JOIN people p ON p.id = c.person_id
JOIN inbox i ON i.chat = p.chat JOIN staff s ON s.id = o.staff_id
WHERE i.claim = :claim AND o.shared = 1 ORDER BY o.starts_at, o.id;

-- name: outings_of_case
SELECT id, staff_id, starts_at, status, shared, sealed, key_id FROM outings
WHERE case_id = :case_id ORDER BY starts_at, id;

-- name: outings_of_person
SELECT o.id FROM outings o JOIN cases c ON c.id = o.case_id
WHERE c.person_id = :person_id AND o.shared = 1 AND o.status IN ('proposed', 'agreed', 'there');

-- name: erase_outings*!
-- But for those that have begun: somebody may still be out there.
DELETE FROM outings WHERE shared = 1
    AND case_id IN (SELECT id FROM cases WHERE person_id = :person_id)
    AND NOT (status = 'there' OR (status = 'agreed' AND starts_at <= :now));

-- name: open_outings_of_staff
SELECT o.id, s.user_id FROM outings o JOIN staff s ON s.id = o.staff_id
WHERE o.staff_id = :staff_id AND o.status IN ('proposed', 'agreed', 'there');

-- name: outing_asked*!
UPDATE outings SET asked = :asked WHERE id = :id;

-- name: outing_changed*!
UPDATE outings SET status = :status, asked = 0, over_at = :over_at WHERE id = :id;

-- name: outing_passed*!
UPDATE outings SET staff_id = :staff_id, asked = 0 WHERE id = :id;

-- name: outings_of
-- What waits for an answer counts only while the case is theirs.
SELECT o.starts_at, o.status FROM outings o LEFT JOIN cases c ON c.id = o.case_id
WHERE o.staff_id = :staff_id AND o.starts_at >= :since AND o.starts_at < :before
  AND (o.status = 'agreed'
       OR (o.status = 'proposed' AND c.status = 'claimed' AND c.staff_id = o.staff_id))
ORDER BY o.starts_at;

-- name: outings_forgotten!
DELETE FROM outings WHERE over_at < :before;
