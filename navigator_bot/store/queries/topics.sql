-- name: forget_topics_of_chat!
DELETE FROM topics WHERE chat = :chat;

-- name: keep_topic!
INSERT INTO topics (chat, topic) VALUES (:chat, :thread);

-- name: forget_topic
-- Who finds it gone second finds nothing.
DELETE FROM topics WHERE chat = :chat AND topic = :thread RETURNING case_id;

-- name: leave_topic!
UPDATE outbox SET topic = NULL WHERE chat = :chat AND topic = :thread AND status = 'waiting';

-- name: topic_of_case
SELECT topic FROM topics WHERE chat = :chat AND case_id = :case_id;

-- name: case_of_topic
SELECT case_id FROM topics WHERE chat = :chat AND topic = :thread;

-- name: open_topic*!
INSERT INTO topics (chat, case_id, made_by) VALUES (:chat, :case_id, :made_by);

-- name: reopen_topic*!
UPDATE topics SET over_at = NULL WHERE chat = :chat AND case_id = :case_id;

-- name: topic_made*!
UPDATE topics SET topic = :message_id WHERE made_by = :id;

-- name: end_topics*!
UPDATE topics SET over_at = :at WHERE case_id = :case_id AND over_at IS NULL;

-- name: topics_over
-- At once where the person has been erased, or the navigator works here no more.
SELECT t.chat, t.case_id, t.topic FROM topics t
LEFT JOIN cases c ON c.id = t.case_id
LEFT JOIN staff s ON s.user_id = t.chat AND s.active = 1
WHERE t.over_at IS NOT NULL AND (t.over_at < :before OR c.id IS NULL OR s.id IS NULL);

-- name: forget_case_topic!
DELETE FROM topics WHERE chat = :chat AND case_id = :case_id;
