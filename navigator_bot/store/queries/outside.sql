-- name: post_outside*!
INSERT INTO outside_alerts (id, case_id, finding, way, made_at)
VALUES (:id, :case_id, :finding, :way, :at);

-- name: outside_due
-- About a finding it is wanted while that stands; about a case, while nobody has it.
SELECT o.id, o.way, o.finding, o.tries, o.made_at, c.number, c.urgency, c.answer_by,
       CASE WHEN f.key IS NOT NULL OR (o.finding IS NULL AND c.status = 'open')
            THEN 1 ELSE 0 END AS is_wanted
FROM outside_alerts o LEFT JOIN cases c ON c.id = o.case_id
LEFT JOIN findings f ON f.key = o.finding
WHERE o.status = 'waiting' AND o.not_before <= :now ORDER BY o.id LIMIT :most;

-- name: outside_done*!
UPDATE outside_alerts SET status = :status, reason = :reason, not_before = :not_before,
       tries = tries + 1, done_at = :at
WHERE id = :id;

-- name: next_outside_at
SELECT min(not_before) AS due FROM outside_alerts WHERE status = 'waiting';

-- name: outside_still
SELECT count(*) AS still FROM outside_alerts
WHERE status = 'waiting' AND not_before <= :before AND made_at <= :before;

-- name: outside_forgotten!
DELETE FROM outside_alerts WHERE made_at < :before;
