-- Which message of a navigator's own an outgoing one passes on: it is told what became of it.
ALTER TABLE outbox ADD COLUMN origin_chat BIGINT;
ALTER TABLE outbox ADD COLUMN origin_message BIGINT;
CREATE INDEX outbox_origin ON outbox (origin_chat, origin_message)
    WHERE origin_message IS NOT NULL;

-- Who wrote it; null for the person and for the house.
ALTER TABLE case_notes ADD COLUMN staff_id TEXT REFERENCES staff (id);

-- Whom its navigator has asked to take it over.
ALTER TABLE cases ADD COLUMN offered_to TEXT REFERENCES staff (id);

-- The case that a navigator has chosen to write to without replying; one at a time.
CREATE TABLE talks (
    staff_id TEXT PRIMARY KEY REFERENCES staff (id),
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    at BIGINT NOT NULL  -- when they last wrote in it
);
