-- name: set_timer*!
INSERT INTO timers (chat, bell, ref, due_at) VALUES (:chat, :bell, :ref, :due_at)
ON CONFLICT (chat, bell, ref) DO UPDATE SET due_at = excluded.due_at;

-- name: cancel_timer*!
DELETE FROM timers WHERE chat = :chat AND bell = :bell AND ref = :ref;

-- name: cancel_ladder*!
DELETE FROM timers WHERE chat = :chat AND bell = 'ladder' AND ref LIKE :case_id || ':%';

-- name: cancel_timers_of*!
-- What a person no longer wants; those of an open case are not theirs to silence.
DELETE FROM timers WHERE chat = :chat AND bell NOT IN ('ladder', 'claim_lapse', 'promise');

-- name: due_timers
SELECT chat, bell, ref, due_at FROM timers WHERE due_at <= :now ORDER BY due_at LIMIT :most;

-- name: next_timer_at
SELECT min(due_at) AS due FROM timers;

-- name: next_unprompted_at
SELECT min(due_at) AS due FROM timers
WHERE bell IN ('check_in', 'nudge', 'did_you_go', 'resume', 'outing_ahead');

-- name: timers_of
SELECT bell, ref, due_at FROM timers WHERE chat = :chat ORDER BY due_at;
