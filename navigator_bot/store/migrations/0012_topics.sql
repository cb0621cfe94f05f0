-- Where what is for a chat goes in it, where the chat is cut into topics.
CREATE TABLE topics (
    chat BIGINT NOT NULL,
    -- What is about this case; null for all that is for the chat, as in the team's group. The case
    -- may be erased before its topic is.
    case_id TEXT,
    topic BIGINT,  -- Telegram's number of it; null until it is made
    made_by TEXT,  -- the outgoing message that makes it
    over_at BIGINT  -- since when its case is with somebody else, or with nobody
);
CREATE UNIQUE INDEX topics_chat ON topics (chat, coalesce(case_id, ''));
CREATE INDEX topics_case ON topics (case_id) WHERE case_id IS NOT NULL;

-- The topic in which somebody asked: what answers them goes there.
ALTER TABLE outbox ADD COLUMN topic BIGINT;
