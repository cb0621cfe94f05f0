-- name: post_outside*!
INSERT INTO outside_alerts (id, case_id, way, made_at) VALUES (:id, :case_id, :way, :at);

-- name: outside_due
SELECT o.id, o.way, o.tries, o.made_at, c.status AS case_status, c.number, c.urgency, c.answer_by
FROM outside_alerts o JOIN cases c ON c.id = o.case_id
WHERE o.status = 'waiting' AND o.not_before <= :now ORDER BY o.id LIMIT :most;

-- name: outside_done*!
UPDATE outside_alerts SET status = :status, reason = :reason, not_before = :not_before,
       tries = tries + 1, done_at = :at
WHERE id = :id;

-- name: next_outside_at
SELECT min(not_before) AS due FROM outside_alerts WHERE status = 'waiting';

-- name: outside_forgotten!
DELETE FROM outside_alerts WHERE made_at < :before;
