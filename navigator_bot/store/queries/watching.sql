-- name: cases_watched
-- A ladder's timers are named by the case and a step; every one of them begins `case:`.
SELECT c.id, c.number, c.reason, c.status, c.opened_at, c.claimed_at, c.answer_by,
       p.voice,
       EXISTS (SELECT 1 FROM inbox i WHERE i.chat = c.chat AND i.status = 'waiting') AS is_moving,
       EXISTS (SELECT 1 FROM timers t WHERE t.chat = c.chat AND t.bell = 'ladder'
               AND t.ref >= c.id || ':' AND t.ref < c.id || ';') AS has_step,
       EXISTS (SELECT 1 FROM timers t WHERE t.chat = c.chat AND t.bell = 'claim_lapse'
               AND t.ref = c.id) AS has_lapse,
       EXISTS (SELECT 1 FROM timers t WHERE t.chat = c.chat AND t.bell = 'promise'
               AND t.ref = c.id) AS has_promise,
       EXISTS (SELECT 1 FROM staff s WHERE s.id = c.staff_id AND s.active = 1) AS has_owner,
       (SELECT max(n.at) FROM case_notes n
        WHERE n.case_id = c.id AND n.what = 'person') AS heard_at,
       (SELECT max(a.at) FROM audit a
        WHERE a.about = c.id AND a.what IN ('answered case', 'proposed a meeting')) AS answered_at
FROM cases c JOIN people p ON p.id = c.person_id
WHERE c.status <> 'closed' ORDER BY c.number;

-- name: alerts_watched
SELECT case_id, status, made_at FROM outbox
WHERE is_alert = 1 AND target IS NULL AND status IN ('sent', 'sending', 'waiting', 'failed')
  AND case_id IN (SELECT id FROM cases WHERE status = 'open') ORDER BY id;

-- name: people_without_case
SELECT p.id FROM people p
WHERE p.voice <> 'bot' AND p.voice IN ('waiting', 'human')
  AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.person_id = p.id AND c.status <> 'closed')
  AND NOT EXISTS (SELECT 1 FROM inbox i WHERE i.chat = p.chat AND i.status = 'waiting')
ORDER BY p.id;

-- name: person_watched
SELECT * FROM people WHERE id = :id;

-- name: timers_late
SELECT count(*) AS late FROM timers WHERE due_at <= :before;

-- name: events_still
SELECT count(*) AS still FROM inbox
WHERE status = 'waiting' AND not_before <= :before AND at <= :before;

-- name: oldest_message
-- Whoever is written to only in answer keeps their answers waiting; that is no queue.
SELECT min(o.made_at) AS oldest FROM outbox o
WHERE o.status = 'waiting' AND o.lane <= 1 AND (o.lane = 0 OR NOT EXISTS
      (SELECT 1 FROM people p WHERE p.chat = o.chat AND p.discreet = 1));

-- name: last_sent
SELECT max(done_at) AS last FROM outbox WHERE done_at >= :since AND status = 'sent';

-- name: dead_since
SELECT count(*) AS dead FROM inbox WHERE status = 'dead' AND done_at <= :before;

-- name: findings_told
SELECT * FROM findings;

-- name: add_finding*!
INSERT INTO findings (key, found_at, mended_at) VALUES (:key, :at, :at);

-- name: finding_mended*!
UPDATE findings SET mended_at = :at WHERE key = :key;

-- name: finding_outside*!
UPDATE findings SET outside_at = :at WHERE key = :key;

-- name: finding_gone*!
DELETE FROM findings WHERE key = :key;

-- name: counts_of_cases
SELECT count(*) AS open, coalesce(sum(CASE WHEN status = 'open' THEN 1 ELSE 0 END), 0) AS waiting
FROM cases WHERE status <> 'closed';

-- name: add_canary*!
INSERT INTO canaries (id, asked_at) VALUES (:id, :at);

-- name: canary_told*!
UPDATE canaries SET rungs = :rungs WHERE id = :id;

-- name: chats_of_canary
SELECT chat, status FROM outbox WHERE case_id = :id AND is_alert = 1 AND target IS NULL;

-- name: canary_closed*!
UPDATE canaries SET seen_at = :seen_at, closed_at = :at WHERE id = :id AND closed_at IS NULL;

-- name: canary_of
SELECT c.*, (SELECT min(o.done_at) FROM outbox o
             WHERE o.case_id = c.id AND o.is_alert = 1 AND o.status = 'sent') AS told_at
FROM canaries c WHERE c.id = :id;

-- name: canaries_open
SELECT c.*, (SELECT min(o.done_at) FROM outbox o
             WHERE o.case_id = c.id AND o.is_alert = 1 AND o.status = 'sent') AS told_at
FROM canaries c WHERE c.closed_at IS NULL ORDER BY c.id;
