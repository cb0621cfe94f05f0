-- name: forget_topics_of_chat!
DELETE FROM topics WHERE chat = :chat;

-- name: keep_topic!
INSERT INTO topics (chat, topic) VALUES (:chat, :topic);

-- name: forget_topic
-- Who finds it gone second finds nothing.
DELETE FROM topics WHERE chat = :chat AND topic = :topic RETURNING case_id;

-- name: leave_topic!
UPDATE outbox SET topic = NULL WHERE chat = :chat AND topic = :topic AND status = 'waiting';
