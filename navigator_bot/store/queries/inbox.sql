-- name: keep_event*!
INSERT INTO inbox (id, key, chat, lane, at, sealed, key_id)
VALUES (:id, :key, :chat, :lane, :at, :sealed, :key_id)
ON CONFLICT (key) DO NOTHING;

-- name: next_event_at
-- What stands behind an older event of its chat is not due before that one is decided.
SELECT min(i.not_before) AS due FROM inbox i
WHERE i.status = 'waiting' AND NOT EXISTS (
    SELECT 1 FROM inbox e
    WHERE e.chat = i.chat AND e.status = 'waiting' AND (e.lane, e.id) < (i.lane, i.id));

-- name: event_done*!
UPDATE inbox SET status = 'done', done_at = :at, sealed = NULL, claim = NULL WHERE id = :id;

-- name: event_failed*!
UPDATE inbox SET tries = tries + 1, not_before = :not_before, fault = :fault, claim = NULL
WHERE id = :id;

-- name: event_dead*!
UPDATE inbox SET status = 'dead', tries = tries + 1, done_at = :at, fault = :fault, claim = NULL
WHERE id = :id;

-- name: claim_event
UPDATE inbox SET claim = :claim WHERE id = :id AND status = 'waiting' RETURNING id;

-- name: event_status
SELECT status, chat, tries, fault FROM inbox WHERE id = :id;

-- name: revive_event!
UPDATE inbox SET status = 'waiting', tries = 0, not_before = 0, fault = NULL, done_at = NULL
WHERE id = :id AND status = 'dead';

-- name: dead_events
SELECT id, at, fault FROM inbox WHERE status = 'dead' ORDER BY id;

-- name: waiting_events
SELECT count(*) AS waiting FROM inbox WHERE status = 'waiting';

-- name: events_forgotten!
DELETE FROM inbox WHERE status = 'done' AND done_at < :before;
