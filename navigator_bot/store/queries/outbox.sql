-- name: post*!
INSERT INTO outbox (id, chat, lane, sealed, key_id, target, case_id, is_alert, event, not_before,
                    made_at, origin_chat, origin_message, topic)
VALUES (:id, :chat, :lane, :sealed, :key_id, :target, :case_id, :is_alert, :event, :not_before,
        :made_at, :origin_chat, :origin_message, :thread);

-- name: waiting_messages
-- The plus keeps SQLite from sorting all that is due: it is to walk along the lanes.
SELECT o.id, o.chat, o.lane, o.sealed, o.key_id, o.target, o.tries, o.made_at,
       o.case_id, o.origin_chat, o.origin_message, coalesce(o.topic, g.topic) AS topic,
       coalesce(g.made_by = o.id, FALSE) AS makes_topic,
       t.message_id AS target_message, t.status AS target_status,
       t.sealed AS target_sealed, t.key_id AS target_key_id,
       p.standing, p.voice, p.zone, p.quiet_start, p.quiet_end, p.reachable,
       p.discreet, p.spoke_at
FROM outbox o
LEFT JOIN outbox t ON t.id = o.target
LEFT JOIN people p ON p.chat = o.chat
LEFT JOIN topics g ON g.chat = o.chat AND g.over_at IS NULL
    AND (g.case_id IS NULL OR g.case_id = o.case_id)
WHERE o.status = 'waiting' AND +o.not_before <= :now
ORDER BY o.lane, o.id LIMIT :most;

-- name: next_message_at
SELECT min(not_before) AS due FROM outbox WHERE status = 'waiting' AND not_before > :after;

-- name: message_sending*!
UPDATE outbox SET status = 'sending' WHERE id = :id;

-- name: message_sent*!
UPDATE outbox SET status = 'sent', message_id = :message_id, done_at = :at, tries = tries + 1
WHERE id = :id;

-- name: message_refused*!
UPDATE outbox SET status = :status, reason = :reason, done_at = :at, tries = tries + 1
WHERE id = :id;

-- name: message_later*!
UPDATE outbox SET status = 'waiting', not_before = :not_before, reason = :reason,
       tries = tries + :tried
WHERE id = :id;

-- name: chat_later*!
UPDATE outbox SET not_before = :not_before
WHERE chat = :chat AND status = 'waiting' AND not_before < :not_before;

-- name: messages_unsure
SELECT id, lane FROM outbox WHERE status = 'sending';

-- name: chat_moved*!
UPDATE outbox SET chat = :moved_to WHERE chat = :chat AND status = 'waiting';

-- name: drop_unprompted*!
UPDATE outbox SET status = 'dropped', reason = :reason, done_at = :at
WHERE chat = :chat AND status = 'waiting' AND lane >= 2;

-- name: message_by_number
SELECT id, case_id FROM outbox WHERE chat = :chat AND message_id = :message_id
ORDER BY id DESC LIMIT 1;

-- name: message_by_origin
SELECT id, case_id FROM outbox WHERE origin_chat = :chat AND origin_message = :message_id
ORDER BY id DESC LIMIT 1;

-- name: count_outbox
SELECT lane, status, count(*) AS messages FROM outbox GROUP BY lane, status;

-- name: words_forgotten!
UPDATE outbox SET sealed = NULL WHERE done_at < :before AND sealed IS NOT NULL;

-- name: messages_forgotten!
DELETE FROM outbox WHERE done_at < :before;

-- name: alerts_of_case
SELECT id, chat FROM outbox
WHERE case_id = :case_id AND target IS NULL AND is_alert = 1 AND status IN ('sent', 'waiting');

-- name: messages_of_events
-- From that event on: ids rise with time.
SELECT event, status FROM outbox WHERE event >= :event ORDER BY id;
