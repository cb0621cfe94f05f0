-- The rota is what its entries say, in the order in which they were settled: a later one goes before
-- an earlier. One that is undone is kept for a while, and counts no more.
CREATE TABLE rota_entries (
    id TEXT PRIMARY KEY,
    batch TEXT NOT NULL,  -- entries that were set together, and are undone together
    entry TEXT NOT NULL,
    status TEXT NOT NULL,  -- proposed, asked, set, refused, undone
    made_by TEXT NOT NULL REFERENCES staff (id),
    made_at BIGINT NOT NULL,
    settled_at BIGINT NOT NULL,
    over_at BIGINT  -- from when on it changes nothing any more; null for what holds until changed
);
CREATE INDEX rota_entries_batch ON rota_entries (batch);
CREATE INDEX rota_entries_over ON rota_entries (over_at) WHERE over_at IS NOT NULL;

-- What the person was told, how often it was not kept, and when the wait began.
ALTER TABLE cases ADD COLUMN answer_by BIGINT;
ALTER TABLE cases ADD COLUMN apologies INTEGER NOT NULL DEFAULT 0;

-- Alerts by another way than Telegram. No names and no words are in them.
CREATE TABLE outside_alerts (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    way TEXT NOT NULL,  -- email, webhook
    status TEXT NOT NULL DEFAULT 'waiting',
    tries INTEGER NOT NULL DEFAULT 0,
    not_before BIGINT NOT NULL DEFAULT 0,
    reason TEXT,
    made_at BIGINT NOT NULL,
    done_at BIGINT
);
CREATE INDEX outside_alerts_waiting ON outside_alerts (not_before) WHERE status = 'waiting';
